"""The only reader of the working calendar: which days are worked, as the office keeps them.

`calendar.current()` is the calendar that holds now. Inside `with calendar.once():` (a request, a
sweep) it is read with one small query; which years changed is told by a digest of their days,
so that no process counts by a calendar another one has replaced. `with calendar.at(other):`
counts by another one: what a change would move is seen before it is made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from organization.models.calendar import CalendarYear
from organization.workdays import WorkCalendar


class _Reading:
    """What was read in a block, None before the first question."""

    calendar: WorkCalendar | None = None


_set: ContextVar[WorkCalendar | None] = ContextVar("calendar", default=None)
_reading: ContextVar[_Reading | None] = ContextVar("calendar reading", default=None)
# Days of a year by the digest of their contents, and whole calendars by those of their years:
# equal digests are equal days, so that nothing here can be out of date.
_years: dict[str, tuple[frozenset[date], frozenset[date]]] = {}
_whole: dict[tuple[tuple[int, str, bool], ...], WorkCalendar] = {}
KEPT = 8  # whole calendars


def current() -> WorkCalendar:
    """The calendar that holds now; outside `once` each call reads it."""
    told = _set.get()
    if told is not None:
        return told
    reading = _reading.get()
    if reading is None:
        return _read()
    if reading.calendar is None:
        reading.calendar = _read()
    return reading.calendar


@contextmanager
def once() -> Iterator[None]:
    """Read the calendar at most once inside the block."""
    token = _reading.set(_Reading())
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def at(calendar: WorkCalendar) -> Iterator[None]:
    """Count by `calendar` inside the block."""
    token = _set.set(calendar)
    try:
        yield
    finally:
        _set.reset(token)


def forget() -> None:
    """The calendar was changed in this block: the next question reads it anew."""
    reading = _reading.get()
    if reading is not None:
        reading.calendar = None


def _read() -> WorkCalendar:
    while True:
        key = tuple(CalendarYear.objects.digests())
        if key not in _whole:
            _learn({digest for _year, digest, _confirmed in key})
            if any(digest not in _years for _year, digest, _confirmed in key):
                continue  # a year was changed between the two queries
            if len(_whole) >= KEPT:
                _whole.clear()
            _whole[key] = _composed(key)
        return _whole[key]


def _learn(digests: set[str]) -> None:
    unknown = digests - _years.keys()
    for row in CalendarYear.objects.filter(digest__in=unknown) if unknown else ():
        _years[row.digest] = (row.days_off, row.days_on)


def _composed(key: tuple[tuple[int, str, bool], ...]) -> WorkCalendar:
    known = [_years[digest] for _year, digest, _confirmed in key]
    return WorkCalendar(
        frozenset().union(*(off for off, _on in known)),
        frozenset().union(*(on for _off, on in known)),
        frozenset(year for year, _digest, confirmed in key if confirmed),
    )
