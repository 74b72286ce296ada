"""推倒重来: answers go back to their department, one item, several, or the whole sheet."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.models import Answer, Return, SelfCheck
from campaigns.review import take_reviewable
from organization import clock
from organization.models import NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify


def send_back(
    sheet: SelfCheck,
    answers: Iterable[Answer],
    *,
    reason: str,
    note: str,
    due_on,
    by: Person,
    seen: int | None = None,
) -> SelfCheck:
    """退回重查: void these answers, keep their words, ask for a new check by `due_on`.

    Accepted items stay locked. Round n is kept in the versions; the department answers
    round n+1. `seen`: the round of the sheet the reviewer read. Raises NotAllowed when the
    sheet does not wait for review, or not in that round.
    """
    answers = list(answers)
    if not answers:
        raise NotAllowed(_("Choose at least one item to send back."))
    with transaction.atomic():
        take_reviewable(sheet, seen)
        for answer in answers:
            answer.selfcheck = sheet
            _void(answer, reason=reason, note=note, due_on=due_on, by=by)
        _return_sheet(sheet, len(answers), due_on, by)
    return sheet


def tear_down(
    sheet: SelfCheck, *, reason: str, note: str, due_on, by: Person, seen: int | None = None
) -> SelfCheck:
    """整表推倒重来: every answer that is not accepted is voided. `seen` as in `send_back`."""
    with transaction.atomic():
        take_reviewable(sheet, seen)
        waiting = sheet.answers.filter(status=Answer.Status.ANSWERED).select_related("item")
        Return.objects.create(
            selfcheck=sheet,
            round=sheet.round,
            reason=reason,
            note=note,
            due_on=due_on,
            by=by,
            at=clock.now(),
        )
        record("selfcheck.torn_down", sheet, by=by, reason=reason, round=sheet.round)
        return send_back(sheet, waiting, reason=reason, note=note, due_on=due_on, by=by)


def _void(answer: Answer, *, reason: str, note: str, due_on, by: Person) -> None:
    ended = answer.round
    sets = {"round": ended + 1}  # what is typed from now on belongs to the next round
    move(answer, Answer.Status.RETURNED, by=by, sets=sets, round=ended, reason=reason)
    Return.objects.create(
        selfcheck=answer.selfcheck,
        item=answer.item,
        round=ended,
        reason=reason,
        note=note,
        due_on=due_on,
        by=by,
        at=clock.now(),
    )


def _return_sheet(sheet: SelfCheck, items: int, due_on, by: Person) -> None:
    move(
        sheet,
        SelfCheck.Status.RETURNED,
        by=by,
        sets={"round": F("round") + 1, "due_on": due_on or sheet.due_on},
        due_before=sheet.due_on.isoformat(),  # for whoever takes the return back
        items=items,
        round=sheet.round,
    )
    sheet.refresh_from_db()
    notify(
        holders(sheet.department, "head"),
        sheet,
        "sheet_returned",
        _("Please check again: %(n)d items were sent back") % {"n": items},
        sheet.campaign.title,
        slot=str(sheet.round),
    )
