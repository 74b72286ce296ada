"""Two people at the same letter, or at the same matter, at the same instant."""

from threading import Barrier

import pytest

from organization.models import NumberSeries
from rectification import letters
from rectification.models import Letter
from reports import letters as papers
from tests.correspondence import again, notice, slip, with_finding
from tests.test_sheet_races import at_once, meet
from tests.world import make_world


@pytest.fixture
def world(transactional_db):
    world = make_world()
    with_finding(world)
    return world


def test_of_two_slips_about_one_matter_one_is_drafted(world, monkeypatch):
    barrier, look = Barrier(2), letters._demand_open

    def look_together(*args) -> None:
        look(*args)
        meet(barrier)

    monkeypatch.setattr(letters, "_demand_open", look_together)
    at_once(lambda: slip(world, "reminder"), lambda: slip(world, "slip"))
    assert Letter.objects.filter(task=world.task).count() == 1


def test_two_letters_issued_at_once_have_two_numbers_in_a_row(world, monkeypatch):
    first, second = notice(world), notice(world)
    barrier, look = Barrier(2), letters._demand_sendable

    def look_together(*args) -> None:
        look(*args)
        meet(barrier)

    monkeypatch.setattr(letters, "_demand_sendable", look_together)
    clerk = world.clerk
    at_once(*(lambda row=row: papers.issue(again(row), by=clerk) for row in (first, second)))
    assert sorted(Letter.objects.values_list("no", flat=True)) == [1, 2]


def test_a_letter_issued_twice_at_once_uses_one_number(world, monkeypatch):
    letter = notice(world)
    barrier, look = Barrier(2), letters._demand_sendable

    def look_together(*args) -> None:
        look(*args)
        meet(barrier)

    monkeypatch.setattr(letters, "_demand_sendable", look_together)
    clerk = world.clerk
    at_once(*(lambda: papers.issue(again(letter), by=clerk) for _ in range(2)))
    assert (again(letter).no, NumberSeries.objects.get(key__contains="letters").last) == (1, 1)
