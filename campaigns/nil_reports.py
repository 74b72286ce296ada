"""零报告: what a sheet declares not to have found, signed with its submission, due like it.

Whoever has problems reports the problems, whoever has none reports nil; nobody is silent. So
every sheet is 应报, and 已报 is what lies with the office, with problems or without.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from campaigns.models import Answer, AnswerKind, CheckItem, NilReport, Result, SelfCheck
from organization import clock
from organization.lists import in_a_row
from organization.models import NotAllowed, Person

SENT = (SelfCheck.Status.SUBMITTED, SelfCheck.Status.ACCEPTED)


class NotDeclared(NotAllowed):
    """The nil return was not declared where one is due, or declared where none is."""


@dataclass(frozen=True)
class Declaration:
    """What there is to declare: for the whole sheet, for single items of kind 零报告, or both."""

    whole: bool
    items: tuple[int, ...]

    @property
    def words(self) -> str:
        """The sentence that is signed."""
        sentences = []
        if self.items:
            numbers = in_a_row(map(str, self.items))
            sentences.append(
                _("Items %(numbers)s were checked, and nothing of the kind was found.")
                % {"numbers": numbers}
            )
        if self.whole:
            sentences.append(_("The department has checked itself and found nothing wrong."))
        return "".join(sentences)


@dataclass(frozen=True)
class Tally:
    """应报, and of these 零报告 and reported problems."""

    due: int
    nil: int
    problems: int

    @property
    def sent(self) -> int:
        """已报."""
        return self.nil + self.problems

    @property
    def missing(self) -> int:
        """Who has sent neither."""
        return self.due - self.sent


def declaration_of(pairs: Iterable[tuple[CheckItem, Answer | None]]) -> Declaration | None:
    """What the answers of a sheet leave to be declared, None when there is nothing."""
    known = [(item, answer) for item, answer in pairs if answer is not None and answer.result]
    whole = all(answer.result != Result.NO for _item, answer in known)
    items = tuple(
        item.no
        for item, answer in known
        if item.kind == AnswerKind.NIL and answer.result == Result.OK
    )
    return Declaration(whole, items) if whole or items else None


def declaration_of_sheet(sheet: SelfCheck) -> Declaration | None:
    """As `declaration_of`, of the answers that stand in the database now."""
    answers = sheet.answers.select_related("item").order_by("item__order")
    return declaration_of((answer.item, answer) for answer in answers)


def demand_declared(declaration: Declaration | None, is_declared: bool) -> None:
    """Raise NotDeclared unless the head declared just what there is to declare."""
    if declaration is not None and not is_declared:
        raise NotDeclared(_("Confirm the nil return: it is signed together with the sheet."))
    if declaration is None and is_declared:
        raise NotDeclared(_("The sheet reports problems: it is no nil return."))


def keep(sheet: SelfCheck, declaration: Declaration, *, by: Person, signature: str) -> NilReport:
    """Write down what was signed, in the transaction of the submission."""
    return NilReport.objects.create(
        selfcheck=sheet,
        round=sheet.round,
        whole=declaration.whole,
        items=list(declaration.items),
        statement=declaration.words,
        signature=signature,
        signed_by=by,
        signed_at=clock.now(),
    )


def count(sheets: QuerySet[SelfCheck]) -> Tally:
    """How many are due and sent, in one statement."""
    sent = Q(status__in=SENT)
    found = sheets.order_by().aggregate(
        due=Count("pk"),
        nil=Count("pk", sent & Q(nil_report=True)),
        problems=Count("pk", sent & Q(nil_report=False)),
    )
    return Tally(**found)


def shown(sheets: QuerySet[SelfCheck], show: str) -> QuerySet[SelfCheck]:
    """The sheets of a tab: "" not sent, the earliest deadline first; "nil"; "problems"."""
    if show in ("nil", "problems"):
        return sheets.filter(status__in=SENT, nil_report=show == "nil")
    return sheets.exclude(status__in=SENT).order_by("due_on", "department__order", "pk")
