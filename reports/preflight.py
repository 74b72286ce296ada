"""报送前校核: what is missing or contradictory before a paper may be signed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from organization.lists import in_a_row
from organization.signals import Reason
from reports import consistency, proofreading, text_checks, told_texts
from reports.check import BLOCK, PASS, WARN, Check
from reports.document import (
    Block,
    Document,
    Heading,
    Missing,
    Paragraph,
    Table,
    plain,
    runs_of,
)
from reports.figures import Figures

# The annexes of the report with the figures that say how many rows they have.
ANNEXES = {"annex-findings": "findings", "annex-items": "items", "annex-ledger": "tasks"}
# Each whole with the parts of which the report tells.
SUMS = {
    "items": ("items_ok", "items_note", "items_no", "items_na", "items_pending"),
    "answers": ("answers_ok", "answers_note", "answers_no", "answers_na"),
    "findings": (
        *("found_by_self_check", "found_by_inspection", "found_by_complaint"),
        "found_otherwise",
    ),
}


def preflight(document: Document, figures: Figures) -> list[Reason]:
    """Every reason against signing the report, in the order of the checks."""
    return reasons(checks(document, figures))


def reasons(found: Iterable[Check]) -> list[Reason]:
    """What of the checks stands in the way of signing."""
    return [Reason(check.text, url=check.url) for check in found if check.level == BLOCK]


def checks(document: Document, figures: Figures) -> list[Check]:
    """Everything that is looked at: gaps first, in reading order."""
    looked_at = (
        gaps(document),
        _phases(figures),
        _undecided(figures),
        _without_finding(figures),
        unconfirmed(figures),
        rows(document, figures, ANNEXES),
        sums(figures, SUMS),
        consistency.groupings(figures),
        consistency.praised_and_found(figures),
        consistency.signed(document),
        consistency.claims_of_all(document, figures),
        proofreading.checks(document, figures),
        texts(figures),
        _reach(figures),
        _sheets(figures),
        _inspections(figures),
        overdue(figures),
        consistency.nobodys_tasks(figures),
        consistency.kept_back(figures),
        _causes(figures),
        consistency.assumed(figures),
    )
    return [check for found in looked_at for check in found]


def texts(figures: Figures) -> Iterator[Check]:
    """What the records of a written report say in their own words."""
    told = list(told_texts.reported(figures))
    yield from text_checks.rates(told, WARN)
    yield from text_checks.counts(told)
    yield from text_checks.claimed(told, figures)
    yield from text_checks.twice(told_texts.repeatable(figures))
    yield from text_checks.faults(told_texts.records(figures), figures)


def of_the_campaign(figures: Figures) -> Iterator[Check]:
    """What is looked at in a report that is read aloud as in the written one."""
    for look in (_phases, _undecided, _without_finding, unconfirmed):
        yield from look(figures)
    yield from sums(figures, SUMS)
    for look in (_reach, _sheets, _inspections, overdue, _causes):
        yield from look(figures)
    yield from consistency.assumed(figures, spoken=True)
    yield from text_checks.faults(told_texts.records(figures), figures, spoken=True)


def checks_of_a_plan(document: Document, figures: Figures) -> list[Check]:
    """What is looked at in a paper that goes down the house, before anything was done."""
    looked_at = (
        gaps(document),
        _chains(figures),
        proofreading.checks(document, figures, upward=False),
    )
    return [check for found in looked_at for check in found]


def _chains(figures: Figures) -> Iterator[Check]:
    """一级抓一级: somebody answers on every rank for every department."""
    broken = [chain.department.name for chain in figures.sources.chains if not chain.is_whole]
    url = figures.page("division")
    if broken:
        words = _("The chain of responsibility has a gap: %(names)s")
        listed = in_a_row(broken[:10]) + (" …" if len(broken) > 10 else "")
        yield Check(WARN, words % {"names": listed}, url=url)
    elif figures.sources.chains:
        yield Check(PASS, _("Every department has its chain of responsibility."), url=url)


def gaps(document: Document) -> Iterator[Check]:
    """Each 【待补】 once, with the heading below which it stands first."""
    seen: dict[tuple[str, str], Check] = {}
    for place, gap in _gaps_in_order(document):
        words = _("Still to be recorded: %(what)s") % {"what": gap.what}
        seen.setdefault((gap.what, gap.url), Check(BLOCK, words, place, gap.url))
    yield from seen.values()
    if not seen:
        yield Check(PASS, _("Nothing is left to be recorded."), _("whole paper"))


def _gaps_in_order(document: Document) -> Iterator[tuple[str, Missing]]:
    place = ""
    told = set()
    for block in document.blocks:
        if isinstance(block, Heading):
            place = plain(block.runs)
        for runs in runs_of(block):
            here = _title_of(block) or place
            for run in runs:
                if isinstance(run, Missing):
                    told.add(run.what)
                    yield here, run
    for annex in document.annexes:
        for block in annex.blocks:
            for runs in runs_of(block):
                for gap in map(_gap_in, runs):
                    if gap and gap.what not in told:
                        yield annex.title, gap


def _title_of(block: Block) -> str:
    """The title with which the paragraph of a finding begins."""
    if isinstance(block, Paragraph) and block.key.startswith("finding-"):
        return plain(block.runs).partition("。")[0]
    return ""


def _gap_in(run) -> Missing | None:
    """The gap in a cell of a table, which may be words."""
    if isinstance(run, Missing):
        return run
    if isinstance(run, str) and run.startswith("【待补：") and run.endswith("】"):
        return Missing(run.removeprefix("【待补：").removesuffix("】"))
    return None


def _phases(figures: Figures) -> Iterator[Check]:
    url = figures.page("").removesuffix("/")
    for phase in figures.sources.phases:
        particulars = {"phase": phase.name}
        if phase.status == phase.Status.PLANNED:
            words = _("The phase “%(phase)s” has not begun.") % particulars
            yield Check(BLOCK, words, url=url)
        elif phase.status == phase.Status.OPEN and figures.on > phase.ends_on:
            words = _("The phase “%(phase)s” is past its last day and has not been ended.")
            yield Check(WARN, words % particulars, url=url)
        elif phase.starts_on == phase.ends_on:
            words = _("The phase “%(phase)s” begins and ends on one day.") % particulars
            yield Check(WARN, words, url=url)
    yield from consistency.touching_phases(figures)
    yield from consistency.lost_phases(figures)


def _undecided(figures: Figures) -> Iterator[Check]:
    pending = figures["items_pending"]
    if pending.value:
        words = _("%(n)d check-points have no result yet.") % {"n": pending.value}
        yield Check(BLOCK, words, url=pending.url)
    elif figures.value("items"):
        words = _("All %(n)d check-points have a result.") % {"n": figures.value("items")}
        yield Check(PASS, words, url=figures.url("items"))


def _without_finding(figures: Figures) -> Iterator[Check]:
    """自相矛盾: an item is 不符合 and no finding speaks of it."""
    involved = {item.pk for f in figures.sources.all_findings for item in f.items.all()}
    refused = figures.rows("items_no")
    loose = [str(row.item.no) for row in refused if row.item.pk not in involved]
    if loose:
        words = _("Not compliant, but no finding speaks of it: check-point %(numbers)s")
        listed = in_a_row(loose[:10]) + (" …" if len(loose) > 10 else "")
        # The office may have dismissed what came of it: to be looked at, not forbidden.
        yield Check(WARN, words % {"numbers": listed}, url=figures.page("findings/consolidate"))
    elif refused:
        words = _("Every check-point that is not compliant has its finding.")
        yield Check(PASS, words, url=figures.url("items_no"))


def unconfirmed(figures: Figures) -> Iterator[Check]:
    """Findings that nobody has confirmed yet."""
    for finding in figures.sources.all_findings:
        if finding.status == finding.Status.REPORTED:
            words = _("Finding %(number)d “%(title)s” has not been confirmed.")
            told = words % {"number": finding.number, "title": finding.shown_title}
            yield Check(BLOCK, told, url=figures.page(f"findings/{finding.number}"))


def rows(document: Document, figures: Figures, named: Mapping[str, str]) -> Iterator[Check]:
    """The annexes have as many rows as the text says; `named`: the figure of each."""
    tables = {block.key: block for block in document.all_blocks() if isinstance(block, Table)}
    for key, name in named.items():
        told, listed = figures.value(name), len(tables[key].rows) if key in tables else 0
        particulars = {"title": figures.title(name), "n": told, "m": listed}
        if told != listed:
            words = _("%(title)s: the text says %(n)d, the annex has %(m)d.") % particulars
            yield Check(BLOCK, words, url=figures.url(name))
        elif told:
            words = _("%(title)s: %(n)d in the text, %(m)d rows in the annex") % particulars
            yield Check(PASS, words, url=figures.url(name))


def sums(figures: Figures, told: Mapping[str, Sequence[str]]) -> Iterator[Check]:
    """G9: the parts behind 其中 are the whole."""
    for whole, parts in told.items():
        total = sum(map(figures.value, parts))
        if total != figures.value(whole):
            words = _("%(title)s: the parts come to %(m)d, the whole is %(n)d.")
            said = words % {
                "title": figures.title(whole),
                "m": total,
                "n": figures.value(whole),
            }
            yield Check(BLOCK, said, url=figures.url(whole))
        elif total:
            words = _("%(title)s: the parts come to the whole") % {"title": figures.title(whole)}
            yield Check(PASS, words, url=figures.url(whole))


def _reach(figures: Figures) -> Iterator[Check]:
    missing = figures["circulation_missing"]
    if missing.value:
        words = _("%(n)d people have not signed for the circulated document.")
        yield Check(WARN, words % {"n": missing.value}, url=missing.url)


def _sheets(figures: Figures) -> Iterator[Check]:
    missing = figures["sheets_missing"]
    if missing.value:
        words = _("%(n)d self-check sheets have not been submitted.") % {"n": missing.value}
        yield Check(WARN, words, url=missing.url)


def _inspections(figures: Figures) -> Iterator[Check]:
    for place, plan in enumerate(figures.sources.inspection_plans, start=1):
        gaps = figures[f"inspection_gaps.{place}"]
        if gaps.value:
            words = _("“%(plan)s” passed %(n)d times without an inspection.")
            yield Check(WARN, words % {"plan": plan.title, "n": gaps.value}, url=gaps.url)


def overdue(figures: Figures) -> Iterator[Check]:
    """Findings that are late."""
    late = figures["findings_overdue"]
    if late.value:
        words = _("%(n)d findings are overdue.") % {"n": late.value}
        yield Check(WARN, words, url=late.url)


def _causes(figures: Figures) -> Iterator[Check]:
    for finding in figures.sources.findings:
        if finding.cause_objective and not finding.cause_subjective:
            words = _("Finding %(number)d names an objective cause only.")
            url = figures.page(f"findings/{finding.number}")
            yield Check(WARN, words % {"number": finding.number}, url=url)
