"""The lights of the ledger: counted and filtered by the database, worded for people.

`Task.light` says the same of one task; a test holds both against each other on every day.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateTimeField, Func, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organization import calendar
from organization.calendar_words import to_confirm
from organization.clocks import end_of_day
from organization.templatetags.shell import day
from organization.workdays import last_day_before_the_next
from rectification.deadlines import NEAR, Light, days_left, overdue_days
from rectification.models import Task

# The tiles of the ledger, in the order in which they are read.
LATE, NEARLY, ON_TIME, WAITING, CLOSED = "late", "near", "on_time", "waiting", "closed"
# Seen across the others: what the departments still work on; what was done too late.
OPEN, DONE_LATE = "open", "done_late"
UNDATED = "undated"  # no shelf: the long-term ones, whose milestones have the days
SHELVES = (LATE, NEARLY, ON_TIME, WAITING, CLOSED, OPEN, DONE_LATE)


class EndOfDay(Func):
    """24:00 of a day as the instant the database keeps, without a call back into Python."""

    output_field = DateTimeField()

    def as_sqlite(self, compiler, connection, **context):
        """Instants are text in UTC there; east of it our day ends on the same day. Put together
        as text: a call of datetime() for each of 100,000 tasks takes longer than the count."""
        zone = timezone.get_default_timezone()
        end = end_of_day(date(2000, 1, 1), zone)
        template = f"(%(expressions)s || ' {end:%H:%M:%S}')"
        if end.day != 1:
            template = f"(date(%(expressions)s, '+1 day') || ' {end:%H:%M:%S}')"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        """Midnight in the zone of the house."""
        zone = timezone.get_default_timezone_name()
        template = f"((%(expressions)s + 1)::timestamp AT TIME ZONE '{zone}')"
        return self.as_sql(compiler, connection, template=template, **context)


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
    return last_day_before_the_next(today, NEAR, calendar.current())


def shelf(name: str, today: date) -> Q:
    """The tasks behind a tile; every task lies on exactly one of the first five."""
    with_department = ~Q(status__in=(Task.Status.SUBMITTED, Task.Status.CLOSED))
    edge = near_until(today)
    return {
        LATE: with_department & Q(due_on__lt=today),
        NEARLY: with_department & Q(due_on__gte=today, due_on__lte=edge),
        # Long-term tasks without a deadline are never late: their milestones are.
        ON_TIME: with_department & (Q(due_on__gt=edge) | Q(due_on=None)),
        WAITING: Q(status=Task.Status.SUBMITTED),
        CLOSED: Q(status=Task.Status.CLOSED),
        OPEN: with_department,
        DONE_LATE: ~with_department & Q(submitted_at__gte=EndOfDay("due_on")),
    }[name]


def tally(tasks: QuerySet[Task], today: date) -> dict[str, int]:
    """How many tasks lie on each shelf, "all" of them, and those without a deadline; one query
    over status and deadline."""
    edge, counts = near_until(today), dict.fromkeys(("all", UNDATED, *SHELVES), 0)
    done = Q(status__in=(Task.Status.SUBMITTED, Task.Status.CLOSED))
    late = Count("pk", filter=done & Q(submitted_at__gte=EndOfDay("due_on")))
    groups = tasks.order_by().values_list("status", "due_on").annotate(n=Count("pk"), late=late)
    for status, due_on, n, done_late in groups:
        place = _shelf_of(status, due_on, today, edge)
        counts[place] += n
        counts["all"] += n
        counts[UNDATED] += n if due_on is None else 0
        if place in (WAITING, CLOSED):
            counts[DONE_LATE] += done_late
        else:
            counts[OPEN] += n
    return counts


def _shelf_of(status: str, due_on: date | None, today: date, edge: date) -> str:
    if status in (Task.Status.SUBMITTED, Task.Status.CLOSED):
        return WAITING if status == Task.Status.SUBMITTED else CLOSED
    if due_on is None or due_on > edge:
        return ON_TIME
    return LATE if due_on < today else NEARLY


def tiles(counts: dict[str, int]) -> list[Tile]:
    """The tiles over the ledger, "all" first; `counts` as `tally` gives them."""
    return [
        Tile("", _("All"), counts["all"]),
        Tile(OPEN, _("In progress"), counts[OPEN], "do", "doing"),
        Tile("late", _("Overdue"), counts["late"], "late", "late"),
        Tile("near", _("Nearly due"), counts["near"], "near", "near"),
        Tile("on_time", _("On time"), counts["on_time"], "ok", "on-time"),
        Tile("waiting", _("Waiting for acceptance"), counts["waiting"], "do", "handed"),
        Tile("closed", _("Closed out"), counts["closed"], "ok", "yes"),
        Tile(DONE_LATE, _("Done late"), counts[DONE_LATE], "late", "done-late"),
    ]


def note(task: Task, today: date) -> str:
    """What stands below the light: days left, days late, or the day of the work's end."""
    light, due_on = task.light(today), task.due_on
    if due_on is None:
        return day(task.finished_on) or _("by milestones")
    if light == Light.LATE:
        n = overdue_days(due_on, today, calendar.current())
        words = ngettext("%d working day", "%d working days", n) % n
        return words + to_confirm(due_on, today)
    if light in (Light.NEAR, Light.ON_TIME):
        words = left(days_left(due_on, today, calendar.current()))
        return words + to_confirm(today, due_on)
    if light == Light.DONE_LATE and task.finished_on:
        n = (task.finished_on - due_on).days
        return ngettext("%d day late", "%d days late", n) % n
    return day(task.finished_on)


def left(n: int) -> str:
    """How much time there is still, in words: `n` working days, or that today is the day."""
    if n <= 0:
        return _("due today")
    return ngettext("%d working day left", "%d working days left", n) % n
