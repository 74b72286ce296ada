"""推倒重来: answers go back to their department, one item, several, or the whole sheet.

Whoever filled an item by hand-over has it again; head, deputies and they are alerted.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import pgettext

from campaigns.models import Answer, HandOver, Return, SelfCheck
from campaigns.return_words import Asked, asked_for
from campaigns.review import take_reviewable
from organization import clock
from organization.models import NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify, said

NAMED = 20  # numbers of items that a notice names; the rest is counted


def send_back(
    sheet: SelfCheck,
    answers: Iterable[Answer],
    *,
    reason: str,
    note: str,
    due_on: date | None,
    by: Person,
    seen: int | None = None,
) -> SelfCheck:
    """退回重查: void these answers, keep their words, ask for a new check by `due_on`.

    Accepted items stay locked. Round n is kept in the versions; the department answers
    round n+1. `due_on` None: as many working days as are usual. `seen`: the round of the sheet
    the reviewer read. Raises NotAllowed when the sheet does not wait for review, not in that
    round, or when what is asked for is not said.
    """
    asked = asked_for(reason, note, due_on, by)
    answers = list(answers)
    if not answers:
        raise NotAllowed(_("Choose at least one item to send back."))
    with transaction.atomic():
        take_reviewable(sheet, seen)
        _return(sheet, answers, asked)
    return sheet


def tear_down(
    sheet: SelfCheck,
    *,
    reason: str,
    note: str,
    due_on: date | None,
    by: Person,
    seen: int | None = None,
) -> SelfCheck:
    """整表推倒重来: every answer that is not accepted is voided. `seen` as in `send_back`."""
    asked = asked_for(reason, note, due_on, by)
    with transaction.atomic():
        take_reviewable(sheet, seen)
        waiting = sheet.answers.filter(status=Answer.Status.ANSWERED).select_related("item")
        _keep(sheet, None, sheet.round, asked)
        record("selfcheck.torn_down", sheet, by=by, reason=reason, round=sheet.round)
        _return(sheet, list(waiting), asked)
    return sheet


def _return(sheet: SelfCheck, answers: list[Answer], asked: Asked) -> None:
    for answer in answers:
        answer.selfcheck = sheet
        _void(answer, asked)
    move(
        sheet,
        SelfCheck.Status.RETURNED,
        by=asked.by,
        sets={"round": F("round") + 1, "due_on": asked.due_on},
        due_before=sheet.due_on.isoformat(),  # for whoever takes the return back
        items=len(answers),
        round=sheet.round,
    )
    sheet.refresh_from_db()
    _alert(sheet, answers, asked)


def _void(answer: Answer, asked: Asked) -> None:
    ended = answer.round
    sets = {"round": ended + 1}  # what is typed from now on belongs to the next round
    back, by = Answer.Status.RETURNED, asked.by
    move(answer, back, by=by, sets=sets, round=ended, reason=asked.reason)
    _keep(answer.selfcheck, answer.item, ended, asked)


def _keep(sheet: SelfCheck, item, ended: int, asked: Asked) -> None:
    Return.objects.create(
        selfcheck=sheet,
        item=item,
        round=ended,
        sheet_round=sheet.round,
        reason=asked.reason,
        note=asked.note,
        due_on=asked.due_on,
        by=asked.by,
        at=clock.now(),
    )


def _alert(sheet: SelfCheck, answers: list[Answer], asked: Asked) -> None:
    """The heads hear of all of it, whoever has items again of these."""
    heads = list(holders(sheet.department, "head"))
    _tell(heads, sheet, sorted(answer.item.no for answer in answers), asked)
    items: dict[Person, list[int]] = defaultdict(list)
    for row in _hand_on(sheet, answers, asked.by):
        items[row.to].append(row.item.no)
    for person, numbers in items.items():
        if person not in heads:
            _tell([person], sheet, numbers, asked)


def _tell(people: list[Person], sheet: SelfCheck, numbers: list[int], asked: Asked) -> None:
    title = said(_later("Please check again: %(n)d items were sent back"), n=len(numbers))
    text = partial(_text, sheet, numbers, asked)
    notify(people, sheet, "sheet_returned", title, text, slot=str(sheet.round))


def _text(sheet: SelfCheck, numbers: list[int], asked: Asked) -> str:
    named = pgettext("between names", ", ").join(map(str, numbers[:NAMED]))
    values = {
        "campaign": sheet.campaign.title,
        "items": named,
        "reason": Return.Reason(asked.reason).label,
        "month": asked.due_on.month,
        "day": asked.due_on.day,
    }
    more = "" if len(numbers) <= NAMED else _(" and others")
    words = _("%(campaign)s. Items: %(items)s") % values + more
    why = _("Reason: %(reason)s. By %(month)d/%(day)d.") % values
    return f"{words}\n{why}"


def _hand_on(sheet: SelfCheck, answers: list[Answer], by: Person) -> list[HandOver]:
    """The hand-overs that the submission ended and nobody else did, begun again."""
    back = {answer.item_id: answer.item for answer in answers}
    rows = sheet.hand_overs.filter(item__in=back).select_related("to__department", "by")
    last = {row.item_id: row for row in rows.order_by("id")}
    begun = []
    for before in last.values():
        to = before.to
        stays = to.is_active and to.department.path.startswith(sheet.department.path)
        if before.with_submission and stays:
            item = back[before.item_id]
            begun.append(HandOver(selfcheck=sheet, item=item, to=to, by=before.by, at=clock.now()))
            record("selfcheck.handed_again", sheet, by=by, item=item.no, to=to.title)
    begun.sort(key=lambda row: row.item.no)
    return HandOver.objects.bulk_create(begun)
