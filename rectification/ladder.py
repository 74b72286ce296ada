"""What is due to whom, when: pure. The caller passes the day and the steps."""

from collections.abc import Iterable
from datetime import date, timedelta

from campaigns.steps import Step
from organization.workdays import add_working_days
from rectification.deadlines import days_left, is_overdue, overdue_days


def step_due(due_on: date, today: date, steps: Iterable[Step]) -> Step | None:
    """The highest rung reached on `today`, None before the first.

    Only this rung is ever sent: after silent days the late sweep sends one notice a matter,
    and ends at the same rung as daily sweeps do.
    """
    reached = reached_on(due_on, today)
    return max(
        (step for step in steps if step.offset <= reached), key=lambda s: s.offset, default=None
    )


def reached_on(due_on: date, today: date) -> int:
    """Working days since the deadline, negative before it, at least 1 once it has passed."""
    return (
        overdue_days(due_on, today)
        if is_overdue(due_on=due_on, on=today)
        else -days_left(due_on, today)
    )


def horizon(today: date, steps: Iterable[Step]) -> date:
    """The last deadline for which any rung is reached on `today`: later ones need no look."""
    first = min((step.offset for step in steps), default=1)
    return add_working_days(today, max(0, -first) + 1) - timedelta(days=1)
