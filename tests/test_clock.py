"""One reader of the clock; tests, stories and late sweeps set it."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils import timezone

from organization import clock
from organization.models import Event, record
from tests.world import at

ROOT = Path(__file__).parent.parent
APPS = ("organization", "campaigns", "findings", "rectification", "reports", "inspection")


def test_the_clock_goes_by_itself():
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()


def test_it_is_set_for_a_block_and_goes_on_afterwards():
    with clock.at(at(date(2009, 8, 12), 9, 30)):
        assert clock.now() == at(date(2009, 8, 12), 9, 30)
        with clock.at(date(2010, 1, 1)):
            assert (clock.today(), clock.now()) == (date(2010, 1, 1), at(date(2010, 1, 1), 12))
        assert clock.today() == date(2009, 8, 12)
    assert clock.today().year > 2009


def test_the_day_is_that_of_shanghai():
    late = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    with clock.at(late):
        assert clock.today() == date(2026, 3, 2)
    assert clock.day_of(late) == date(2026, 3, 2)


def test_a_naive_instant_is_local():
    with clock.at(datetime(2026, 3, 2, 10)):
        assert clock.now() == at(date(2026, 3, 2), 10)


def test_events_carry_the_time_that_was_set(world):
    with clock.at(at(date(2009, 8, 12))):
        record("person.changed", world.head, by=world.admin)
    assert Event.objects.get(kind="person.changed").at == at(date(2009, 8, 12))


def test_nobody_else_reads_the_clock():
    reads = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|auto_now")
    found = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if reads.search(path.read_text(encoding="utf-8"))
    }
    assert found <= {"organization/clock.py"}
