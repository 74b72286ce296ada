"""Which rung is reached on which day, and how far ahead the sweep must look."""

from datetime import date, timedelta

import pytest

from campaigns.steps import Step, default_steps
from organization.workdays import MONDAY_TO_FRIDAY
from rectification.ladder import horizon, reached_on, step_due

FRIDAY = date(2026, 3, 20)
A_FORTNIGHT = [date(2026, 2, 23) + timedelta(days=n) for n in range(14)]


def key(due_on: date, today: date) -> str | None:
    step = step_due(due_on, today, default_steps(), MONDAY_TO_FRIDAY)
    return step and step.key


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 12), None),
        (date(2026, 3, 13), "notice"),
        (date(2026, 3, 15), "notice"),
        (date(2026, 3, 16), "notice"),
        (date(2026, 3, 17), "due_soon"),
        (date(2026, 3, 18), "due_soon"),
        (date(2026, 3, 19), "last_day"),
        (FRIDAY, "last_day"),
        (date(2026, 3, 21), "overdue"),  # a Saturday: the day has passed
        (date(2026, 3, 23), "overdue"),
        (date(2026, 3, 24), "overdue"),
        (date(2026, 3, 25), "still_overdue"),
        (date(2026, 3, 30), "still_overdue"),
        (date(2026, 3, 31), "long_overdue"),
        (date(2027, 3, 31), "long_overdue"),
    ],
)
def test_the_rung_of_a_day(today, expected):
    assert key(FRIDAY, today) == expected


def test_only_the_highest_rung_is_due():
    steps = [Step("c", 1), Step("a", -5), Step("b", -3)]
    assert step_due(FRIDAY, date(2026, 3, 18), steps, MONDAY_TO_FRIDAY).key == "b"
    assert step_due(FRIDAY, date(2026, 3, 23), steps, MONDAY_TO_FRIDAY).key == "c"


def test_a_ladder_without_rungs_says_nothing():
    assert step_due(FRIDAY, date(2026, 4, 30), [], MONDAY_TO_FRIDAY) is None


def test_who_is_told_at_which_rung():
    told = {s.key: (s.to_person, s.to_head, s.to_office) for s in default_steps()}
    assert told == {
        "notice": (True, True, False),
        "due_soon": (True, True, False),
        "last_day": (True, True, False),
        "overdue": (True, True, False),
        "still_overdue": (True, True, True),
        "long_overdue": (True, True, True),
    }


@pytest.mark.parametrize("due_on", A_FORTNIGHT, ids=str)
def test_days_only_lead_up_the_ladder(due_on):
    reached = [
        reached_on(due_on, due_on + timedelta(days=n), MONDAY_TO_FRIDAY) for n in range(-30, 31)
    ]
    assert reached == sorted(reached)
    assert [n >= 1 for n in reached] == [False] * 31 + [True] * 30


@pytest.mark.parametrize("today", A_FORTNIGHT, ids=str)
def test_the_horizon_is_the_last_deadline_with_a_rung(today):
    edge = horizon(today, default_steps(), MONDAY_TO_FRIDAY)
    assert step_due(edge, today, default_steps(), MONDAY_TO_FRIDAY) is not None
    assert step_due(edge + timedelta(days=1), today, default_steps(), MONDAY_TO_FRIDAY) is None


@pytest.mark.parametrize("today", A_FORTNIGHT, ids=str)
def test_a_ladder_of_late_rungs_looks_at_late_matters(today):
    late = [Step("late", 2)]
    days = (today + timedelta(days=n) for n in range(-20, 20))
    assert max(day for day in days if step_due(day, today, late, MONDAY_TO_FRIDAY)) <= horizon(
        today, late, MONDAY_TO_FRIDAY
    )
