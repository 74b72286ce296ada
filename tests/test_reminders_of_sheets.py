"""Sheets that wait for their department are chased like tasks."""

from datetime import date

import pytest

from campaigns import returns
from campaigns.models import Campaign, SelfCheck
from organization import clock
from organization.models import Notification
from rectification import reminders
from tests.stage import staged
from tests.world import at, fill, phase, start, submit

DUE = date(2026, 3, 6)  # the self-check phase ends on this Friday


def begun(world) -> None:
    start(world)
    submit(world, "SERVICE")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(begun, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def sweep(day: date) -> int:
    with clock.at(at(day, 9)):
        return reminders.sweep()


def told() -> list[tuple[str, str, str]]:
    rows = Notification.objects.filter(kind__startswith="ladder_").order_by("pk")
    return [(row.recipient.account, row.kind.removeprefix("ladder_"), row.slot) for row in rows]


def test_the_head_of_an_unsubmitted_sheet_is_told(world):
    assert SelfCheck.objects.get(department__code="SALES").due_on == DUE
    fill(world, "SALES")
    SelfCheck.objects.update(answered=1)
    sweep(date(2026, 3, 3))
    assert told() == [("head", "due_soon", "")]
    row = Notification.objects.get(kind="ladder_due_soon")
    assert row.title == "临期提醒：销售部自查表应于3月6日前提交"
    assert row.text == (
        "销售部的自查表（春季专项自查），应于3月6日前提交，还剩3个工作日。"
        "尚有2个项点未填写。请认真自查，按期提交。"
    )


def test_nothing_before_the_phase_of_the_sheets_was_opened(world):
    world.campaign.phases.filter(key=phase(world, "self_check").key).update(status="planned")
    sweep(date(2026, 3, 3))
    sweep(date(2026, 3, 9))
    assert told() == []
    phase(world, "self_check").begin(by=world.clerk)
    sweep(date(2026, 3, 9))
    assert told()[0] == ("head", "overdue", "")


def test_a_full_sheet_that_lies_about_is_named_so(world):
    fill(world, "SALES")
    sweep(date(2026, 3, 9))
    row = Notification.objects.get(kind="ladder_overdue")
    assert row.title == "逾期提醒：销售部自查表应于3月6日前提交"
    assert row.text == (
        "销售部的自查表（春季专项自查），应于3月6日前提交，截至3月9日已逾期1个工作日。"
        "各项点均已填写，自查表尚未提交。请尽快提交，并说明原因。"
    )


def test_a_sheet_that_was_sent_back_has_a_ladder_of_its_own(world):
    submit(world, "SALES")
    phase(world, "analysis").begin(by=world.clerk)
    with clock.at(at(date(2026, 3, 9))):
        returns.send_back(
            world.sheet("SALES"),
            world.sheet("SALES").answers.filter(item__no=1),
            reason="superficial",
            note="再查",
            due_on=date(2026, 3, 12),
            by=world.clerk,
        )
    sweep(date(2026, 3, 9))
    assert told() == [("head", "due_soon", "round 2")]
    assert sweep(date(2026, 3, 10)) == 0


def test_nothing_for_sheets_of_departments_that_left(world):
    world.campaign.participations.filter(department__code="SALES").update(left_on=date(2026, 3, 3))
    sweep(date(2026, 3, 20))
    assert told() == []


def test_of_what_is_handed_in_or_over_no_mail_is_sent_any_more(world):
    sales, service = world.sheet("SALES").pk, world.sheet("SERVICE").pk
    asked = {"campaigns.selfcheck": {sales, service}}
    over = {("campaigns.selfcheck", service)}
    assert reminders.ask_what_is_over(None, asked) == over
    Campaign.objects.update(status="closed")
    assert reminders.ask_what_is_over(None, asked) == over | {("campaigns.selfcheck", sales)}
