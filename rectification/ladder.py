"""What is due to whom, when: pure. The caller passes the day and the steps."""

from collections.abc import Callable, Iterable
from datetime import date

from campaigns.steps import Slip, Step
from organization.workdays import WorkCalendar, last_day_before_the_next
from rectification.deadlines import days_left, is_overdue, overdue_days

RANK = {kind: n for n, kind in enumerate(Slip.values, start=1)}  # of a slip, the lowest first


def step_due(
    due_on: date, today: date, steps: Iterable[Step], calendar: WorkCalendar
) -> Step | None:
    """The highest rung reached on `today`, None before the first.

    Only this rung is ever sent: after silent days the late sweep sends one notice a matter,
    and ends at the same rung as daily sweeps do.
    """
    return _highest(due_on, today, steps, calendar, lambda step: True)


def slip_step(
    due_on: date, today: date, steps: Iterable[Step], calendar: WorkCalendar
) -> Step | None:
    """The highest rung reached that asks for a slip, None before the first such rung."""
    return _highest(due_on, today, steps, calendar, lambda step: bool(step.slip))


def proposing_step(
    due_on: date, today: date, steps: Iterable[Step], calendar: WorkCalendar
) -> Step | None:
    """The highest rung reached that proposes a talk or points, None before the first such."""
    return _highest(due_on, today, steps, calendar, lambda step: step.proposes)


def _highest(
    due_on: date,
    today: date,
    steps: Iterable[Step],
    calendar: WorkCalendar,
    counts: Callable[[Step], bool],
) -> Step | None:
    reached = reached_on(due_on, today, calendar)
    found = (step for step in steps if step.offset <= reached and counts(step))
    return max(found, key=lambda step: step.offset, default=None)


def reached_on(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Working days since the deadline, negative before it, at least 1 once it has passed."""
    return (
        overdue_days(due_on, today, calendar)
        if is_overdue(due_on=due_on, on=today)
        else -days_left(due_on, today, calendar)
    )


def horizon(today: date, steps: Iterable[Step], calendar: WorkCalendar) -> date:
    """The last deadline for which any rung is reached on `today`: later ones need no look."""
    first = min((step.offset for step in steps), default=1)
    return last_day_before_the_next(today, max(0, -first), calendar)
