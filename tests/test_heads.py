"""The head of a department, its deputies, and a change in mid-campaign."""

import pytest
from django.urls import reverse

from campaigns import heads
from campaigns.models import Campaign, Participation
from organization.models import Event, NotAllowed, Person
from organization.waiting import waiting
from tests.test_filling import signed_in
from tests.world import start

DEPARTMENT = ["spring", "SALES"]


@pytest.fixture
def place(world) -> Participation:
    start(world)
    return Participation.objects.get(department__code="SALES")


def leads(person) -> bool:
    return person.roles.in_department(person.department, "head")


def test_a_deputy_may_what_the_head_may(world, place):
    heads.name_deputy(place, world.member, by=world.head)
    assert leads(world.member) and leads(world.head)
    assert "fill" in {entry.kind for entry in waiting(world.member)}
    heads.withdraw_deputy(place, world.member, by=world.head)
    assert not leads(world.member)
    with pytest.raises(NotAllowed):
        heads.withdraw_deputy(place, world.member, by=world.head)


def test_the_head_is_not_withdrawn_as_a_deputy(world, place):
    with pytest.raises(NotAllowed):
        heads.withdraw_deputy(place, world.head, by=world.clerk)
    assert leads(world.head)


def test_handing_over_moves_everything_that_waits(world, place):
    heads.hand_over_department(place, world.member, by=world.head)
    assert Participation.objects.get(pk=place.pk).head == world.member
    assert leads(world.member) and not leads(world.head)
    assert "fill" in {entry.kind for entry in waiting(world.member)}
    assert "fill" not in {entry.kind for entry in waiting(world.head)}
    event = Event.objects.get(kind="participation.handed_over")
    assert event.particulars == {"to": "销售部填报人", "former": "销售部负责人"}


def test_only_one_of_two_hands_over(world, place):
    late = Participation.objects.get(pk=place.pk)
    heads.hand_over_department(place, world.member, by=world.head)
    Person.objects.filter(account="employee").update(department=world.departments["SALES"])
    with pytest.raises(NotAllowed):
        heads.hand_over_department(late, world.employee, by=world.clerk)
    assert Participation.objects.get(pk=place.pk).head == world.member


@pytest.mark.parametrize("act", [heads.name_deputy, heads.hand_over_department])
def test_only_people_of_the_department_lead_it(world, place, act):
    with pytest.raises(NotAllowed):
        act(place, world.stranger, by=world.head)
    assert not world.stranger.roles.in_department(place.department, "head")


@pytest.mark.parametrize("act", [heads.name_deputy, heads.hand_over_department])
def test_nothing_changes_in_a_closed_campaign(world, place, act):
    Campaign.objects.update(status="closed")
    place.campaign.refresh_from_db()
    with pytest.raises(NotAllowed):
        act(place, world.member, by=world.head)
    assert not leads(world.member)


def test_a_deputy_names_no_further_deputies(world, place):
    heads.name_deputy(place, world.member, by=world.head)
    url = reverse("heads", args=DEPARTMENT)
    assert signed_in(world.member).get(url).status_code == 403
    assert "销售部填报人" in signed_in(world.head).get(url).content.decode()


def test_only_people_of_the_department_are_offered(world, place):
    form = {"to": world.stranger.pk}
    url = reverse("hand_over_department", args=DEPARTMENT)
    assert signed_in(world.head).post(url, form).status_code == 422
    assert signed_in(world.head).post(url, {"to": world.member.pk}).status_code == 302
    assert leads(world.member)
