"""进展: the figures of bulletins and briefs, in all and by department or period.

The part behind the dot is the code of a department ("tasks_of.SALES"), or a period
("letters_sent.2026-03-02~2026-03-08"); without it all are counted.
"""

from django.utils.translation import gettext_lazy as _

from rectification.models import Card, Task
from rectification.permissions import can_read_cards
from reports.phrases import date_range
from reports.sources import Sources
from reports.sources.progress import days_of

STATUS = Task.Status


def define_all(define, define_rate) -> None:
    """Register the figures."""
    whose = {"whose": _department}
    define("tasks_of", _("Rectification tasks"), lambda s, p: s.tasks_in(p), **whose)
    for name, title, wanted in (
        ("closed_of", _("Closed out"), lambda s, task: task.status == STATUS.CLOSED),
        ("handed_in_of", _("Waiting for acceptance"), lambda s, t: t.status == STATUS.SUBMITTED),
        ("doing_of", _("In progress"), lambda s, t: _is_open(t) and not s.is_overdue(t)),
        ("late_of", _("Overdue"), lambda s, task: s.is_overdue(task)),
    ):
        define(
            name,
            title,
            lambda s, p, wanted=wanted: [t for t in s.tasks_in(p) if wanted(s, t)],
            **whose,
        )
    define_rate("closed_rate_of", _("Share of tasks closed out"), "closed_of", "tasks_of", **whose)
    define("findings_of", _("Findings"), lambda s, p: s.findings_in(p), **whose)
    define("returned_of", _("Items sent back"), lambda s, p: s.returns_in(p), **whose)
    for colour in Card.Colour:
        define(
            f"{colour}_cards_of",
            colour.label,
            lambda s, p, colour=colour: s.cards_in(p, colour),
            readers=can_read_cards,
            **whose,
        )
    define("late_departments", _("Departments with overdue tasks"), _late_departments)
    define("longest_late", _("Longest overdue"), _longest, text=_working_days, **whose)
    define_rate("sheets_rate", _("Share of sheets submitted"), "sheets", "sheets_due")
    _of_a_period(define)


def _of_a_period(define) -> None:
    whose = {"whose": _period}
    define("letters_sent", _("Letters issued"), lambda s, p: s.letters_sent(p), **whose)
    define("closed_in", _("Tasks closed out"), lambda s, p: s.tasks_closed_in(p), **whose)
    for colour in Card.Colour:
        define(
            f"{colour}_cards_given",
            colour.label,
            lambda s, p, colour=colour: s.cards_given(p, colour),
            readers=can_read_cards,
            **whose,
        )


def _is_open(task: Task) -> bool:
    return task.status not in (STATUS.SUBMITTED, STATUS.CLOSED)


def _department(s: Sources, part: str) -> str:
    return str(s.place_of(part)) if part else ""


def _period(s: Sources, part: str) -> str:
    return date_range(*days_of(part), year=True) if part else ""


def _late_departments(s: Sources, _part: str) -> list:
    found = {task.department_id for task in s.open_tasks if s.is_overdue(task)}
    return [row for row in s.participations if row.department_id in found]


def _longest(s: Sources, part: str) -> list[Task]:
    late = [task for task in s.tasks_in(part) if s.is_overdue(task)]
    most = max(map(s.late_for, late), default=0)
    return [task for task in late if s.late_for(task) == most]


def _working_days(s: Sources, part: str) -> str:
    return str(max(map(s.late_for, _longest(s, part)), default=0))
