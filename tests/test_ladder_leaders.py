"""Rungs that name leaders: off until the office has confirmed, then once a matter and person."""

from datetime import date, timedelta

import pytest

from campaigns.models import ReminderStep, SelfCheck
from campaigns.steps import Step
from findings.models import Finding
from organization import clock
from organization.models import Notification, Person
from rectification import reminders
from rectification.models import LetterRules, Task
from tests.stage import staged
from tests.visiting import get, text
from tests.world import PASSWORD, World, at, full_world

RED, CHAIR = date(2026, 3, 25), date(2026, 3, 31)  # three and seven working days late
DUE = date(2026, 3, 20)


def with_leaders(world: World) -> None:
    """分管领导 sits in the leading group; another leader is in charge of another department."""
    full_world(world)
    home = world.departments["CO"]
    leading = world.campaign.groups.get(kind="leading")
    for account, code in (("vice", "SALES"), ("other_vice", "SERVICE")):
        person = Person.objects.create_user(
            account, PASSWORD, name=account, post="副总经理", department=home, order=20
        )
        person.in_charge_of.add(world.departments[code])
        leading.add(person, by=world.clerk)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(with_leaders, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def confirm(world) -> None:
    LetterRules.of(world.campaign).confirm_copies(by=world.clerk)


def sweep(day: date) -> int:
    with clock.at(at(day, 9)):
        return reminders.sweep()


def leaders_told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(
        kind__startswith="ladder_", recipient__account__in=("vice", "other_vice", "leader")
    )
    return [
        (row.recipient.account, row.kind.removeprefix("ladder_")) for row in rows.order_by("pk")
    ]


def test_no_leader_is_told_before_the_office_has_confirmed(world):
    for n in range(40):
        sweep(date(2026, 3, 9) + timedelta(days=n))
    assert leaders_told() == []
    confirm(world)
    sweep(date(2026, 4, 20))
    assert leaders_told() == [("vice", "long_overdue"), ("leader", "long_overdue")]


def test_each_leader_is_told_on_the_own_rung_and_once(world):
    confirm(world)
    for n in range(40):
        sweep(date(2026, 3, 9) + timedelta(days=n))
        sweep(date(2026, 3, 9) + timedelta(days=n))
    assert leaders_told() == [
        ("vice", "still_overdue"),
        ("vice", "long_overdue"),
        ("leader", "long_overdue"),
    ]


def test_after_silent_days_one_notice_a_leader(world):
    confirm(world)
    sweep(CHAIR)
    assert leaders_told() == [("vice", "long_overdue"), ("leader", "long_overdue")]


def test_an_extension_tells_the_leaders_anew(world):
    confirm(world)
    sweep(RED)
    Task.objects.update(due_on=date(2026, 4, 17))
    sweep(date(2026, 4, 17))
    assert leaders_told() == [("vice", "still_overdue")]
    sweep(date(2026, 4, 22))
    assert leaders_told() == [("vice", "still_overdue")] * 2


def test_a_matter_for_named_people_goes_to_the_chair_alone(world):
    confirm(world)
    Finding.objects.update(restricted=True, named_only=True)
    sweep(CHAIR)
    assert leaders_told() == [("leader", "long_overdue")]


def test_a_chair_or_deputy_who_left_is_not_told(world):
    confirm(world)
    Person.objects.filter(account__in=("leader", "vice")).update(is_active=False)
    sweep(CHAIR)
    assert leaders_told() == []


def test_who_is_in_charge_but_does_not_lead_the_campaign_is_sent_nowhere(world):
    confirm(world)
    vice = Person.objects.get(account="vice")
    world.campaign.groups.get(kind="leading").remove(vice, by=world.clerk)
    sweep(RED)
    assert leaders_told() == []


def test_leaders_hear_of_tasks_alone(world):
    confirm(world)
    ReminderStep.set_for(world.campaign, [Step("up", 1, to_leader=True, to_chair=True)])
    Task.objects.all().delete()
    SelfCheck.objects.update(status="filling", due_on=DUE)
    sweep(RED)
    assert leaders_told() == []
    assert Notification.objects.filter(kind="ladder_up").exists()


def test_a_leader_reads_what_is_asked_of_a_leader_and_finds_the_task(world):
    confirm(world)
    sweep(RED)
    notice = Notification.objects.get(recipient__account="vice")
    assert "请予关注，督促承办部门抓紧整改。" in notice.text
    head = Notification.objects.get(recipient=world.head, kind=notice.kind)
    assert "请尽快反馈进展、原因和完成时间" in head.text
    assert "补齐示例资料" in text(get("vice", "task", "spring", notice.thing_pk))
