"""Who sits in the groups of a new campaign: what the directory knows, to be checked and changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.kinds import Kind
from campaigns.models import Campaign, Group, Membership
from organization.models import Department, Person

SEATED = 9  # at most, of one group: nobody reads a longer proposal


@dataclass(frozen=True)
class Seats:
    """A group to be set up, and who is proposed for it: (person, office)."""

    kind: str
    name: str
    members: tuple[tuple[Person, str], ...]


def proposed(kind: Kind, organisation: Department) -> list[Seats]:
    """The leading group: the executives of the organisation, the first of them chairs.

    Heads are not proposed for it, since whoever sits in it reads every sheet; and who inspects
    is nothing the directory knows.
    """
    executives = (
        Person.objects.active()
        .filter(duty="", level=Person.Level.EXECUTIVE, department=organisation)
        .select_related("department")
    )
    offices = Membership.Office
    members = tuple(
        (person, offices.DEPUTY if place else offices.CHAIR)
        for place, person in enumerate(executives[:SEATED])
    )
    return [Seats(Group.Kind.LEADING, kind.wording["group"], members)] if members else []


def seat(campaign: Campaign, groups: Iterable[Seats], *, by: Person) -> None:
    """Set the groups up with their members; the roles follow."""
    for row in groups:
        group = Group.set_up(campaign, by=by, kind=row.kind, name=row.name)
        group.add_all(row.members, by=by)
