"""按期率: in time by the original deadline and by the one that holds now; both are figures.

An extension does not make anybody punctual: the appraisal counts the original day (practice
notes 2.5, 2.6). The time the office takes to accept the work counts for nobody.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from rectification.models import Task
from reports.sources import Sources


def define_all(define, define_rate) -> None:
    """Register the figures of the deadlines."""
    define("tasks_extended", _("Tasks extended"), lambda s, _p: _extended(s))
    define("tasks_done", _("Tasks with a deadline handed in"), lambda s, _p: _done(s))
    define(
        "in_time_by_first",
        _("In time by the original deadline"),
        lambda s, _p: [task for task in _done(s) if _is_in_time(task, task.first_due_on)],
    )
    define(
        "in_time_by_current",
        _("In time by the current deadline"),
        lambda s, _p: [task for task in _done(s) if _is_in_time(task, task.due_on)],
    )
    define_rate(
        "rate_by_first",
        _("Share in time by the original deadline"),
        "in_time_by_first",
        "tasks_done",
    )
    define_rate(
        "rate_by_current",
        _("Share in time by the current deadline"),
        "in_time_by_current",
        "tasks_done",
    )


def _extended(s: Sources) -> list[Task]:
    return [t for t in s.tasks if t.due_on and t.first_due_on and t.due_on > t.first_due_on]


def _done(s: Sources) -> list[Task]:
    return [task for task in s.tasks if task.due_on and task.finished_on]


def _is_in_time(task: Task, deadline: date | None) -> bool:
    return bool(task.finished_on and deadline and task.finished_on <= deadline)
