"""周、月、季: the periods of a recurring inspection. Pure: local days in, no clock, no rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3}
DECEMBER = 12


class Period(NamedTuple):
    """From its first local day to its last, both included."""

    first: date
    last: date


def period_of(kind: str, day: date) -> Period:
    """The week (Monday to Sunday), calendar month or quarter in which the day lies."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + 6 * ONE_DAY)
    length = MONTHS[kind]
    first = date(day.year, day.month - (day.month - 1) % length, 1)
    year, month = divmod(first.month + length - 1, DECEMBER)
    return Period(first, date(first.year + year, month + 1, 1) - ONE_DAY)


def periods(kind: str, start: date, until: date) -> Iterator[Period]:
    """Every period that has begun from `start` to `until`; the first begins on `start`."""
    while start <= until:
        period = Period(start, period_of(kind, start).last)
        yield period
        start = period.last + ONE_DAY
