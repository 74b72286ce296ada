"""Another time zone, hour clocks: the database and Python say of every instant the same."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from campaigns.clock_rules import due_at
from inspection.checks import the_day_always_ends_at_the_same_hour
from organization import clock
from organization.clocks import is_over
from organization.instants import over, runs_out
from organization.models import Job
from rectification import lights
from rectification.models import Task
from tests.stage import staged
from tests.world import SHANGHAI, full_world

DUE = date(2026, 3, 20)
ZONES = ["Asia/Shanghai", "UTC", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Honolulu"]
# Thursday before the Spring Festival of 2026, in the afternoon.
THURSDAY = datetime(2026, 2, 12, 15, 30, 20, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_ends_in_the_time_zone_of_the_installation(world, settings, zone):
    settings.TIME_ZONE = zone
    task = Task.objects.get(pk=world.task.pk)
    midnight = datetime.combine(DUE + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone))
    found = []
    for hours in range(-30, 31):
        for seconds in (-1, 0, 1):
            task.due_on, task.status = DUE, "submitted"
            task.submitted_at = midnight + timedelta(hours=hours, seconds=seconds)
            task.save()
            late = lights.tally(Task.objects.filter(pk=task.pk), DUE)["done_late"]
            found.append((task.submitted_at, bool(late), task.light(DUE) == "done_late"))
    assert [(by_sql, by_python) for _at, by_sql, by_python in found] == [
        (instant >= midnight, instant >= midnight) for instant, _sql, _python in found
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_today_is_the_day_of_the_installation(world, settings, zone):
    settings.TIME_ZONE = zone
    midnight = datetime.combine(DUE + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone))
    Task.objects.filter(pk=world.task.pk).update(due_on=DUE)
    for now in (midnight - timedelta(seconds=1), midnight):
        with clock.at(now):
            today = clock.today()
            late = Task.objects.filter(lights.shelf("late", today), pk=world.task.pk).exists()
        assert late == (now >= midnight) == (world.task.light(today) == "late")


def test_summer_time_asks_for_a_database_that_knows_it(settings):
    assert the_day_always_ends_at_the_same_hour() == []
    settings.TIME_ZONE = "Europe/Berlin"
    found = [error.id for error in the_day_always_ends_at_the_same_hour()]
    assert found == (["inspection.E001"] if connection.vendor == "sqlite" else [])


@pytest.mark.parametrize(("days", "hours"), [(1, 24), (2, 48), (3, 72)])
def test_an_hour_clock_ends_at_the_moment_over_any_holiday(world, days, hours):
    world.campaign.clock = "hours"
    end = due_at(world.campaign, days, THURSDAY)
    assert (end, end.utcoffset()) == (THURSDAY + timedelta(hours=hours), timedelta(0))


@pytest.mark.parametrize(
    ("key", "last_day"),
    [
        ("working_days", date(2026, 2, 24)),
        ("days", date(2026, 2, 24)),
        ("plain_days", date(2026, 2, 15)),
    ],
)
def test_other_clocks_end_with_their_last_day(world, key, last_day):
    world.campaign.clock = key
    assert due_at(world.campaign, 3, THURSDAY) == clock.end_of(last_day)


@pytest.mark.django_db
def test_the_database_and_python_agree_on_what_hours_have_run_out():
    """Job rows carry an instant that may be missing; which instant it is does not matter."""
    around = [timedelta(hours=h, microseconds=m) for h in range(-73, 74) for m in (-1, 0, 1)]
    ends = [None, *(THURSDAY.astimezone(UTC) + ago for ago in around)]
    rows = [Job(kind="x", key=str(n), finished_at=end) for n, end in enumerate(ends)]
    Job.objects.bulk_create(rows)
    for now in (THURSDAY, THURSDAY + timedelta(hours=24), THURSDAY - timedelta(hours=48)):
        found = set(Job.objects.filter(over("finished_at", now)).values_list("key", flat=True))
        assert found == {row.key for row in rows if is_over(row.finished_at, now)}
        soon = now + timedelta(hours=24)
        near = Job.objects.filter(runs_out("finished_at", now, soon))
        assert set(near.values_list("key", flat=True)) == {
            row.key
            for row in rows
            if is_over(row.finished_at, soon) and not is_over(row.finished_at, now)
        }
    exact = THURSDAY.astimezone(UTC)
    assert (is_over(exact, THURSDAY), is_over(exact, THURSDAY - timedelta(microseconds=1))) == (
        True,
        False,
    )
