"""Ten thousand deadlines against an oracle made another way, on hosts of three time zones."""

import os
import random
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from organization import calendar
from organization.clocks import Period, Unit, ends_at, last_day, months_after
from organization.workdays import WorkCalendar, is_working_day
from rectification import lights
from rectification.models import Task
from tests import oracle
from tests.source import ROOT
from tests.world import SHANGHAI, full_world

HOSTS = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati")
A_HOST = 3_400  # cases each: 10,200 together


def told(days) -> str:
    return ",".join(sorted(map(str, days)))


@pytest.mark.django_db
def test_ten_thousand_deadlines_on_hosts_of_three_time_zones():
    days = calendar.current()
    kept = f"{told(days.days_off)}\n{told(days.days_on)}\n"
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.oracle", str(seed), str(A_HOST)],
            cwd=ROOT,
            env={**os.environ, "TZ": host},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, host in enumerate(HOSTS)
    ]
    said = [one.communicate(kept)[0].splitlines() for one in started]
    assert said == [[f"{zone}: 0 wrong of {A_HOST}"] for zone in ("CST", "PST", "+14")]


def test_the_cases_hold_what_is_hard():
    """A random test that never meets a feast or a leap day proves nothing."""
    days, met = oracle.listed(), Counter()
    for seed in range(len(HOSTS)):
        for start, _n, unit, roll, zone in oracle.cases(seed, A_HOST):
            day = start.astimezone(ZoneInfo(zone)).date()
            met[unit] += 1
            met["leap day"] += (day.month, day.day) == (2, 29)
            met["weekend day worked"] += day.weekday() >= 5 and days.get(day, False)
            met["holiday in the week"] += day.weekday() < 5 and not days.get(day, True)
            met["last of a month"] += (day + timedelta(days=1)).day == 1
            met["no calendar"] += day not in days
            met["another day in UTC"] += day != start.date()
            met["rolled"] += unit in ("days", "months") and roll
    assert sum(met[unit] for unit in Unit) == len(HOSTS) * A_HOST
    assert {name: n for name, n in met.items() if n < 100} == {}


@pytest.mark.django_db
def test_every_listed_day_is_kept_as_the_notices_say():
    kept, days = calendar.current(), oracle.listed()
    assert (min(days), max(days), len(days)) == (date(2004, 1, 1), date(2026, 12, 31), 8401)
    wrong = [day for day, worked in days.items() if is_working_day(day, kept) != worked]
    assert wrong == []


@pytest.mark.django_db
def test_the_database_and_the_clocks_agree_on_random_days(world):
    """A queryset's answer beside the pure function's, over feasts, in every status."""
    luck, days = random.Random(7), oracle.listed()
    task = full_world(world).task
    chosen = [luck.choice(oracle.HARD) + timedelta(days=luck.randint(-9, 9)) for _ in range(300)]
    status = [luck.choice(["assigned", "in_progress", "submitted", "closed"]) for _ in chosen]
    Task.objects.filter(pk=task.pk).delete()
    rows = [
        Task(**common(task), title=str(n), due_on=due_on, first_due_on=due_on, status=now, **done)
        for n, (due_on, now) in enumerate(zip(chosen, status, strict=True))
        for done in [handed_in(n, now, due_on, luck)]
    ]
    Task.objects.bulk_create(rows)
    with calendar.once():
        for today in luck.sample(oracle.HARD, 25):
            agree(rows, today, days)


def agree(rows: list[Task], today: date, days: dict[date, bool]) -> None:
    lamps = ("late", "near", "on_time")
    open_rows = [row for row in rows if row.status in ("assigned", "in_progress")]
    shelves = {lamp: Task.objects.filter(lights.shelf(lamp, today)) for lamp in lamps}
    found = {lamp: set(rows.values_list("title", flat=True)) for lamp, rows in shelves.items()}
    by_light = {
        lamp: {row.title for row in open_rows if row.light(today) == lamp} for lamp in lamps
    }
    assert found == by_light
    assert by_light == {
        lamp: {row.title for row in open_rows if oracle.light(today, row.due_on, days) == lamp}
        for lamp in lamps
    }
    late = [row for row in rows if row.light(today) == "done_late"]
    assert lights.tally(Task.objects.all(), today)["done_late"] == len(late)


def common(task: Task) -> dict:
    return {
        "campaign_id": task.campaign_id,
        "department_id": task.department_id,
        "measure_id": task.measure_id,
        "responsible_id": task.responsible_id,
        "assigned_at": task.assigned_at,
    }


def handed_in(n: int, status: str, due_on: date, luck: random.Random) -> dict:
    """When it was handed in: near the end of its last day here, which is another day in UTC."""
    if status not in ("submitted", "closed"):
        return {}
    midnight = datetime.combine(due_on + timedelta(days=1), time.min, tzinfo=SHANGHAI)
    at = midnight + timedelta(seconds=luck.choice((-1, 0, 1, -86_400, 40_000)))
    closed = {"closed_at": at, "closed_number": f"销{n}"} if status == "closed" else {}
    return {"submitted_at": at, **closed}


NO_DAYS = WorkCalendar()


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 1, date(2024, 3, 29)),  # the number, not the end of the month
        (date(2009, 12, 15), 2, date(2010, 2, 15)),
        (date(2009, 11, 30), 3, date(2010, 2, 28)),
        (date(2009, 8, 31), 0, date(2009, 8, 31)),
    ],
)
def test_a_period_in_months_ends_on_the_same_number(start, n, end):
    assert months_after(start, n) == end
    assert last_day(Period(n, Unit.MONTHS), start, NO_DAYS) == end


def test_hours_know_no_holiday():
    """B-071: 24/48/72 hours, over the Spring Festival as on any day."""
    asked = datetime(2026, 2, 16, 15, 30, tzinfo=SHANGHAI)
    for hours in (24, 48, 72):
        end = ends_at(Period(hours, Unit.HOURS), asked, SHANGHAI, NO_DAYS)
        assert end == asked + timedelta(hours=hours)


@pytest.mark.django_db
def test_within_a_week_after_the_event_counts_natural_days():
    """调阅后一周内: seven days after it; only by the rule that moves does a feast move it."""
    visit, days = date(2026, 2, 12), calendar.current()
    assert last_day(Period(7, Unit.DAYS), visit, days) == date(2026, 2, 19)
    assert last_day(Period(7, Unit.DAYS, roll=True), visit, days) == date(2026, 2, 24)


def test_a_day_lasts_until_midnight_of_the_campaign():
    rule, began = Period(1, Unit.DAYS), datetime(2026, 3, 2, 23, 30, tzinfo=SHANGHAI)
    assert ends_at(rule, began, SHANGHAI, NO_DAYS) == datetime(2026, 3, 3, 16, tzinfo=UTC)
    # The same instant is 2 March still in Urumqi of old, and 3 March on Kiritimati.
    assert ends_at(rule, began, ZoneInfo("Pacific/Kiritimati"), NO_DAYS) == datetime(
        2026, 3, 4, 10, tzinfo=UTC
    )


def test_hours_have_no_last_day_and_no_period_runs_backwards():
    with pytest.raises(ValueError, match="moment"):
        last_day(Period(24, Unit.HOURS), date(2026, 3, 2), NO_DAYS)
    with pytest.raises(ValueError, match="-1"):
        Period(-1, Unit.DAYS)
