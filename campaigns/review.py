"""Review: accept or send back, answer from records."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.models import Answer, CheckItem, RecordedAnswer, Return, SelfCheck
from organization import clock
from organization.models import NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify


def accept(answer: Answer, *, by: Person, seen: int | None = None) -> Answer:
    """Accept one answer of a submitted sheet; the last one accepts the sheet.

    `seen`: the version the reviewer read. Raises NotAllowed when it is not the one that stands.
    """
    sheet = answer.selfcheck
    with transaction.atomic():
        _take_reviewable(sheet)
        if seen is not None and not Answer.objects.filter(pk=answer.pk, version=seen).exists():
            raise NotAllowed(_("This answer was changed in the meantime. Please read it again."))
        move(answer, Answer.Status.ACCEPTED, by=by, round=answer.round)
        _accept_sheet_when_done(sheet, by)
    return answer


def accept_all(sheet: SelfCheck, *, by: Person, seen: int | None = None) -> int:
    """Accept every answer of the sheet that still waits. How many there were.

    `seen`: the round of the sheet the reviewer read. Raises NotAllowed when it is another one.
    """
    with transaction.atomic():
        _take_reviewable(sheet, seen)
        waiting = list(sheet.answers.filter(status=Answer.Status.ANSWERED).select_related("item"))
        for answer in waiting:
            answer.selfcheck = sheet
            move(answer, Answer.Status.ACCEPTED, by=by, round=answer.round)
        _accept_sheet_when_done(sheet, by)
    return len(waiting)


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
        _take_reviewable(sheet, seen)
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
        _take_reviewable(sheet, seen)
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


def answer_from_records(item: CheckItem, result: str, text: str, *, by: Person) -> RecordedAnswer:
    """系统取数: the office answers an item from records, in the last phase; it can be corrected."""
    campaign = item.checklist.campaign
    if not item.from_records:
        raise NotAllowed(_("This item is answered by departments."))
    if not campaign.has_open("analysis"):
        raise NotAllowed(_("Items from records are answered in the analysis phase."))
    with transaction.atomic():
        row, _new = RecordedAnswer.objects.update_or_create(
            item=item,
            defaults={
                "campaign": campaign,
                "result": result,
                "text": text,
                "by": by,
                "at": clock.now(),
            },
        )
        record("recordedanswer.recorded", row, by=by, result=result)
    return row


def _take_reviewable(sheet: SelfCheck, seen: int | None = None) -> None:
    """Take the row of the sheet: two reviewers at once must not each leave the last answer to
    the other, and nothing may be accepted on a sheet that was just sent back."""
    sheet.campaign.demand_running()
    now = SelfCheck.objects.select_for_update().only("status", "round").get(pk=sheet.pk)
    sheet.status, sheet.round = now.status, now.round
    if sheet.status != SelfCheck.Status.SUBMITTED:
        raise NotAllowed(_("This sheet does not wait for review."))
    if seen not in (None, sheet.round):
        raise NotAllowed(_("This sheet was submitted anew in the meantime. Please read it."))


def _accept_sheet_when_done(sheet: SelfCheck, by: Person) -> None:
    if sheet.answers.exclude(status=Answer.Status.ACCEPTED).exists():
        return
    move(sheet, SelfCheck.Status.ACCEPTED, by=by, round=sheet.round)
    notify(
        holders(sheet.department, "head"),
        sheet,
        "sheet_accepted",
        _("Your self-check sheet was accepted: %(title)s") % {"title": sheet.campaign.title},
        slot=str(sheet.round),
    )


def _void(answer: Answer, *, reason: str, note: str, due_on, by: Person) -> None:
    move(answer, Answer.Status.RETURNED, by=by, round=answer.round, reason=reason)
    Return.objects.create(
        selfcheck=answer.selfcheck,
        item=answer.item,
        round=answer.round,
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
