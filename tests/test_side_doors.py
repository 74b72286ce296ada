"""Ways round the two doors: who runs the system takes no part, whoever left leads no longer,
made-up numbers are no error of the server."""

import pytest
from django.db import connection
from django.urls import reverse

from campaigns import handing_over, heads, layers, personal_review
from campaigns.models import AnswerEvidence, Group, Membership, Participation
from organization import directory
from organization.models import NotAllowed, Person
from organization.models.role import revoke
from tests.signed_in import at_browser
from tests.world import DAY, start

HUGE = "9" * 30


@pytest.fixture
def auditor(world) -> Person:
    """The auditor, who works in 销售部 here."""
    Person.objects.filter(account="auditor").update(department=world.departments["SALES"])
    return world.auditor


def roles(person: Person) -> tuple[str, ...]:
    return Person.objects.get(pk=person.pk).roles.names()


@pytest.mark.parametrize("many", [False, True])
def test_a_system_duty_gets_no_role_by_a_group(world, auditor, many):
    group = Group.objects.get(kind="inspection")
    with pytest.raises(NotAllowed):
        if many:
            group.add_all([(auditor, "member")], by=world.clerk)
        else:
            group.add(auditor, by=world.clerk)
    assert roles(auditor) == ()
    assert not Membership.objects.filter(person=auditor).exists()


def test_the_screen_of_a_group_says_so(world, auditor):
    group = Group.objects.get(kind="inspection")
    answer = at_browser("clerk").post(
        f"{group.get_absolute_url()}join/", {"person": auditor.pk, "office": "member"}
    )
    assert (answer.status_code, roles(auditor)) == (409, ())


def test_a_system_duty_gets_no_role_by_an_item_handed_over(world, auditor):
    start(world)
    with pytest.raises(NotAllowed):
        handing_over.hand_over(world.sheet(), world.item(1), auditor, by=world.head)
    assert (roles(auditor), world.sheet().hand_overs.count()) == ((), 0)


def test_a_system_duty_gets_no_role_as_deputy(world, auditor):
    start(world)
    place = Participation.objects.get(department=world.departments["SALES"])
    with pytest.raises(NotAllowed):
        heads.name_deputy(place, auditor, by=world.head)
    assert roles(auditor) == ()


def test_a_system_duty_reviews_no_personal_sheet(world, auditor):
    start(world)
    level = layers.plan_level(
        world.campaign,
        [world.item(1)],
        by=world.clerk,
        name="员工广泛查",
        audience="employee",
        due_on=DAY,
    )
    layers.open_level(level, by=world.clerk)
    sheet = level.sheets.get(person=world.member)
    sheet.reviewer = world.leader
    sheet.save(update_fields=["reviewer"])
    with pytest.raises(NotAllowed):
        personal_review.name_reviewer(sheet, auditor, by=world.leader)
    sheet.refresh_from_db()
    assert sheet.reviewer == world.leader


def test_whose_lead_was_taken_away_names_no_deputy(world):
    start(world)
    head, department = world.head, world.departments["SALES"]
    directory.give_role(head, "member", department, by=world.admin)
    revoke(head, "head", department, by=world.admin)
    assert Participation.objects.get(department=department).head == head
    address = reverse("name_deputy", args=["spring", "SALES"])
    answer = at_browser("head").post(address, {"to": world.member.pk})
    assert answer.status_code == 403
    assert roles(world.member) == ("member",)


no_number_is_too_large = pytest.mark.skipif(
    connection.vendor == "postgresql", reason="PostgreSQL compares any number, and finds nothing"
)


@no_number_is_too_large
@pytest.mark.parametrize("account", ["head", "clerk"])
def test_a_number_no_column_holds_is_a_bad_request(world, account):
    client = at_browser(account)
    client.raise_request_exception = False
    assert client.post("/invitations/preview/", {"person": HUGE}).status_code == 400


@no_number_is_too_large
def test_made_up_files_of_the_library_are_a_bad_request(world):
    start(world)
    client = at_browser("head")
    client.raise_request_exception = False
    address = reverse("choose_evidence", args=["spring", "SALES", 1])
    assert client.post(address, {"files": HUGE}).status_code == 400
    assert not AnswerEvidence.objects.exists()
