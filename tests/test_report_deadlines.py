"""按期率 in the report: by the original and by the current deadline, each with its records."""

from datetime import date, timedelta

import pytest

from organization import clock
from rectification.models import Task
from reports.figures import Figures
from tests.reporting import LAST, afresh, said, told_once
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def hand_in(task: Task, day: date, **fields) -> None:
    """As the department leaves it."""
    Task.objects.filter(pk=task.pk).update(status="submitted", submitted_at=at(day), **fields)


def tasks() -> list[Task]:
    return list(Task.objects.order_by("pk"))


def another() -> Task:
    """A second task of the same measure."""
    task = tasks()[0]
    task.pk = None
    task.save(force_insert=True)
    return task


def test_without_an_extension_the_report_does_not_say_the_same_twice(story):
    hand_in(tasks()[0], LAST)
    assert "按原定时限" not in said(story, "progress")


def test_both_deadlines_are_told_with_their_base(story):
    late = LAST - timedelta(days=3)
    hand_in(tasks()[0], LAST, first_due_on=late, due_on=LAST + timedelta(days=9))
    hand_in(another(), LAST, first_due_on=LAST, due_on=LAST)
    assert said(story, "progress").endswith(
        "经批准延期的整改任务1项；有时限的整改任务已完成2项，按原定时限计按期完成1项，"
        "按期率50%（1/2），按现行时限计按期完成2项，按期率100%（2/2）。"
    )


def test_one_task_and_none_in_time_have_no_rate(story):
    late, later = LAST - timedelta(days=3), LAST + timedelta(days=9)
    hand_in(tasks()[0], LAST, first_due_on=late, due_on=later)
    assert said(story, "progress").endswith(
        "有时限的整改任务已完成1项，按原定时限计未按期完成，按现行时限计按期完成。"
    )
    another()
    assert said(story, "progress").endswith(
        "按原定时限计均未按期完成，按现行时限计按期完成2项，按期率100%（2/2）。"
    )


def test_a_figure_leads_to_its_tasks(story):
    late = LAST - timedelta(days=3)
    hand_in(tasks()[0], LAST, first_due_on=late, due_on=LAST + timedelta(days=9))
    figures = Figures(story.campaign, clock.now())
    assert [row.pk for row in figures.rows("in_time_by_current")] == [tasks()[0].pk]
    assert figures.rows("in_time_by_first") == []
    assert figures.url("in_time_by_first").endswith("/figures/in_time_by_first/")


def test_an_extension_of_what_is_not_done_is_told_alone(story):
    Task.objects.filter(pk=tasks()[0].pk).update(
        first_due_on=LAST, due_on=LAST + timedelta(days=9), status="assigned", submitted_at=None
    )
    Task.objects.exclude(pk=tasks()[0].pk).update(status="assigned", submitted_at=None)
    assert said(story, "progress").endswith("经批准延期的整改任务1项。")
