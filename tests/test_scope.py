"""What exists for whom: `visible_to`, from two paths a model names."""

import pytest

from campaigns import circulating
from campaigns.audience import To
from campaigns.models import Answer, Campaign, Receipt, SelfCheck
from findings.models import Finding
from organization.models import Department, Event, Job, Notification, Person, record
from organization.models.role import grant
from rectification.models import Task
from tests.world import DAY, full_world, start, submit

PEOPLE = (
    *("clerk", "inspector", "leader", "head", "member", "service_head"),
    *("stranger", "employee", "admin", "auditor"),
)


def who_sees(world, rows) -> set[str]:
    return {name for name in PEOPLE if rows.visible_to(getattr(world, name)).exists()}


def test_a_draft_exists_for_those_who_prepare_it_only(world):
    assert who_sees(world, Campaign.objects) == {"clerk", "inspector", "leader"}


def test_what_exists_for_whom_in_a_full_campaign(world):
    full_world(world)
    overseers, sales = {"clerk", "inspector", "leader"}, {"head", "member"}
    assert who_sees(world, Campaign.objects) == overseers | sales | {"service_head"}
    sheets = SelfCheck.objects.filter(department__code="SALES")
    assert who_sees(world, sheets) == overseers | sales
    answers = Answer.objects.filter(selfcheck__department__code="SALES")
    assert who_sees(world, answers) == overseers | sales
    assert who_sees(world, Finding.objects) == overseers | sales
    assert who_sees(world, Task.objects) == overseers | sales


def test_the_administrator_and_the_auditor_see_nothing_of_a_campaign(world):
    full_world(world)
    for model in (Campaign, SelfCheck, Answer, Finding, Task):
        assert model.objects.visible_to(world.admin).count() == 0
        assert model.objects.visible_to(world.auditor).count() == 0


def test_a_department_sees_what_lies_below_it(world):
    start(world)
    team = Department.objects.create(code="TEAM", name="班组", parent=world.departments["SALES"])
    sheet = SelfCheck.objects.create(campaign=world.campaign, department=team, total=1, due_on=DAY)
    assert sheet in SelfCheck.objects.visible_to(world.head)
    grant(world.employee, "head", team, by=None)
    assert list(SelfCheck.objects.visible_to(world.employee)) == [sheet]


def test_a_code_that_begins_alike_is_another_department(world):
    start(world)
    other = Department.objects.create(code="SALES2", name="二部", parent=world.departments["CO"])
    SelfCheck.objects.create(campaign=world.campaign, department=other, total=1, due_on=DAY)
    assert SelfCheck.objects.visible_to(world.head).count() == 1


def test_a_code_with_a_wildcard_reaches_nobody_else(world):
    start(world)
    wild = Department.objects.create(code="S_LES", name="通配", parent=world.departments["CO"])
    grant(world.employee, "head", wild, by=None)
    assert SelfCheck.objects.visible_to(world.employee).count() == 0


def test_a_launcher_sees_no_campaign_by_that(world):
    start(world)
    grant(world.employee, "launcher", world.departments["CO"], by=None)
    assert Campaign.objects.visible_to(world.employee).count() == 0


def test_a_document_makes_its_campaign_exist_for_who_signs_it(world):
    start(world)
    circulating.send_round(
        world.campaign,
        To(people=[world.employee]),
        by=world.clerk,
        title="通知",
        organiser="x",
        on=DAY,
    )
    assert Campaign.objects.visible_to(world.employee).count() == 1
    assert Receipt.objects.visible_to(world.employee).count() == 1
    assert Receipt.objects.visible_to(world.stranger).count() == 1  # the head of the department
    assert Receipt.objects.visible_to(world.head).count() == 0


def test_notices_and_jobs_are_ones_own(world):
    full_world(world)
    for name in PEOPLE:
        person = getattr(world, name)
        assert set(Notification.objects.visible_to(person).values_list("recipient", flat=True)) <= {
            person.pk
        }
    Job.objects.create(kind="paper", key="1", by=world.clerk)
    assert who_sees(world, Job.objects) == {"clerk", "admin"}


@pytest.mark.parametrize("account", ["head", "clerk", "auditor", "stranger"])
def test_events_exist_for_overseers_departments_and_the_auditor(world, account):
    start(world)
    submit(world)
    record("person.changed", world.head, by=world.admin)
    seen = Event.objects.visible_to(getattr(world, account))
    sheet, person = world.sheet(), Event.objects.filter(kind="person.changed")
    expected = {
        "head": (True, False),
        "clerk": (True, False),
        "auditor": (True, True),
        "stranger": (False, False),
    }
    about_sheet = seen.about(sheet).filter(kind="selfcheck.submitted").exists()
    assert (about_sheet, (seen & person).exists()) == expected[account]


def test_a_closed_account_sees_no_department(world):
    Person.objects.filter(account="head").update(is_active=False)
    assert Department.objects.visible_to(world.head).count() == 0
