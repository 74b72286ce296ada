"""Who carries a campaign, as the directory has it: heads and deputies, and the office."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.preflight import taking_part
from organization.models import Department, NotAllowed, Person
from organization.models.role import grant, holders, holders_of_each, revoke


@dataclass(frozen=True)
class Place:
    """A department with whoever leads it: `head` in this campaign, and the others who may."""

    department: Department
    head: Person | None
    leading: list[Person] = field(default_factory=list)

    @property
    def deputies(self) -> list[Person]:
        """Who leads beside the head."""
        return [person for person in self.leading if person != self.head]

    @property
    def candidates(self) -> list[Person]:
        """Whom the office may choose from: nobody where there is no choice."""
        return self.leading if len(self.leading) > 1 else []


@dataclass(frozen=True)
class People:
    """Everybody on the page."""

    places: list[Place]
    office: list[Person]

    @property
    def heads(self) -> int:
        """Departments that have a head."""
        return sum(place.head is not None for place in self.places)

    @property
    def deputies(self) -> int:
        """How many may do what a head may, beside the heads."""
        return sum(len(place.deputies) for place in self.places)


def people_of(campaign: Campaign) -> People:
    """Heads by department, and the office; a constant number of queries."""
    leading = holders_of_each(taking_part(campaign), "head")
    chosen = dict(campaign.participations.values_list("department", "head"))
    places = []
    for department in taking_part(campaign):
        people = leading.get(department.pk, [])
        head = next((one for one in people if one.pk == chosen[department.pk]), None)
        places.append(Place(department, head or next(iter(people), None), people))
    return People(places, list(holders(campaign, "office").select_related("department")))


def colleagues(campaign: Campaign):
    """Who may join the office of the campaign: the other people of its department."""
    there = holders(campaign, "office").values("pk")
    people = Person.objects.active().in_department(campaign.office).filter(duty="")
    return people.exclude(pk__in=there)


def add_colleague(campaign: Campaign, person: Person, *, by: Person) -> None:
    """`person` may do from now on what the office may."""
    campaign.demand_changeable()
    if person not in colleagues(campaign):
        raise NotAllowed(_("Choose somebody of the office."))
    grant(person, "office", campaign, by=by)


def take_colleague_off(campaign: Campaign, person: Person, *, by: Person) -> None:
    """`person` no longer may. Somebody always stays: a campaign without an office is lost."""
    campaign.demand_changeable()
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        others = holders(campaign, "office").exclude(pk=person.pk)
        if not others.exists():
            raise NotAllowed(_("Somebody has to stay in the office of the campaign."))
        if not revoke(person, "office", campaign, by=by):
            raise NotAllowed(_("This person is not in the office of the campaign."))
