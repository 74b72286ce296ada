"""分层查摆: levels are planned, opened one after the other, each sheet handed in and reviewed."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns.models import (
    Campaign,
    CheckItem,
    Group,
    Level,
    LevelItem,
    Membership,
    PersonalAnswer,
    PersonalSheet,
    PersonalVersion,
)
from organization import clock
from organization.models import NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify, notify_each
from organization.signals import Reason

Status = PersonalSheet.Status


class StaleSheet(Exception):
    """The sheet was saved from another page in the meantime. `sheet` is as it stands now."""

    def __init__(self, sheet: PersonalSheet) -> None:
        self.sheet = sheet
        super().__init__(_("This sheet was saved from another page in the meantime."))


def plan_level(campaign: Campaign, items: Iterable[CheckItem], *, by: Person, **fields) -> Level:
    """A further level at the end of the order. `fields` are those of the model."""
    campaign.demand_changeable()
    last = campaign.levels.order_by("-order").values_list("order", flat=True).first() or 0
    with transaction.atomic():
        level = Level.objects.create(campaign=campaign, order=last + 1, **fields)
        _ask(level, items)
        record("level.added", level, by=by, name=level.name)
    return level


def change_level(level: Level, items: Iterable[CheckItem], *, by: Person, **fields) -> Level:
    """Other words, items or another deadline, as long as the level is not open."""
    level.campaign.demand_changeable()
    with transaction.atomic():
        changed = Level.objects.filter(pk=level.pk, status=Level.Status.PLANNED).update(**fields)
        if not changed:
            raise NotAllowed(_("The level is open: its people have their sheets already."))
        level.asked.all().delete()
        level.refresh_from_db()
        _ask(level, items)
        record("level.changed", level, by=by, fields=sorted(fields))
    return level


def open_level(level: Level, *, by: Person) -> int:
    """Give every person of the level a sheet and a notice with the way to it. How many sheets.

    Raises NotAllowed with names while the level before has not submitted (where it is to), and
    where a reviewer, people or items are missing.
    """
    level.campaign.demand_running()
    people = list(level.people())
    _demand_ready(level, people)
    reviewer, deputy = reviewers(level.campaign) if level.chair_reviews else (None, None)
    with transaction.atomic():
        move(level, Level.Status.OPEN, by=by)
        sheets = PersonalSheet.objects.bulk_create(
            (
                PersonalSheet(
                    level=level,
                    person=person,
                    department=person.department,
                    about=about,
                    due_on=level.due_on,
                    # Nobody reviews the own sheet: the chair's goes to the deputy.
                    reviewer=deputy if person == reviewer else reviewer,
                )
                for person in people
                for about in _abouts(level)
            ),
            batch_size=500,
        )
        title = _("Please check yourself: %(level)s") % {"level": level.name}
        notify_each(
            ((sheet.person, sheet, title, level.campaign.title) for sheet in sheets),
            "personal_sheet_assigned",
        )
    return len(sheets)


def reviewers(campaign: Campaign) -> tuple[Person | None, Person | None]:
    """Chair and first deputy of the leading group."""
    members = Membership.objects.filter(
        group__campaign=campaign, group__kind=Group.Kind.LEADING
    ).select_related("person")
    found = {row.office: row.person for row in reversed(members)}
    return found.get(Membership.Office.CHAIR), found.get(Membership.Office.DEPUTY)


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


def save_sheet(
    sheet: PersonalSheet, version: int, answers: dict[int, dict[str, Any]], *, by: Person
) -> PersonalSheet:
    """Save what was typed: {key of the item: contents}. One save is one version.

    Raises NotAllowed (somebody else's sheet, handed in, closed campaign) and StaleSheet.
    """
    _demand_own(sheet, by)
    sheet.level.campaign.demand_running()
    asked = set(sheet.level.asked.values_list("item", flat=True))
    if not answers.keys() <= asked:
        raise NotAllowed(_("This item is not one of this sheet."))
    found = sum(said["result"] == PersonalAnswer.Result.FOUND for said in answers.values())
    with transaction.atomic():
        won = PersonalSheet.objects.filter(
            pk=sheet.pk, version=version, status__in=Status.with_person
        ).update(version=version + 1, found=found)
        sheet.refresh_from_db(fields=["version", "status", "found"])
        if not won:
            _demand_with_person(sheet)
            raise StaleSheet(sheet)
        for item, said in answers.items():
            PersonalAnswer.objects.update_or_create(sheet=sheet, item_id=item, defaults=said)
        PersonalVersion.objects.create(
            sheet=sheet,
            version=sheet.version,
            round=sheet.round,
            contents={str(item): said for item, said in answers.items()},
            at=clock.now(),
        )
        if sheet.status == Status.ASSIGNED:
            move(sheet, Status.FILLING, by=by)
    return sheet


def missing(sheet: PersonalSheet) -> list[Reason]:
    """What still blocks submitting, one reason an item."""
    said = {answer.item_id: answer for answer in sheet.answers.all()}
    return [
        Reason(_("%(no)d: %(why)s") % {"no": row.item.no, "why": why})
        for row in sheet.level.asked.select_related("item")
        if (why := _missing_in(said.get(row.item_id), sheet.level))
    ]


def submit_sheet(sheet: PersonalSheet, *, by: Person, signature: str) -> PersonalSheet:
    """Sign and hand in; without a problem the signature stands under an explicit nil return."""
    _demand_own(sheet, by)
    sheet.level.campaign.demand_running()
    if not signature.strip():
        raise NotAllowed(_("Please sign with your name."))
    with transaction.atomic():
        reasons = missing(PersonalSheet.objects.select_for_update().get(pk=sheet.pk))
        if reasons:
            raise NotAllowed(
                _("The sheet is not complete: %(n)d items are missing something.")
                % {"n": len(reasons)},
                reasons=tuple(reasons),
            )
        sets = {"signature": signature.strip()}
        move(sheet, Status.SUBMITTED, by=by, sets=sets, round=sheet.round, found=sheet.found)
        notify(
            [sheet.reviewer] if sheet.reviewer else holders(sheet.level.campaign, "office"),
            sheet,
            "personal_sheet_submitted",
            _("A personal sheet was handed in: %(level)s") % {"level": sheet.level.name},
            slot=str(sheet.round),
        )
    return sheet


def accept_sheet(sheet: PersonalSheet, *, by: Person) -> PersonalSheet:
    """Read and taken as it is. Never by its own person."""
    _demand_other(sheet, by)
    return move(sheet, Status.ACCEPTED, by=by)


def send_sheet_back(sheet: PersonalSheet, note: str, *, by: Person) -> PersonalSheet:
    """Ask for a new round, saying why. Never by its own person."""
    _demand_other(sheet, by)
    if not note.strip():
        raise NotAllowed(_("Say what is to be looked at again."))
    with transaction.atomic():
        sets = {"round": sheet.round + 1, "note": note.strip()}
        move(sheet, Status.RETURNED, by=by, sets=sets, round=sheet.round)
        title = _("Your personal sheet was sent back: %(level)s") % {"level": sheet.level.name}
        notify([sheet.person], sheet, "personal_sheet_returned", title, note, slot=str(sheet.round))
    return sheet


def _ask(level: Level, items: Iterable[CheckItem]) -> None:
    LevelItem.objects.bulk_create(LevelItem(level=level, item=item) for item in items)


def _abouts(level: Level) -> list[str]:
    return PersonalSheet.About.values if level.asks_charge else [PersonalSheet.About.ONESELF.value]


def _demand_ready(level: Level, people: list[Person]) -> None:
    if not people:
        raise NotAllowed(_("Nobody of the departments that take part belongs to this level."))
    if not level.asked.exists():
        raise NotAllowed(_("Choose the items this level is asked first."))
    if level.chair_reviews and None in reviewers(level.campaign):
        raise NotAllowed(_("The leading group needs a chair and a deputy who review the sheets."))
    before = level.campaign.levels.filter(order__lt=level.order).order_by("-order").first()
    if level.follows and before is not None:
        _demand_handed_in(before)


def _demand_handed_in(level: Level) -> None:
    late = level.sheets.filter(~Q(status__in=Status.handed_in)).select_related("person")
    if level.status == Level.Status.PLANNED or late:
        raise NotAllowed(
            _("“%(level)s” has not submitted yet.") % {"level": level.name},
            reasons=tuple(Reason(name) for name in {row.person.title: 0 for row in late}),
        )


def _missing_in(said: PersonalAnswer | None, level: Level) -> str:
    if said is None or not said.result:
        return _("not answered")
    if said.result == PersonalAnswer.Result.NONE:
        return ""
    if not said.problem.strip():
        return _("say what the problem is")
    if not (said.subjective.strip() or said.objective.strip()):
        return _("say what it comes from")
    if level.asks_roots and not said.roots.strip():
        return _("say which roots it has in your thinking")
    return "" if said.measure.strip() else _("say what you will do about it")


def _demand_own(sheet: PersonalSheet, by: Person) -> None:
    if by.pk != sheet.person_id:
        raise NotAllowed(_("Only the person whose sheet it is fills it."))


def _demand_other(sheet: PersonalSheet, by: Person) -> None:
    sheet.level.campaign.demand_running()
    if by.pk == sheet.person_id:
        raise NotAllowed(_("Nobody reviews the own sheet."))


def _demand_with_person(sheet: PersonalSheet) -> None:
    if not sheet.is_with_person:
        raise NotAllowed(_("The sheet is submitted: it can be changed when it is sent back."))
