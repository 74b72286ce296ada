"""The light of a sheet: is it due, near, late? Pure: local dates in, no clock, no database."""

from datetime import date

from organization.workdays import WorkCalendar, working_days_between

NEAR = 3  # working days left, this number included


def sheet_light(
    due_on: date, today: date, calendar: WorkCalendar, done_on: date | None = None
) -> str:
    """ "on_time", "near", "late", "done" or "done_late", as `organization.looks.LIGHTS` has them.

    `done_on` is the local day of the submission that stands; the last day is still in time.
    """
    if done_on is not None:
        return "done" if done_on <= due_on else "done_late"
    if today > due_on:
        return "late"
    return "near" if days_left(due_on, today, calendar) <= NEAR else "on_time"


def days_left(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Working days after `today` up to the deadline; 0 on the day itself, negative when late."""
    return working_days_between(today, due_on, calendar)
