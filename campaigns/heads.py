"""Who leads a department through a campaign: the head, deputies, and a change in mid-campaign."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns.models import Campaign, Participation
from campaigns.signals import leaders_changed
from organization.models import NotAllowed, Person, record
from organization.models.role import grant, holders, revoke
from organization.notices import notify, said


def deputies(place: Participation) -> QuerySet[Person]:
    """Who leads the department beside the head, in order of rank."""
    return holders(place.department, "head").exclude(pk=place.head_id)


def candidates(place: Participation) -> QuerySet[Person]:
    """The people of the department who lead it neither as head nor as deputy."""
    leading = holders(place.department, "head").values("pk")
    return Person.objects.active().in_department(place.department).exclude(pk__in=leading)


def choose_head(place: Participation, person: Person, *, by: Person) -> None:
    """Before the launch: which of those who lead the department leads it in this campaign.

    Nobody's role changes: to make somebody else head is a matter of the directory.
    """
    if place.campaign.status != Campaign.Status.DRAFT:
        raise NotAllowed(_("The campaign is launched: the head hands the department over."))
    if person not in holders(place.department, "head"):
        raise NotAllowed(_("Choose somebody who leads the department."))
    with transaction.atomic():
        Participation.objects.filter(pk=place.pk).update(head=person)
        place.head = person
        record("participation.head_chosen", place, by=by, to=person.title)


def name_deputy(place: Participation, person: Person, *, by: Person) -> None:
    """`person`, of the same department, may do from now on what the head may."""
    place.campaign.demand_running()
    _demand_own_people(place, person)
    with transaction.atomic():
        grant(person, "head", place.department, by=by)
        record("participation.deputy_named", place, by=by, to=person.title)
        title = said(_later("You are deputy for %(department)s"), department=place.department.name)
        notify([person], place, "deputy_named", title, place.campaign.title, slot=str(person.pk))


def withdraw_deputy(place: Participation, person: Person, *, by: Person) -> None:
    """The deputy may no longer; the head of the campaign stays."""
    place.campaign.demand_running()
    if person.pk == place.head_id:
        raise NotAllowed(_("The head hands the department over instead."))
    with transaction.atomic():
        if not revoke(person, "head", place.department, by=by):
            raise NotAllowed(_("This person is no deputy."))
        record("participation.deputy_withdrawn", place, by=by, to=person.title)


def hand_over_department(place: Participation, to: Person, *, by: Person) -> Participation:
    """`to` leads the department from now on, with everything that waits for its head.

    The former head loses the role in the department. A conditional UPDATE decides between two
    who hand over at once.
    """
    place.campaign.demand_running()
    _demand_own_people(place, to)
    former = place.head
    with transaction.atomic():
        won = Participation.objects.filter(pk=place.pk, head=former).update(head=to)
        if not won or former == to:
            raise NotAllowed()
        grant(to, "head", place.department, by=by)
        if former is not None:
            revoke(former, "head", place.department, by=by)
        place.head = to
        record(
            "participation.handed_over",
            place,
            by=by,
            to=to.title,
            former=former.title if former else "",
        )
        title = said(_later("%(department)s is yours now"), department=place.department.name)
        notify([to], place, "department_handed_over", title, place.campaign.title)
        leaders_changed.send(Campaign, campaign=place.campaign, by=by)
    return place


def _demand_own_people(place: Participation, person: Person) -> None:
    if not person.is_active or not person.department.path.startswith(place.department.path):
        raise NotAllowed(_("Choose somebody of the department."))
