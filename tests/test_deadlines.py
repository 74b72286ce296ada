"""Deadlines: their light, the days left, the instant they end, and the words they are in."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organization.workdays import MONDAY_TO_FRIDAY, WorkCalendar
from rectification import deadlines
from rectification.deadlines import Light

DUE = date(2009, 10, 30)  # a Friday
OCTOBER = date(2009, 10, 31)
SHANGHAI = ZoneInfo("Asia/Shanghai")
fast = settings(max_examples=60, deadline=None, database=None)


@pytest.mark.parametrize(
    ("today", "closed_on", "light"),
    [
        (date(2009, 10, 26), None, Light.ON_TIME),
        (date(2009, 10, 27), None, Light.NEAR),
        (DUE, None, Light.NEAR),
        (date(2009, 10, 31), None, Light.LATE),
        (date(2009, 11, 2), None, Light.LATE),
        (date(2009, 12, 1), DUE, Light.DONE),
        (date(2009, 12, 1), date(2009, 10, 31), Light.DONE_LATE),
    ],
)
def test_the_light_of_a_matter(today, closed_on, light):
    assert (
        deadlines.light(due_on=DUE, today=today, calendar=MONDAY_TO_FRIDAY, closed_on=closed_on)
        == light
    )


def test_lights_have_the_values_that_pages_and_sheets_use():
    assert [str(light) for light in Light] == ["on_time", "near", "late", "done", "done_late"]


def test_a_matter_without_a_deadline_is_never_late():
    assert deadlines.light(due_on=None, today=DUE, calendar=MONDAY_TO_FRIDAY) == Light.ON_TIME
    assert (
        deadlines.light(due_on=None, today=DUE, calendar=MONDAY_TO_FRIDAY, closed_on=DUE)
        == Light.DONE
    )


def test_nearness_is_counted_in_working_days():
    monday = date(2009, 10, 26)
    holiday = WorkCalendar(days_off=frozenset({DUE}))
    plain = {"due_on": DUE, "today": monday}
    assert deadlines.light(**plain, calendar=MONDAY_TO_FRIDAY, near=4) == Light.NEAR
    assert deadlines.light(**plain, calendar=holiday) == Light.NEAR
    tuesday, saturday = date(2009, 10, 27), date(2009, 10, 31)
    kept = {"due_on": saturday, "today": tuesday}
    worked = WorkCalendar(days_on=frozenset({saturday}))
    assert deadlines.light(**kept, calendar=MONDAY_TO_FRIDAY) == Light.NEAR
    assert deadlines.light(**kept, calendar=worked) == Light.ON_TIME


@pytest.mark.parametrize(
    ("today", "left", "overdue"),
    [
        (date(2009, 10, 26), 4, 0),
        (date(2009, 10, 29), 1, 0),
        (DUE, 0, 0),
        (date(2009, 10, 31), 0, 1),
        (date(2009, 11, 2), -1, 1),
        (date(2009, 11, 4), -3, 3),
    ],
)
def test_days_left_and_overdue_in_working_days(today, left, overdue):
    assert deadlines.days_left(DUE, today, MONDAY_TO_FRIDAY) == left
    assert deadlines.overdue_days(DUE, today, MONDAY_TO_FRIDAY) == overdue


def test_days_follow_the_calendar():
    monday, tuesday = date(2009, 11, 2), date(2009, 11, 3)
    assert deadlines.overdue_days(DUE, tuesday, WorkCalendar(frozenset({monday}))) == 1
    assert (
        deadlines.days_left(DUE, tuesday, WorkCalendar(days_on=frozenset({date(2009, 10, 31)})))
        == -3
    )


@fast
@given(
    st.dates(date(2009, 1, 1), date(2010, 12, 31)), st.dates(date(2009, 1, 1), date(2010, 12, 31))
)
def test_late_means_overdue_by_a_day_or_more(due_on, today):
    late = deadlines.light(due_on=due_on, today=today, calendar=MONDAY_TO_FRIDAY) == Light.LATE
    assert late == (deadlines.overdue_days(due_on, today, MONDAY_TO_FRIDAY) >= 1)
    assert late == (deadlines.end_of_day(due_on, UTC).date() <= today)


def test_a_day_ends_at_midnight_of_its_own_time_zone():
    ends_at = deadlines.end_of_day(OCTOBER, SHANGHAI)
    assert ends_at == datetime(2009, 10, 31, 16, 0, tzinfo=UTC)
    assert ends_at.isoformat() == "2009-11-01T00:00:00+08:00"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("十月底前", OCTOBER),
        ("10月底", OCTOBER),
        ("10月末完成", OCTOBER),
        ("１０月底前", OCTOBER),
        ("计划于十月底前整改完成。", OCTOBER),
        ("10月内", OCTOBER),
        ("10月份", OCTOBER),
        ("2月底前", date(2009, 2, 28)),
        ("9月上旬", date(2009, 9, 10)),
        ("9月中旬", date(2009, 9, 20)),
        ("九月下旬", date(2009, 9, 30)),
        ("8月25日前", date(2009, 8, 25)),
        ("8月25号", date(2009, 8, 25)),
        ("截至8月25日", date(2009, 8, 25)),
        ("十二月三十一日", date(2009, 12, 31)),
        ("2009年10月31日", OCTOBER),
        ("二〇〇九年十月三十一日", OCTOBER),
        ("2010年1月底前", date(2010, 1, 31)),
        ("明年元月底前", date(2010, 1, 31)),
        ("今年10月底", OCTOBER),
        ("2009-10-31", OCTOBER),
        ("2009/10/31", OCTOBER),
        ("年底前", date(2009, 12, 31)),
        ("今年年底", date(2009, 12, 31)),
        ("今年底前", date(2009, 12, 31)),
        ("2010年底", date(2010, 12, 31)),
        ("年内", date(2009, 12, 31)),
        ("上半年", date(2009, 6, 30)),
        ("下半年", date(2009, 12, 31)),
        ("三季度末", date(2009, 9, 30)),
        ("第三季度内", date(2009, 9, 30)),
        ("三季度前", None),
        ("10月前", None),
        ("2月30日", None),
        ("13月底", None),
        ("十一十月底", None),
        ("0000年底", None),
        ("长期坚持", None),
        ("9月15日或10月底前", None),
        ("月底前", None),
        ("25日前", None),
        ("", None),
    ],
)
def test_reading_a_deadline(text, read):
    assert deadlines.read_deadline(text, 2009) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("月底前", date(2009, 8, 31)),
        ("本月底前", date(2009, 8, 31)),
        ("25日前", date(2009, 8, 25)),
        ("31日", date(2009, 8, 31)),
        ("中旬", date(2009, 8, 20)),
        ("8月底前", date(2009, 8, 31)),
        ("3月底前", date(2010, 3, 31)),
        ("2009年3月底前", date(2009, 3, 31)),
        ("一季度末", date(2009, 3, 31)),
        ("年底前", date(2009, 12, 31)),
    ],
)
def test_the_month_of_writing_completes_a_deadline(text, read):
    assert deadlines.read_deadline(text, 2009, month_hint=8) == read


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("十月底前", date(2027, 1, 31), "一月底前"),
        ("10月底前", date(2027, 1, 31), "1月底前"),
        ("十月底前", date(2026, 10, 31), "十月底前"),
        ("十月底前", date(2026, 11, 30), "十一月底前"),
        ("十月底前", date(2026, 12, 25), "十二月底前"),
        ("计划在十月底前整改完成", date(2027, 1, 31), "计划在一月底前整改完成"),
        ("10月份末", date(2027, 2, 28), "2月份末"),
        ("2009年10月底前", date(2027, 1, 31), "2027年1月底前"),
        ("二〇〇九年十月底", date(2027, 1, 31), "二〇二七年一月底"),
        ("年底前", date(2027, 12, 31), "年底前"),
        ("年底前", date(2027, 1, 31), "1月底前"),
        ("2009年底前", date(2027, 12, 31), "2027年底前"),
        ("2009年年底前", date(2027, 12, 31), "2027年底前"),
        ("2009年底前", date(2027, 1, 31), "2027年1月底前"),
        ("10月31日前", date(2027, 1, 31), "10月31日前"),
        ("9月中旬", date(2027, 1, 31), "9月中旬"),
        ("九月底或十月底", date(2027, 1, 31), "九月底或十月底"),
        ("13月底", date(2027, 1, 31), "13月底"),
        ("长期坚持", date(2027, 1, 31), "长期坚持"),
    ],
)
def test_a_month_end_is_worded_for_another_month(text, day, words):
    assert deadlines.month_end_words(text, day) == words


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("十月底前", True), ("年底", True), ("10月31日", False), ("九月底或十月底", False)],
)
def test_which_texts_name_a_month_end(text, is_one):
    assert deadlines.is_month_end(text) is is_one


@fast
@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["十月底前", "10月底前完成", "2009年10月底", "二〇〇九年十月末", "2009年底前"]),
)
def test_reworded_words_are_read_as_the_month_they_were_worded_for(day, text):
    words = deadlines.month_end_words(text, day)
    assert deadlines.read_deadline(words, day.year) == deadlines.month_end(day)


@fast
@given(st.text("十二三月日年底前中旬12309-今明度季末完成", max_size=10), st.integers(1, 12))
def test_any_text_is_read_or_left_to_a_person(text, month):
    read = deadlines.read_deadline(text, 2009, month)
    assert read is None or isinstance(read, date)
    reworded = deadlines.month_end_words(text, OCTOBER + timedelta(days=92))
    assert deadlines.is_month_end(text) or reworded == text
