"""The working calendar: seeded, read once a request, never out of date, marked where open."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization import calendar, clock
from organization.models import CalendarYear
from organization.models.calendar import SpecialDay, told_by
from organization.workdays import WorkCalendar, is_working_day, working_days_between
from rectification import lights
from rectification.models import Task
from rectification.reminder_words import Words
from tests.world import full_world

pytestmark = pytest.mark.django_db


def keep(year: int, *days: SpecialDay, confirmed: bool = True) -> None:
    """Store the year as another process would."""
    told_by(year, days, confirmed=confirmed).save()


def test_a_fresh_database_knows_the_notices_of_the_state_council():
    assert [row.year for row in CalendarYear.objects.all()] == list(range(2004, 2027))
    assert all(row.confirmed for row in CalendarYear.objects.all())
    days = calendar.current()
    assert not is_working_day(date(2026, 2, 16), days)  # the eve of the Spring Festival, a Monday
    assert is_working_day(date(2026, 2, 28), days)  # a Saturday worked instead
    assert is_working_day(date(2009, 9, 27), days)
    assert CalendarYear.objects.names_of([date(2009, 10, 1)]) == {date(2009, 10, 1): "国庆节"}


def test_what_the_administrator_keeps_is_not_seeded_over():
    CalendarYear.objects.exclude(year=2009).delete()
    call_command("migrate", verbosity=0)
    assert [row.year for row in CalendarYear.objects.all()] == [2009]


def test_a_year_without_a_row_counts_monday_to_friday():
    days = calendar.current()
    week = [date(2031, 10, 1) + timedelta(days=n) for n in range(7)]  # a Wednesday
    assert [is_working_day(day, days) for day in week] == [True] * 3 + [False] * 2 + [True] * 2
    assert days.open_years(date(2026, 12, 1), date(2031, 1, 1)) == [2027, 2028, 2029, 2030, 2031]


def test_a_year_to_be_confirmed_counts_by_what_it_has():
    keep(2031, SpecialDay(date(2031, 10, 1), "国庆节", False), confirmed=False)
    days = calendar.current()
    assert not is_working_day(date(2031, 10, 1), days)
    assert days.open_years(date(2031, 1, 1), date(2031, 12, 31)) == [2031]


def test_a_change_of_another_process_counts_at_once():
    first, last = date(2031, 9, 30), date(2031, 10, 3)
    assert working_days_between(first, last, calendar.current()) == 3
    keep(2031, SpecialDay(date(2031, 10, 1), "国庆节", False))
    assert working_days_between(first, last, calendar.current()) == 2
    CalendarYear.objects.filter(year=2031).delete()
    assert working_days_between(first, last, calendar.current()) == 3


def test_the_calendar_is_read_once_in_a_block():
    calendar.current()
    with CaptureQueriesContext(connection) as spent, calendar.once():
        for _ in range(50):
            calendar.current()
    assert len(spent) == 1
    with CaptureQueriesContext(connection) as each:
        calendar.current()
        calendar.current()
    assert len(each) == 2


def test_a_block_that_changes_the_calendar_reads_it_anew():
    with calendar.once():
        assert is_working_day(date(2031, 10, 1), calendar.current())
        keep(2031, SpecialDay(date(2031, 10, 1), "国庆节", False))
        calendar.forget()
        assert not is_working_day(date(2031, 10, 1), calendar.current())


def test_another_calendar_can_be_tried():
    other = WorkCalendar(days_off=frozenset({date(2026, 3, 4)}))
    with calendar.at(other):
        assert not is_working_day(date(2026, 3, 4), calendar.current())
    assert is_working_day(date(2026, 3, 4), calendar.current())


def test_days_of_another_year_or_twice_are_refused():
    day = SpecialDay(date(2031, 10, 1), "国庆节", False)
    with pytest.raises(ValueError, match="2030"):
        told_by(2030, [day])
    with pytest.raises(ValueError, match="2031"):
        told_by(2031, [day, day])


def task_of(world, due_on: date) -> Task:
    full_world(world)
    Task.objects.update(due_on=due_on)
    return Task.objects.select_related("campaign", "department").get()


@pytest.fixture
def due_in_2031(world):
    return task_of(world, date(2031, 3, 7))


def test_days_left_say_that_the_calendar_is_to_be_confirmed(due_in_2031):
    task, today = due_in_2031, date(2031, 3, 5)
    assert lights.note(task, today) == "剩2个工作日（2031年日历待确认）"
    keep(2031, SpecialDay(date(2031, 3, 6), "节日", False))
    assert lights.note(task, today) == "剩1个工作日"


def test_the_reminder_says_so_too(due_in_2031):
    with clock.at(date(2031, 3, 5)):
        _title, text = Words(clock.today()).about(due_in_2031, "zh-hans")
    assert "还剩2个工作日（2031年日历待确认）。" in text


def test_a_holiday_moves_the_light(world):
    task, today = task_of(world, date(2026, 10, 9)), date(2026, 9, 30)
    assert task.light(today) == "near"  # 8 and 9 October are all that is left
    with calendar.at(WorkCalendar()):
        assert task.light(today) == "on_time"
