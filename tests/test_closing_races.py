"""Two acceptances, two answers at the same instant."""

from datetime import date
from threading import Barrier

import pytest

from findings.models import Finding
from organization import clock
from rectification import extending, looking_back, planning
from rectification.models import Extension, LookBack, Task
from tests.test_sheet_races import at_once, meet
from tests.world import at, full_world, make_task, make_world

DUE = date(2026, 3, 20)


@pytest.fixture
def world(transactional_db):
    with clock.at(at(date(2026, 3, 16))):
        yield full_world(make_world())


def hand_in(world, task: Task) -> Task:
    task.report_progress("已补齐", 100, by=world.member)
    task.submit(by=world.head)
    return task


def in_march(act):
    """The same day in a thread of its own."""

    def run() -> None:
        with clock.at(at(date(2026, 3, 19))):
            act()

    return run


def test_two_tasks_closed_at_once_get_two_consecutive_numbers(world, monkeypatch):
    """Each looks at its task before either takes a number."""
    other = make_task(world, DUE, finding=world.task.finding)
    for task in (world.task, other):
        hand_in(world, task)
    barrier, number = Barrier(2), planning.closing_number

    def take_together(task):
        meet(barrier)
        return number(task)

    monkeypatch.setattr(planning, "closing_number", take_together)
    rows = Task.objects.select_related("campaign", "measure__finding", "department")
    first, second = rows.order_by("id")
    at_once(
        in_march(lambda: planning.accept(first, by=world.clerk)),
        in_march(lambda: planning.accept(second, by=world.inspector)),
    )
    numbers = Task.objects.order_by("closed_number").values_list("closed_number", flat=True)
    assert list(numbers) == ["SPRING-2026-001", "SPRING-2026-002"]
    assert Finding.objects.get().status == "closed"


def test_of_two_answers_one_counts(world, monkeypatch):
    asked = extending.ask(world.task, date(2026, 4, 10), by=world.head, reason="厂家排期推迟")
    barrier, decide = Barrier(2), extending._decide

    def decide_together(*args):
        meet(barrier)
        return decide(*args)

    monkeypatch.setattr(extending, "_decide", decide_together)
    rows = Extension.objects.select_related("task__campaign", "task__department")
    granted, refused = rows.get(pk=asked.pk), rows.get(pk=asked.pk)
    at_once(
        in_march(lambda: extending.approve(granted, by=world.leader, answer="同意")),
        in_march(lambda: extending.refuse(refused, by=world.leader, answer="不同意")),
    )
    row, task = Extension.objects.get(), Task.objects.get()
    assert (row.status, task.due_on) in (
        ("granted", date(2026, 4, 10)),
        ("refused", DUE),
    )


def test_of_two_look_backs_one_reports_the_relapse(world):
    hand_in(world, world.task)
    planning.accept(Task.objects.get(), by=world.clerk)
    rows = LookBack.objects.select_related("task__campaign", "task__department")
    said = {"method": "现场查看", "text": "又缺一份"}
    first, second = rows.get(), rows.get()
    at_once(
        in_march(lambda: looking_back.relapse(first, by=world.clerk, **said)),
        in_march(lambda: looking_back.relapse(second, by=world.inspector, **said)),
    )
    assert Finding.objects.count() == 2
    assert LookBack.objects.get().relapse == Finding.objects.latest("id")
