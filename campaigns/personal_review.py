"""Reading personal sheets that were handed in: taken, sent back, or passed on to somebody else."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns.models import PersonalReturn, PersonalSheet, SheetStatus
from campaigns.return_words import Asked, asked_for
from organization import clock
from organization.models import NotAllowed, Person, move, record
from organization.notices import notify, said


def accept_sheet(sheet: PersonalSheet, *, by: Person) -> PersonalSheet:
    """Read and taken as it is. Never by its own person."""
    _demand_other(sheet, by)
    return move(sheet, SheetStatus.ACCEPTED, by=by)


def send_sheet_back(
    sheet: PersonalSheet, *, reason: str, note: str, due_on: date | None, by: Person
) -> PersonalSheet:
    """退回重查: ask for a new round by `due_on` (None: as many working days as are usual).

    Raises NotAllowed to its own person, when the sheet does not wait for review, or when what
    is asked for is not said. The event says nothing of the reason: it is read by more people
    than the sheet.
    """
    _demand_other(sheet, by)
    asked = asked_for(reason, note, due_on, by)
    ended = sheet.round
    with transaction.atomic():
        sets = {"round": ended + 1, "due_on": asked.due_on}
        move(sheet, SheetStatus.RETURNED, by=by, sets=sets, round=ended)
        PersonalReturn.objects.create(
            sheet=sheet,
            round=ended,
            reason=asked.reason,
            note=asked.note,
            due_on=asked.due_on,
            by=by,
            at=clock.now(),
        )
        _alert(sheet, asked)
    return sheet


def name_reviewer(sheet: PersonalSheet, to: Person, *, by: Person) -> None:
    """The reviewer of a leader's sheet names somebody else for it; never its own person."""
    sheet.level.campaign.demand_running()
    if sheet.reviewer_id != by.pk:
        raise NotAllowed(_("Only who reviews this sheet names somebody else for it."))
    if to.duty or not to.is_active:
        raise NotAllowed(_("Somebody with a system duty takes no role in campaigns."), field="to")
    if to.pk == sheet.person_id:
        raise NotAllowed(_("Nobody reviews the own sheet."), field="to")
    with transaction.atomic():
        PersonalSheet.objects.filter(pk=sheet.pk).update(reviewer=to)
        record("personalsheet.reviewer_named", sheet, by=by)
        notify(
            [to], sheet, "personal_sheet_to_review", lambda: _("A personal sheet for you to review")
        )


def _alert(sheet: PersonalSheet, asked: Asked) -> None:
    """Its person hears why and until when; the words of the reviewer stand on the sheet."""
    title = said(_later("Your personal sheet was sent back: %(level)s"), level=sheet.level.name)
    text = said(
        _later("Reason: %(reason)s. By %(month)d/%(day)d."),
        reason=PersonalReturn.Reason(asked.reason).label,
        month=asked.due_on.month,
        day=asked.due_on.day,
    )
    notify([sheet.person], sheet, "personal_sheet_returned", title, text, slot=str(sheet.round))


def _demand_other(sheet: PersonalSheet, by: Person) -> None:
    sheet.level.campaign.demand_running()
    if by.pk == sheet.person_id:
        raise NotAllowed(_("Nobody reviews the own sheet."))
