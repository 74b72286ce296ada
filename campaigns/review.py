"""Review: accept, answer from records."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Answer, CheckItem, RecordedAnswer, SelfCheck
from organization import clock
from organization.models import NotAllowed, Person, move, record
from organization.models.event import move_all
from organization.models.role import holders
from organization.notices import notify


def accept(answer: Answer, *, by: Person, seen: int | None = None) -> Answer:
    """Accept one answer of a submitted sheet; the last one accepts the sheet.

    `seen`: the version the reviewer read. Raises NotAllowed when it is not the one that stands.
    """
    sheet = answer.selfcheck
    with transaction.atomic():
        take_reviewable(sheet)
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
        take_reviewable(sheet, seen)
        waiting = list(sheet.answers.filter(status=Answer.Status.ANSWERED).select_related("item"))
        accept_these(sheet, waiting, by=by)
    return len(waiting)


def accept_these(sheet: SelfCheck, answers: Sequence[Answer], *, by: Person) -> None:
    """Accept these answers of a sheet whose row the caller has taken."""
    for answer in answers:
        answer.selfcheck = sheet
    move_all(answers, Answer.Status.ACCEPTED, by=by)
    _accept_sheet_when_done(sheet, by)


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


def take_reviewable(sheet: SelfCheck, seen: int | None = None) -> None:
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
        lambda: (
            _("Your self-check sheet was accepted: %(title)s") % {"title": sheet.campaign.title}
        ),
        slot=str(sheet.round),
    )
