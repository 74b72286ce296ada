"""Days of a plan, told in working days from its first one: pure."""

from datetime import date

from organization.workdays import (
    WorkCalendar,
    add_working_days,
    working_day_on_or_after,
    working_days_between,
)


def place_of(day: date, first: date, calendar: WorkCalendar) -> int:
    """How many working days after the first one; a day off counts as the working day after it."""
    start = working_day_on_or_after(first, calendar)
    return working_days_between(start, working_day_on_or_after(day, calendar), calendar)


def day_at(place: int, first: date, calendar: WorkCalendar) -> date:
    """The working day `place` working days after the first one."""
    return add_working_days(working_day_on_or_after(first, calendar), place, calendar)
