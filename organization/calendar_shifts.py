"""What a change of the calendar does to things with a deadline: the question, said once.

Upper floors answer `calendar_changing` with it for their own tables. Two statements a table.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from organization.looks import LIGHT_WORDS
from organization.models import Person, record_each
from organization.signals import Shift, Shifts
from organization.templatetags.shell import day
from organization.workdays import (
    WorkCalendar,
    is_working_day,
    last_day_before_the_next,
)

SHOWN = 100  # rows of a table


def shifts_of(
    rows: QuerySet,
    what: Callable[[Any], str],
    *,
    near: int,
    before: WorkCalendar,
    after: WorkCalendar,
    today: date,
) -> Shifts:
    """Of open `rows` (with `due_on` and `department`): those whose light changes today, and those
    whose deadline comes to lie on a day nobody works. `near` as the light of these rows has it."""
    old, new = (last_day_before_the_next(today, near, one) for one in (before, after))
    first, last = sorted((old, new))
    lamp = Q(due_on__gt=max(first, _yesterday(today)), due_on__lte=last)
    resting = [day for day in _fewer(before, after) if day >= today]
    found = rows.filter(lamp | Q(due_on__in=resting)).order_by("due_on", "pk")
    words = [str(LIGHT_WORDS[name]) for name in ("on_time", "near")]
    was, becomes = words if new > old else words[::-1]
    shown = []
    for row in found.select_related("department")[:SHOWN]:
        place = row.department.name
        if first < row.due_on <= last:
            shown.append(Shift(what(row), place, "light", row.due_on, was, becomes))
        else:
            shown.append(Shift(what(row), place, "day_off", row.due_on))
    return Shifts(found.count(), shown)


@dataclass(frozen=True)
class Counted:
    """A day kept in `field` of `row` that was counted; `by` counts it by a calendar."""

    row: models.Model
    field: str
    by: Callable[[WorkCalendar], date]

    @property
    def kept(self) -> date:
        """The day as it is kept."""
        return getattr(self.row, self.field)


def moving(days: Iterable[Counted], before: WorkCalendar, after: WorkCalendar) -> list[Counted]:
    """Those that the change moves; a day that was set otherwise is nobody's count and stays."""
    return [one for one in days if one.by(before) == one.kept != one.by(after)]


def shifts_of_days(
    days: list[Counted], after: WorkCalendar, words: Callable[[Any], tuple[str, str]]
) -> Shifts:
    """Moving days as the preview tells them; `words` of a row are its neutral name and its
    department's."""
    rows = [
        Shift(*words(one.row), "moves", one.kept, day(one.kept), day(one.by(after)))
        for one in days[:SHOWN]
    ]
    return Shifts(len(days), rows)


def move_days(days: list[Counted], after: WorkCalendar, *, by: Person) -> int:
    """Write the new days of one table, each with an event. How many."""
    for one in days:
        setattr(one.row, one.field, one.by(after))
    rows = [one.row for one in days]
    if rows:
        model = type(rows[0])
        model._default_manager.bulk_update(rows, [days[0].field], batch_size=500)
        record_each(f"{model._meta.model_name}.moved_by_calendar", rows, by=by)
    return len(rows)


def _fewer(before: WorkCalendar, after: WorkCalendar) -> list[date]:
    """The days that were worked before and are not any more."""
    changed = (before.days_off ^ after.days_off) | (before.days_on ^ after.days_on)
    return [d for d in changed if is_working_day(d, before) and not is_working_day(d, after)]


def _yesterday(today: date) -> date:
    return date.fromordinal(today.toordinal() - 1)
