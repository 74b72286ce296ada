"""Days of a plan, told in working days from its first one: pure."""

from datetime import date

from organization.workdays import add_working_days, working_day_on_or_after, working_days_between


def place_of(day: date, first: date) -> int:
    """How many working days after the first one; a day off counts as the working day after it."""
    return working_days_between(working_day_on_or_after(first), working_day_on_or_after(day))


def day_at(place: int, first: date) -> date:
    """The working day `place` working days after the first one."""
    return add_working_days(working_day_on_or_after(first), place)
