"""Reading personal sheets that were handed in: taken, sent back, or passed on to somebody else."""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import PersonalSheet, SheetStatus
from organization.models import NotAllowed, Person, move, record
from organization.notices import notify


def accept_sheet(sheet: PersonalSheet, *, by: Person) -> PersonalSheet:
    """Read and taken as it is. Never by its own person."""
    _demand_other(sheet, by)
    return move(sheet, SheetStatus.ACCEPTED, by=by)


def send_sheet_back(sheet: PersonalSheet, note: str, *, by: Person) -> PersonalSheet:
    """Ask for a new round, saying why. Never by its own person."""
    _demand_other(sheet, by)
    if not note.strip():
        raise NotAllowed(_("Say what is to be looked at again."))
    with transaction.atomic():
        sets = {"round": sheet.round + 1, "note": note.strip()}
        move(sheet, SheetStatus.RETURNED, by=by, sets=sets, round=sheet.round)
        title = _("Your personal sheet was sent back: %(level)s") % {"level": sheet.level.name}
        notify([sheet.person], sheet, "personal_sheet_returned", title, note, slot=str(sheet.round))
    return sheet


def name_reviewer(sheet: PersonalSheet, to: Person, *, by: Person) -> None:
    """The reviewer of a leader's sheet names somebody else for it; never its own person."""
    sheet.level.campaign.demand_running()
    if sheet.reviewer_id != by.pk:
        raise NotAllowed(_("Only who reviews this sheet names somebody else for it."))
    if to.pk == sheet.person_id:
        raise NotAllowed(_("Nobody reviews the own sheet."))
    with transaction.atomic():
        PersonalSheet.objects.filter(pk=sheet.pk).update(reviewer=to)
        record("personalsheet.reviewer_named", sheet, by=by)
        notify([to], sheet, "personal_sheet_to_review", _("A personal sheet for you to review"))


def _demand_other(sheet: PersonalSheet, by: Person) -> None:
    sheet.level.campaign.demand_running()
    if by.pk == sheet.person_id:
        raise NotAllowed(_("Nobody reviews the own sheet."))
