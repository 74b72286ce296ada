"""Counting working days. Pure: local dates in, no clock, no database.

Monday to Friday unless a calendar says otherwise: `days_off` are weekdays that are holidays,
`days_on` the weekend days worked instead (调休). A day in both tables is worked.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
WORKING_WEEK = 5  # Monday is 0
NONE: frozenset[date] = frozenset()


def is_working_day(
    day: date, days_off: Collection[date] = NONE, days_on: Collection[date] = NONE
) -> bool:
    """Whether the day is worked."""
    if day in days_on:
        return True
    return day.weekday() < WORKING_WEEK and day not in days_off


def working_days_between(
    start: date, end: date, days_off: Collection[date] = NONE, days_on: Collection[date] = NONE
) -> int:
    """The working days after `start` up to and including `end`; negative when end lies before.

    The first day is not counted, since a period in days starts the next day (civil code,
    section 201; practice notes 2.6). From Friday to the next Monday it is 1.
    """
    if end < start:
        return -working_days_between(end, start, days_off, days_on)
    weeks, rest = divmod((end - start).days, 7)
    weekdays = weeks * WORKING_WEEK + sum(
        (start + step * ONE_DAY).weekday() < WORKING_WEEK for step in range(1, rest + 1)
    )
    exceptions = {day for day in (*days_off, *days_on) if start < day <= end}
    return weekdays + sum(
        is_working_day(day, days_off, days_on) - is_working_day(day) for day in exceptions
    )


def add_working_days(
    day: date, n: int, days_off: Collection[date] = NONE, days_on: Collection[date] = NONE
) -> date:
    """The n-th working day after `day` (before it for a negative n); for 0 the day itself.

    `day` itself is never counted, worked or not. Raises OverflowError past the calendar.
    """
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, days_off, days_on)
    return day


def working_day_on_or_after(
    day: date, days_off: Collection[date] = NONE, days_on: Collection[date] = NONE
) -> date:
    """The day, or the first working day after it.

    A period that ends on a holiday ends on the day after the holiday (civil code, section
    203; practice notes 2.6). A deadline that names its date (10月31日前) is not moved.
    """
    while not is_working_day(day, days_off, days_on):
        day += ONE_DAY
    return day
