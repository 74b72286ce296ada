"""The lights of the ledger: counted and filtered by the database, worded for people.

`Task.light` says the same of one task; a test holds both against each other on every day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organization.templatetags.shell import day
from organization.workdays import add_working_days
from rectification.deadlines import NEAR, Light, days_left, overdue_days
from rectification.models import Task

# The tiles of the ledger, in the order in which they are read.
LATE, NEARLY, ON_TIME, WAITING, CLOSED = "late", "near", "on_time", "waiting", "closed"
SHELVES = (LATE, NEARLY, ON_TIME, WAITING, CLOSED)


@dataclass(frozen=True)
class Tile:
    """A light with its number; the link shows only these tasks."""

    value: str
    label: str
    number: int
    tone: str = ""
    shape: str = ""


def near_until(today: date) -> date:
    """The last day that shows yellow on `today`: NEAR working days ahead, days off included."""
    return add_working_days(today, NEAR + 1) - timedelta(days=1)


def shelf(name: str, today: date) -> Q:
    """The tasks behind a tile; every task lies on exactly one shelf."""
    with_department = ~Q(status__in=(Task.Status.SUBMITTED, Task.Status.CLOSED))
    edge = near_until(today)
    return {
        LATE: with_department & Q(due_on__lt=today),
        NEARLY: with_department & Q(due_on__gte=today, due_on__lte=edge),
        ON_TIME: with_department & Q(due_on__gt=edge),
        WAITING: Q(status=Task.Status.SUBMITTED),
        CLOSED: Q(status=Task.Status.CLOSED),
    }[name]


def tally(tasks: QuerySet[Task], today: date) -> dict[str, int]:
    """How many tasks lie on each shelf, "all" of them, and "done_late"; one query."""
    finished_late = shelf(CLOSED, today) & Q(submitted_at__date__gt=F("due_on"))
    return tasks.order_by().aggregate(
        all=Count("pk"),
        done_late=Count("pk", filter=finished_late),
        **{name: Count("pk", filter=shelf(name, today)) for name in SHELVES},
    )


def tiles(counts: dict[str, int]) -> list[Tile]:
    """The tiles over the ledger, "all" first; `counts` as `tally` gives them."""
    return [
        Tile("", _("All"), counts["all"]),
        Tile("late", _("Overdue"), counts["late"], "late", "late"),
        Tile("near", _("Nearly due"), counts["near"], "near", "near"),
        Tile("on_time", _("On time"), counts["on_time"], "ok", "on-time"),
        Tile("waiting", _("Waiting for acceptance"), counts["waiting"], "do", "handed"),
        Tile("closed", _("Closed out"), counts["closed"], "ok", "yes"),
    ]


def by_urgency(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Open ones by deadline, the longest overdue first; closed ones behind, the latest first."""
    return tasks.order_by(F("closed_at").desc(nulls_first=True), "due_on", "id")


def note(task: Task, today: date) -> str:
    """What stands below the light: days left, days late, or the day of the work's end."""
    light = task.light(today)
    if light == Light.LATE:
        n = overdue_days(task.due_on, today)
        return ngettext("%d working day", "%d working days", n) % n
    if light in (Light.NEAR, Light.ON_TIME):
        return _left(days_left(task.due_on, today))
    if light == Light.DONE_LATE and task.finished_on:
        n = (task.finished_on - task.due_on).days
        return ngettext("%d day late", "%d days late", n) % n
    return day(task.finished_on)


def _left(n: int) -> str:
    if n <= 0:
        return _("due today")
    return ngettext("%d working day left", "%d working days left", n) % n
