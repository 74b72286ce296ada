"""The order of levels: planned ones change places or go; what is open stays where it is."""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Level
from organization.models import NotAllowed, Person, record


def take_levels(campaign: Campaign) -> list[Level]:
    """All levels in their order, locked until the transaction ends: nobody opens, moves or
    removes one meanwhile."""
    return list(Level.objects.select_for_update().filter(campaign=campaign).order_by("order"))


def move_earlier(level: Level, *, by: Person) -> Level:
    """Change places with the planned level before. NotAllowed when it is open or the first."""
    return _change_places(level, -1, by)


def move_later(level: Level, *, by: Person) -> Level:
    """Change places with the planned level after. NotAllowed when it is open or the last."""
    return _change_places(level, 1, by)


def remove_level(level: Level, *, by: Person) -> None:
    """Take a planned level out, with its questions. Raises NotAllowed once it is open."""
    level.campaign.demand_changeable()
    with transaction.atomic():
        taken = _planned(take_levels(level.campaign))
        found = taken[_place(level, taken)]
        record("level.removed", found, by=by, name=found.name)
        found.delete()


def movable(levels: list[Level]) -> dict[int, tuple[bool, bool]]:
    """Which planned levels can go earlier and later, by key: what the buttons ask."""
    planned = _planned(levels)
    last = len(planned) - 1
    return {level.pk: (place > 0, place < last) for place, level in enumerate(planned)}


def _change_places(level: Level, step: int, by: Person) -> Level:
    level.campaign.demand_changeable()
    with transaction.atomic():
        taken = _planned(take_levels(level.campaign))
        place = _place(level, taken)
        if not 0 <= place + step < len(taken):
            raise NotAllowed(_("There is no planned level to change places with."))
        moved, other = taken[place], taken[place + step]
        # Through 0, which no level has: the order is unique at every moment.
        for row, order in ((moved, 0), (other, moved.order), (moved, other.order)):
            Level.objects.filter(pk=row.pk).update(order=order)
        record("level.moved", moved, by=by, order=other.order)
    level.refresh_from_db(fields=["order"])
    return level


def _planned(levels: list[Level]) -> list[Level]:
    return [level for level in levels if level.status == Level.Status.PLANNED]


def _place(level: Level, planned: list[Level]) -> int:
    place = next((n for n, row in enumerate(planned) if row.pk == level.pk), None)
    if place is None:
        raise NotAllowed(_("The level is open: its people have their sheets already."))
    return place
