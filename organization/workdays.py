"""Counting working days. Pure: local dates and a calendar in, no clock, no database.

Monday to Friday unless the calendar says otherwise. What calendar holds now is asked of
`organization.calendar`; every function here is given one, so that none is forgotten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)
WORKING_WEEK = 5  # Monday is 0


@dataclass(frozen=True)
class WorkCalendar:
    """Weekdays that are holidays, and the weekend days worked instead (调休).

    A day in both tables is worked. `years` are those whose days are settled; of any other
    year nobody knows yet, it counts Monday to Friday and is to be confirmed.
    """

    days_off: frozenset[date] = frozenset()
    days_on: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def open_years(self, start: date, end: date) -> list[int]:
        """The years from the one day to the other, in either order, that are to be confirmed."""
        first, last = sorted((start.year, end.year))
        return [year for year in range(first, last + 1) if year not in self.years]

    def extra(self, start: date, end: date) -> int:
        """By how many days the working days after `start` up to `end` differ from Monday to
        Friday: fewer for holidays, more for weekend days worked."""
        return _within(self._on, start, end) - _within(self._off, start, end)

    @cached_property
    def _off(self) -> list[date]:
        return sorted(d for d in self.days_off - self.days_on if d.weekday() < WORKING_WEEK)

    @cached_property
    def _on(self) -> list[date]:
        return sorted(d for d in self.days_on if d.weekday() >= WORKING_WEEK)


MONDAY_TO_FRIDAY = WorkCalendar()


def is_working_day(day: date, calendar: WorkCalendar) -> bool:
    """Whether the day is worked."""
    if day in calendar.days_on:
        return True
    return day.weekday() < WORKING_WEEK and day not in calendar.days_off


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """The working days after `start` up to and including `end`; negative when end lies before.

    The first day is not counted, since a period in days starts the next day (civil code,
    section 201; practice notes 2.6). From Friday to the next Monday it is 1.
    """
    if end < start:
        return -working_days_between(end, start, calendar)
    weeks, rest = divmod((end - start).days, 7)
    weekdays = weeks * WORKING_WEEK + sum(
        (start + step * ONE_DAY).weekday() < WORKING_WEEK for step in range(1, rest + 1)
    )
    return weekdays + calendar.extra(start, end)


def add_working_days(day: date, n: int, calendar: WorkCalendar) -> date:
    """The n-th working day after `day` (before it for a negative n); for 0 the day itself.

    `day` itself is never counted, worked or not. Raises OverflowError past the calendar.
    """
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, calendar)
    return day


def working_day_on_or_after(day: date, calendar: WorkCalendar) -> date:
    """The day, or the first working day after it.

    A period that ends on a holiday ends on the day after the holiday (civil code, section
    203; practice notes 2.6). A deadline that names its date (10月31日前) is not moved.
    """
    while not is_working_day(day, calendar):
        day += ONE_DAY
    return day


def last_day_before_the_next(today: date, n: int, calendar: WorkCalendar) -> date:
    """The last day of which `today` has at most `n` working days left, days off included."""
    return add_working_days(today, n + 1, calendar) - ONE_DAY


def _within(days: Sequence[date], start: date, end: date) -> int:
    """How many of the sorted days lie after `start`, up to and including `end`."""
    return bisect_right(days, end) - bisect_right(days, start)
