"""The sweep over many matters: as many statements and as much memory as over a few."""

import tracemalloc
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization import clock
from organization.models import Notification, Person
from rectification import due_notices, reminders, telling
from rectification.models import LookBack, Progress, Task
from tests.stage import staged
from tests.world import at, full_world

DAY = date(2026, 3, 23)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def add_tasks(world, n: int, due_on: date = date(2026, 3, 20)) -> None:
    Task.objects.bulk_create(
        (
            Task(
                campaign=world.campaign,
                measure=world.task.measure,
                title=f"任务{i}",
                department=world.departments["SALES"],
                responsible=world.people["member"],
                due_on=due_on,
                first_due_on=due_on,
            )
            for i in range(n)
        ),
        batch_size=500,
    )


def statements() -> tuple[int, int]:
    """(statements that are no INSERT of notices, notices written) of one sweep."""
    before = Notification.objects.count()
    with (
        CaptureQueriesContext(
            connection,
        ) as captured,
        clock.at(at(DAY)),
    ):
        reminders.sweep()
    others = [
        query["sql"]
        for query in captured
        if "organization_notification" not in query["sql"] or not query["sql"].startswith("INSERT")
    ]
    savepoints = [sql for sql in others if "SAVEPOINT" in sql]
    return len(others) - len(savepoints), Notification.objects.count() - before


def test_the_statements_do_not_grow_with_the_matters(world):
    statements()  # a process reads the days of a year once
    Notification.objects.all().delete()
    add_tasks(world, 2)
    few, notices = statements()
    assert notices == 3 * 2
    Notification.objects.all().delete()
    add_tasks(world, 297)
    many, notices = statements()
    assert notices == 300 * 2
    assert many == few


def test_a_sweep_that_has_nothing_new_writes_nothing(world):
    add_tasks(world, 20)
    statements()
    assert statements()[1] == 0


def test_matters_of_the_far_future_are_not_even_read(world):
    add_tasks(world, 50, due_on=date(2027, 3, 20))
    with CaptureQueriesContext(connection) as captured, clock.at(at(DAY)):
        reminders.sweep()
    [tasks] = [
        q["sql"]
        for q in captured
        # PostgreSQL streams: there the SELECT stands behind DECLARE … CURSOR FOR.
        if "SELECT" in q["sql"] and 'FROM "rectification_task"' in q["sql"]
    ]
    assert '"due_on" <=' in tasks


def add_look_backs(world, n: int) -> None:
    add_tasks(world, n)
    for task in Task.objects.filter(status="assigned", look_backs=None):
        Task.objects.filter(pk=task.pk).update(
            status="closed", closed_number=f"销{task.pk}", closed_at=at(DAY), submitted_at=at(DAY)
        )
        LookBack.objects.create(task=task, planned_on=date(2026, 3, 20))


def test_what_is_due_beside_the_ladder_is_told_in_as_many_statements(world):
    def counted(n: int) -> tuple[int, int]:
        add_look_backs(world, n)
        before = Notification.objects.count()
        with CaptureQueriesContext(connection) as captured, clock.at(at(DAY)):
            due_notices.tell(world.campaign)
        return len(captured), Notification.objects.count() - before

    (few, first), (many, second) = counted(2), counted(20)
    assert (first, second) == (3 * 2, 20 * 2)  # the task of the world too; office and inspector
    assert many == few


def test_whose_work_it_is_is_said_of_many_tasks_as_of_one(world):
    add_tasks(world, 2)
    first, second, *_others = tasks = list(Task.objects.order_by("pk"))
    Progress.objects.create(task=first, by=world.inspector, percent=10, text="已开展", on=DAY)
    Task.objects.filter(pk=second.pk).update(submitted_by=world.clerk)
    tasks = list(Task.objects.order_by("pk"))
    people = Person.objects.all()
    assert telling.whose_work(Task.objects.all()) == {
        task.pk: {person.pk for person in people if task.is_own_work_of(person)} for task in tasks
    }
    assert telling.who_do(tasks) == {task.pk: telling.who_does(task) for task in tasks}


@pytest.mark.slow
def test_memory_stays_flat(world, monkeypatch):
    monkeypatch.setattr(reminders, "CHUNK", 50)

    def peak() -> int:
        tracemalloc.start()
        with clock.at(at(DAY)):
            reminders.sweep()
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    add_tasks(world, 500)
    peak()  # what is loaded once; PostgreSQL keeps a statement from its fifth time on
    Notification.objects.all().delete()
    few = peak()
    Notification.objects.all().delete()
    add_tasks(world, 1000)
    assert peak() < few * 1.5
