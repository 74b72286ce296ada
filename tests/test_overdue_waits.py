"""Overdue tasks wait at home for the office that chases them."""

from datetime import date, timedelta

import pytest

from organization import clock
from organization.waiting import Entry, waiting
from tests.world import at, full_world, make_task

DUE = date(2026, 3, 20)


def chased(person, day: date) -> list[Entry]:
    with clock.at(at(day)):
        return [entry for entry in waiting(person) if entry.kind == "chase"]


def test_on_its_last_day_a_task_is_not_chased(world):
    full_world(world)
    assert chased(world.clerk, DUE) == []


def test_one_late_task_leads_to_itself(world):
    full_world(world)
    [entry] = chased(world.clerk, DUE + timedelta(days=1))
    assert (entry.title, entry.why, entry.due_on) == ("督办逾期整改任务1项", "销售部", DUE)
    assert entry.url == f"/go/rectification.task/{world.task.pk}/"


def test_several_are_one_line_that_leads_to_the_ledger(world):
    full_world(world)
    make_task(world, DUE - timedelta(days=3), finding=world.task.finding)
    [entry] = chased(world.clerk, DUE + timedelta(days=1))
    assert entry.title == "督办逾期整改任务2项"
    assert entry.url == "/campaigns/spring/ledger/?light=late"
    assert entry.due_on == DUE - timedelta(days=3)


def test_what_was_handed_in_is_not_chased(world):
    full_world(world)
    world.task.report_progress("已补齐", 100, by=world.member)
    world.task.submit(by=world.head)
    assert chased(world.clerk, DUE + timedelta(days=1)) == []


@pytest.mark.parametrize("account", ["head", "inspector", "leader", "stranger"])
def test_nobody_else_chases(world, account):
    full_world(world)
    assert chased(getattr(world, account), DUE + timedelta(days=1)) == []
