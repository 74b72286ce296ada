"""Where the days of a story go: into another year, or by whole weeks up to now."""

from datetime import date, timedelta

import pytest

from inspection.story.days import Days
from inspection.story.reading import read_story
from tests.stories import LANZHOU


@pytest.fixture(scope="module")
def story():
    return read_story("lanzhou", LANZHOU)


def test_another_year_keeps_month_and_day(story):
    days = Days(story, today=date(2026, 11, 22), year=2011)
    assert days.day("2009-08-12") == date(2011, 8, 12)
    assert days.day("analysis.end") == date(2011, 8, 25)


@pytest.mark.parametrize("shift", range(8))
def test_by_default_the_last_phase_has_just_ended(story, shift):
    today = date(2026, 11, 16) + timedelta(days=shift)
    days = Days(story, today=today)
    assert 2 <= (today - days.last()).days <= 8
    assert days.last().weekday() == date(2009, 8, 25).weekday()


def test_by_default_a_task_is_overdue(story):
    today = date(2026, 11, 22)
    days = Days(story, today=today)
    done = {row["task"] for row in story["acceptances"] if row["outcome"] != "failed"}
    late = [
        row["code"]
        for row in story["tasks"]
        if row["code"] not in done and days.deadline(row["due_on"], row["due_text"])[0] < today
    ]
    assert len(late) == 1


def test_a_month_end_stays_one_in_the_words_of_its_month(story):
    days = Days(story, today=date(2026, 11, 22))
    on, words = days.deadline("2009-10-31", "十月底前")
    assert (on, words) == (date(2027, 1, 31), "一月底前")


def test_in_its_year_the_wording_stays(story):
    days = Days(story, today=date(2026, 11, 22), year=2009)
    assert days.deadline("2009-10-31", "十月底前") == (date(2009, 10, 31), "十月底前")


def test_a_day_relative_to_a_phase(story):
    days = Days(story, today=date(2026, 11, 22), year=2009)
    assert days.day("analysis.start+1") == date(2009, 8, 22)
    assert days.instant("analysis.end-2T15:30").isoformat() == "2009-08-23T15:30:00+08:00"


def test_a_year_end_before_the_campaign_stays_one(story):
    days = Days(story, today=date(2026, 11, 22))
    assert days.anniversary("2008-12-31") == date(2025, 12, 31)
    assert days.anniversary("2008-02-29") == date(2025, 2, 28)
    assert Days(story, today=date(2026, 11, 22), year=2009).anniversary("2008-12-31") == date(
        2008, 12, 31
    )


def test_words_of_a_day_follow_where_it_went(story):
    days = Days(story, today=date(2026, 11, 22))
    moved = [days.words("8月中旬", date(2026, 11, on)) for on in (1, 10, 11, 21, 30)]
    assert moved == ["11月上旬", "11月上旬", "11月中旬", "11月下旬", "11月下旬"]
    assert days.words("年初", date(2026, 11, 9)) == "年初"
    assert (
        Days(story, today=date(2026, 11, 22), year=2011).words("8月中旬", date(2011, 8, 12))
        == "8月中旬"
    )
