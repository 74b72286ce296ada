"""日、周、月: the period of a recurring paper and the day of its draft."""

from datetime import date

import pytest

from reports.rhythm import Rhythm

LONG_AGO = date(2000, 1, 1)


def works(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("rhythm", "today", "first", "last"),
    [
        (Rhythm("day"), date(2026, 3, 4), date(2026, 3, 4), date(2026, 3, 4)),
        # On a Sunday the paper is still about Friday.
        (Rhythm("day"), date(2026, 3, 8), date(2026, 3, 6), date(2026, 3, 6)),
        (Rhythm("week", weekday=4), date(2026, 3, 6), date(2026, 3, 2), date(2026, 3, 8)),
        (Rhythm("week", weekday=4), date(2026, 3, 5), date(2026, 2, 23), date(2026, 3, 1)),
        (Rhythm("week", weekday=0), date(2026, 3, 8), date(2026, 3, 2), date(2026, 3, 8)),
        (Rhythm("month", month_day=25), date(2026, 3, 25), date(2026, 3, 1), date(2026, 3, 31)),
        (Rhythm("month", month_day=25), date(2026, 3, 24), date(2026, 2, 1), date(2026, 2, 28)),
        # The 31st of a short month is its last day.
        (Rhythm("month", month_day=31), date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        (Rhythm("month", month_day=25), date(2027, 1, 3), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_the_last_period_whose_draft_is_due(rhythm, today, first, last):
    assert rhythm.latest(today, LONG_AGO, works) == (first, last)


@pytest.mark.parametrize(
    ("rhythm", "today"),
    [
        (Rhythm("week", weekday=4), date(2026, 3, 5)),
        (Rhythm("month", month_day=25), date(2026, 3, 24)),
        (Rhythm("day"), date(2026, 3, 8)),
    ],
)
def test_nothing_is_due_before_the_rule_was_set(rhythm, today):
    assert rhythm.latest(today, today, works) is None
