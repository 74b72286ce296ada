"""分层查摆: levels are planned and opened one after the other, and sheets given out."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns.charges import charges
from campaigns.level_order import take_levels
from campaigns.models import (
    Campaign,
    CheckItem,
    Group,
    Level,
    LevelItem,
    Membership,
    PersonalSheet,
    SheetStatus,
)
from organization.models import NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import Words, notify_each
from organization.signals import Reason


def plan_level(
    campaign: Campaign,
    items: Iterable[CheckItem],
    *,
    by: Person,
    questions: Mapping[int, str] | None = None,
    **fields,
) -> Level:
    """A further level at the end of the order. `fields` are those of the model.

    `questions`: how the level is asked about an item, by its key; without one, in its own words.
    """
    campaign.demand_changeable()
    last = campaign.levels.order_by("-order").values_list("order", flat=True).first() or 0
    with transaction.atomic():
        level = Level.objects.create(campaign=campaign, order=last + 1, **fields)
        _ask(level, items, questions or {})
        record("level.added", level, by=by, name=level.name)
    return level


def change_level(
    level: Level,
    items: Iterable[CheckItem],
    *,
    by: Person,
    questions: Mapping[int, str] | None = None,
    **fields,
) -> Level:
    """Other words, items or another deadline, as long as the level is not open."""
    level.campaign.demand_changeable()
    with transaction.atomic():
        changed = Level.objects.filter(pk=level.pk, status=Level.Status.PLANNED).update(**fields)
        if not changed:
            raise NotAllowed(_("The level is open: its people have their sheets already."))
        level.asked.all().delete()
        level.refresh_from_db()
        _ask(level, items, questions or {})
        record("level.changed", level, by=by, fields=sorted(fields))
    return level


def open_level(level: Level, *, by: Person) -> int:
    """Give every person of the level a sheet and a notice with the way to it. How many sheets.

    Raises NotAllowed with names while the level before has not submitted (where it is to), and
    where a reviewer, people or items are missing.
    """
    level.campaign.demand_running()
    with transaction.atomic():
        order = take_levels(level.campaign)
        people = list(level.people())
        _demand_ready(level, people, _before(level, order))
        move(level, Level.Status.OPEN, by=by)
        sheets = PersonalSheet.objects.bulk_create(_sheets(level, people), batch_size=500)
        notify_each(map(_notice, sheets), "personal_sheet_assigned")
    return len(sheets)


def _sheets(level: Level, people: list[Person]) -> Iterator[PersonalSheet]:
    """One about oneself for everybody, and one for each department in charge."""
    readers, charge = _Readers(level), charges(level)
    if level.asks_charge and not charge:
        raise NotAllowed(
            _("By the directory nobody of this level is in charge of a department of the campaign.")
        )
    about = PersonalSheet.About
    for person in people:
        common = {"level": level, "person": person, "due_on": level.due_on}
        common["reviewer"] = readers.of(person)
        yield PersonalSheet(about=about.ONESELF, department=person.department, **common)
        for department in charge.get(person.pk, ()):
            yield PersonalSheet(about=about.CHARGE, department=department, **common)


def _notice(sheet: PersonalSheet) -> tuple[Person, PersonalSheet, Words, str]:
    title = partial(_title, sheet)
    return sheet.person, sheet, title, sheet.level.campaign.title


def _title(sheet: PersonalSheet) -> str:
    values = {"level": sheet.level.name, "what": sheet.about_words}
    if sheet.about == PersonalSheet.About.CHARGE:
        return _("Please check %(what)s: %(level)s") % values
    return _("Please check yourself: %(level)s") % values


class _Readers:
    """Who reads the sheets of a level; None: the office. Nobody reads the own one: the chair's
    goes to the deputy, and that of the only one in the office to the chair."""

    def __init__(self, level: Level) -> None:
        self.chair, self.deputy = reviewers(level.campaign)
        self.by_chair = level.chair_reviews
        self.office = list(holders(level.campaign, "office"))

    def of(self, person: Person) -> Person | None:
        """The reader of this person's sheet."""
        if not self.by_chair and self.office != [person]:
            return None
        return self.deputy if person == self.chair else self.chair


def reviewers(campaign: Campaign) -> tuple[Person | None, Person | None]:
    """Chair and first deputy of the leading group."""
    members = Membership.objects.filter(
        group__campaign=campaign, group__kind=Group.Kind.LEADING
    ).select_related("person")
    found = {row.office: row.person for row in reversed(members)}
    return found.get(Membership.Office.CHAIR), found.get(Membership.Office.DEPUTY)


def _ask(level: Level, items: Iterable[CheckItem], questions: Mapping[int, str]) -> None:
    LevelItem.objects.bulk_create(
        LevelItem(level=level, item=item, prompt=questions.get(item.pk, "")) for item in items
    )


def _before(level: Level, order: list[Level]) -> Level | None:
    """The level before this one; None when it is the first, or is gone."""
    places = {row.pk: n for n, row in enumerate(order)}
    place = places.get(level.pk, 0)
    return order[place - 1] if place else None


def _demand_ready(level: Level, people: list[Person], before: Level | None) -> None:
    if not people:
        raise NotAllowed(_("Nobody of the departments that take part belongs to this level."))
    if not level.asked.exists():
        raise NotAllowed(_("Choose the items this level is asked first."))
    if level.chair_reviews and None in reviewers(level.campaign):
        raise NotAllowed(_("The leading group needs a chair and a deputy who review the sheets."))
    if level.follows and before is not None:
        _demand_handed_in(before)


def _demand_handed_in(level: Level) -> None:
    late = level.sheets.filter(~Q(status__in=SheetStatus.handed_in)).select_related("person")
    if level.status == Level.Status.PLANNED or late:
        raise NotAllowed(
            _("“%(level)s” has not submitted yet.") % {"level": level.name},
            reasons=tuple(Reason(name) for name in {row.person.title: 0 for row in late}),
        )
