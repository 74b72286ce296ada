"""What waits for the office across sheets, and what comes next in it.

The office works through a sheet after the other, or through one item in all departments after
the other item. Either way the last one is followed by the first that still waits.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from campaigns.models import Answer, Campaign, Hint, Result, SelfCheck
from campaigns.review_page import ReviewList, SheetRow

DEPARTMENT = ("selfcheck__department__order", "selfcheck__department__code")


@dataclass(frozen=True)
class Spot:
    """An item on the sheet of a department."""

    department: str
    no: int


def waiting_answers(campaign: Campaign, show: str = "") -> QuerySet[Answer]:
    """The answers that the office has still to decide about; `show`: a filter of the list."""
    waiting = Answer.objects.filter(
        selfcheck__campaign=campaign,
        selfcheck__status=SelfCheck.Status.SUBMITTED,
        status=Answer.Status.ANSWERED,
    )
    if show == "no":
        return waiting.filter(result=Result.NO)
    if show == "hints":
        return waiting.filter(pk__in=answers_with_hints(campaign))
    return waiting


def answers_with_hints(campaign: Campaign) -> set[int]:
    """The answers, by key, with hints that nobody has looked at yet; one query."""
    hints = Hint.objects.to_look_at().filter(selfcheck__campaign=campaign, answer__isnull=False)
    return set(hints.values_list("answer", flat=True))


def next_on_sheets(listing: ReviewList, row: SheetRow | None, *, back: bool = False) -> Spot | None:
    """What waits after `row` (`back`: before it): on the same sheet first, then on the next one;
    None when nothing else waits. No query while something waits on the sheet, else at most two."""
    sheet = listing.sheet
    if (following := listing.next_waiting(row, back=back)) is not None:
        return Spot(sheet.department.code, following.item.no)
    others = waiting_answers(sheet.campaign, listing.narrow).exclude(selfcheck=sheet)
    order = (*DEPARTMENT, "item__order")
    if back:
        others = others.order_by(*(f"-{name}" for name in order))
        return _first(others.exclude(_behind(sheet))) or _first(others)
    others = others.order_by(*order)
    return _first(others.filter(_behind(sheet))) or _first(others)


def next_of_item(
    sheet: SelfCheck, order: int, show: str = "", *, back: bool = False
) -> Spot | None:
    """What waits after (`back`: before) the item in place `order` of the checklist on this
    sheet: the same item in the other departments, then the next item. At most four queries."""
    waiting = waiting_answers(sheet.campaign, show)
    itself = waiting.filter(item__order=order, selfcheck=sheet).order_by().values("pk")
    names = ("item__order", *DEPARTMENT)
    if back:
        waiting = waiting.order_by(*(f"-{name}" for name in names))
        same = waiting.filter(item__order=order).exclude(selfcheck=sheet)
        return (
            _first(same.exclude(_behind(sheet)))
            or _first(same)
            or _first(waiting.filter(item__order__lt=order))
            or _first(waiting.exclude(pk__in=itself))
        )
    waiting = waiting.order_by(*names)
    same = waiting.filter(item__order=order).exclude(selfcheck=sheet)
    return (
        _first(same.filter(_behind(sheet)))
        or _first(same)
        or _first(waiting.filter(item__order__gt=order))
        or _first(waiting.exclude(pk__in=itself))
    )


def _behind(sheet: SelfCheck) -> Q:
    """Answers of the departments that come after that of the sheet in the organisation chart."""
    here = sheet.department
    return Q(selfcheck__department__order__gt=here.order) | Q(
        selfcheck__department__order=here.order, selfcheck__department__code__gt=here.code
    )


def _first(answers: QuerySet[Answer]) -> Spot | None:
    found = answers.values_list("selfcheck__department__code", "item__no").first()
    return Spot(*found) if found else None
