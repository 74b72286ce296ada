"""What an answer needs before it can be submitted.

Of 规定 / 问题 / 原因 / 责任 only the problem blocks: the rule comes from the item, and cause,
responsibility and measure may need talks that outlast the self-check. What is missing of them
stands beside the answer for department and office (`Answer.missing_parts`).
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from campaigns.models import Answer, CheckItem, EvidenceRule, Result


def missing_in(item: CheckItem, answer: Answer | None) -> str:
    """Why the item cannot be submitted, "" when it can."""
    if answer is None or not answer.result:
        return _("not answered")
    if answer.status == Answer.Status.RETURNED:
        return _("sent back and not done again")
    if answer.result == Result.NO and not answer.text.strip():
        return _("say what the problem is")
    if answer.result in (Result.NOTE, Result.NA) and not answer.text.strip():
        return _("say why")
    if answer.result == Result.OK and (why := _missing_in_compliant(item, answer)):
        return why
    if wants_evidence(item, answer.result) and not answer.has_evidence:
        return _("attach evidence")
    return ""


def wants_evidence(item: CheckItem, result: str) -> bool:
    """Is an answer with this result complete only with evidence?

    Where nothing applies there is nothing to prove.
    """
    if item.evidence_rule == EvidenceRule.ALWAYS:
        return result not in ("", Result.NA)
    return item.evidence_rule == EvidenceRule.ON_NO and result == Result.NO


def _missing_in_compliant(item: CheckItem, answer: Answer) -> str:
    """符合 is a claim: it carries method, sample and numbers that bear it out."""
    if not answer.methods.strip():
        return _("say how it was checked")
    if item.is_sample and answer.sample_n is None:
        return _("give the numbers counted") if item.count_names else _("give the sample")
    return short_of_formula(item, answer.sample_n, answer.sample_ok, answer.counts)


def short_of_formula(
    item: CheckItem, n: int | None, correct: int | None, further: Mapping[str, int]
) -> str:
    """Why these numbers do not bear out 符合 by the formula of the item, "" when they do."""
    formula = item.read_formula
    if formula is None:
        return ""
    numbers = item.numbers(n, correct, further)
    if numbers is None:
        return _("give every number of the formula")
    return "" if formula.holds(numbers) else _("the numbers do not meet the formula")
