"""Counting working days with holidays and the weekend days worked instead (调休)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organization.workdays import (
    MONDAY_TO_FRIDAY,
    WorkCalendar,
    add_working_days,
    is_working_day,
    working_day_on_or_after,
    working_days_between,
)

# National Day 2009: 1 to 8 October off, Sunday 27 September and Saturday 10 October worked.
HOLIDAY = frozenset(date(2009, 10, day) for day in range(1, 9))
WORKED = frozenset({date(2009, 9, 27), date(2009, 10, 10)})
OCTOBER = WorkCalendar(HOLIDAY, WORKED, frozenset({2009}))
FRIDAY = date(2009, 10, 16)

days = st.dates(date(2009, 1, 1), date(2010, 12, 31))
tables = st.frozensets(days, max_size=30)
fast = settings(max_examples=40, deadline=None, database=None)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2009, 9, 30), True),
        (date(2009, 10, 1), False),
        (date(2009, 10, 8), False),
        (date(2009, 10, 9), True),
        (date(2009, 10, 10), True),
        (date(2009, 10, 11), False),
        (date(2009, 9, 26), False),
        (date(2009, 9, 27), True),
    ],
)
def test_holidays_are_off_and_some_weekends_worked(day, worked):
    assert is_working_day(day, OCTOBER) is worked


def test_without_a_calendar_monday_to_friday_are_worked():
    week = [date(2009, 10, 12) + timedelta(days=n) for n in range(7)]
    assert [is_working_day(day, MONDAY_TO_FRIDAY) for day in week] == [True] * 5 + [False] * 2


def test_a_day_in_both_tables_is_worked():
    assert is_working_day(FRIDAY, WorkCalendar(frozenset({FRIDAY}), frozenset({FRIDAY}))) is True


@pytest.mark.parametrize(
    ("start", "end", "n"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, date(2009, 10, 17), 0),
        (FRIDAY, date(2009, 10, 19), 1),
        (date(2009, 10, 18), date(2009, 10, 19), 1),
        (date(2009, 10, 19), FRIDAY, -1),
        (FRIDAY, date(2009, 10, 30), 10),
        (date(2009, 9, 30), date(2009, 10, 9), 1),
        (date(2009, 9, 30), date(2009, 10, 10), 2),
        (date(2009, 9, 25), date(2009, 9, 28), 2),
        (date(2009, 10, 10), date(2009, 9, 30), -2),
    ],
)
def test_the_first_day_is_not_counted_and_the_last_is(start, end, n):
    assert working_days_between(start, end, OCTOBER) == n


@fast
@given(days, days, tables, tables)
def test_counting_by_weeks_equals_counting_one_by_one(start, end, off, on):
    first, last = sorted((start, end))
    singly = sum(
        is_working_day(first + timedelta(days=n), WorkCalendar(off, on))
        for n in range(1, (last - first).days + 1)
    )
    assert working_days_between(first, last, WorkCalendar(off, on)) == singly
    assert working_days_between(last, first, WorkCalendar(off, on)) == -singly


@pytest.mark.parametrize(
    ("day", "n", "reached"),
    [
        (FRIDAY, 0, FRIDAY),
        (date(2009, 10, 17), 0, date(2009, 10, 17)),
        (FRIDAY, 1, date(2009, 10, 19)),
        (date(2009, 10, 17), 1, date(2009, 10, 19)),
        (date(2009, 10, 19), -1, FRIDAY),
        (date(2009, 10, 18), -1, FRIDAY),
        (date(2009, 9, 30), 1, date(2009, 10, 9)),
        (date(2009, 9, 30), 2, date(2009, 10, 10)),
        (date(2009, 9, 30), 3, date(2009, 10, 12)),
        (date(2009, 10, 12), -3, date(2009, 9, 30)),
    ],
)
def test_adding_working_days(day, n, reached):
    assert add_working_days(day, n, OCTOBER) == reached


@fast
@given(days, st.integers(1, 60), tables, tables)
def test_what_was_added_is_counted(day, n, off, on):
    reached = add_working_days(day, n, WorkCalendar(off, on))
    assert is_working_day(reached, WorkCalendar(off, on))
    assert working_days_between(day, reached, WorkCalendar(off, on)) == n


@pytest.mark.parametrize(
    ("day", "reached"),
    [
        (FRIDAY, FRIDAY),
        (date(2009, 10, 17), date(2009, 10, 19)),
        (date(2009, 10, 1), date(2009, 10, 9)),
        (date(2009, 9, 27), date(2009, 9, 27)),
    ],
)
def test_a_period_that_ends_on_a_holiday_ends_after_it(day, reached):
    assert working_day_on_or_after(day, OCTOBER) == reached


def test_years_nobody_settled_are_told():
    days = WorkCalendar(years=frozenset({2009, 2010}))
    assert days.open_years(date(2009, 12, 1), date(2010, 1, 31)) == []
    assert days.open_years(date(2012, 1, 4), date(2010, 12, 31)) == [2011, 2012]
