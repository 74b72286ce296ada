"""Lights and days of a deadline. Pure: local dates in, no clock, no database.

What a deadline's words mean is in `deadline_words`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from organization.workdays import WorkCalendar, working_days_between
from rectification.deadline_words import (
    is_month_end,
    month_end,
    month_end_words,
    read_deadline,
)

__all__ = [
    "NEAR",
    "Light",
    "days_left",
    "end_of_day",
    "is_month_end",
    "is_overdue",
    "light",
    "month_end",
    "month_end_words",
    "overdue_days",
    "read_deadline",
]

NEAR = 3


class Light(StrEnum):
    """What the clock says of a matter: 按期, 临期, 逾期, 按期完成, 逾期完成. Never stored."""

    ON_TIME = "on_time"
    NEAR = "near"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"


def is_overdue(*, due_on: date | None, on: date) -> bool:
    """Whether `on` lies after the deadline; the last day is still in time until 24:00."""
    return due_on is not None and on > due_on


def light(
    *,
    due_on: date | None,
    today: date,
    calendar: WorkCalendar,
    closed_on: date | None = None,
    near: int = NEAR,
) -> Light:
    """The light of a matter; `near` in working days left, that number included.

    `closed_on` is the local day on which it was done. Without a deadline (long-term
    matters) it is on time or done. Lateness goes by the calendar, nearness by working days.
    """
    if closed_on is not None:
        return Light.DONE_LATE if is_overdue(due_on=due_on, on=closed_on) else Light.DONE
    if is_overdue(due_on=due_on, on=today):
        return Light.LATE
    if due_on is None or days_left(due_on, today, calendar) > near:
        return Light.ON_TIME
    return Light.NEAR


def days_left(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Working days after today up to the deadline; 0 on the day itself, negative when late."""
    return working_days_between(today, due_on, calendar)


def overdue_days(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Working days since the deadline, 0 when it has not passed.

    At least 1 once it has: on the Saturday after a Friday nobody writes 逾期0个工作日.
    """
    if not is_overdue(due_on=due_on, on=today):
        return 0
    return max(1, -days_left(due_on, today, calendar))


def end_of_day(due_on: date, tz: tzinfo) -> datetime:
    """24:00 of the day in `tz`, as an aware instant: done before it is done in time."""
    return datetime.combine(due_on + timedelta(days=1), time.min, tzinfo=tz)
