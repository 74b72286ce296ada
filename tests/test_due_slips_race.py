"""Two offices tick the same slips and issue them at the same instant: one slip a task."""

from datetime import date
from threading import Barrier

import pytest

from campaigns.models import Campaign
from organization import clock
from organization.models import NotAllowed, NumberSeries, Person
from organization.models.role import grant
from rectification import due_slips
from rectification.models import Letter
from reports import letters as papers
from tests.test_sheet_races import at_once, meet
from tests.world import at, full_world, make_task, make_world

DUE = date(2026, 3, 20)
OVERDUE = date(2026, 3, 23)


@pytest.fixture
def world(transactional_db):
    with clock.at(at(date(2026, 3, 16))):
        world = full_world(make_world())
        world.tasks = [world.task, *(make_task(world, DUE, finding=finding(world)) for _ in "ab")]
        grant(world.leader, "office", world.campaign, by=None)
    return world


def finding(world):
    return world.task.finding


def seen_by(world, person: Person) -> dict[int, str]:
    with clock.at(at(OVERDUE)):
        rows = due_slips.due_slips([Campaign.objects.get(pk=world.campaign.pk)], person)
    return {row.task.pk: row.mark.split(".")[1] for row in rows}


def offices(world) -> list[Person]:
    return [Person.objects.get(pk=one.pk) for one in (world.clerk, world.leader)]


def together(world, monkeypatch, ticked: list[dict[int, str]]) -> list[list[int] | None]:
    """Both look at what is due before either issues; what each issued, None who was refused."""
    barrier, look = Barrier(2), due_slips.due_slips
    told: list[list[int] | None] = [None, None]

    def look_together(*args):
        found = look(*args)
        meet(barrier)
        return found

    def issue(place: int, person: Person) -> None:
        campaign = Campaign.objects.get(pk=world.campaign.pk)
        with clock.at(at(OVERDUE)):
            issued = due_slips.issue_all(
                campaign, ticked[place], lambda row, by: papers.issue(row, by=by), by=person
            )
        told[place] = [row.task_id for row in issued]

    with monkeypatch.context() as slowly:
        slowly.setattr(due_slips, "due_slips", look_together)
        at_once(*(lambda n=n, who=who: issue(n, who) for n, who in enumerate(offices(world))))
    return told


def test_the_same_slips_are_issued_once(world, monkeypatch):
    ticked = [seen_by(world, person) for person in offices(world)]
    assert ticked[0] == ticked[1] and len(ticked[0]) == 3
    told = together(world, monkeypatch, ticked)
    winner, loser = sorted(told, key=lambda one: one is None)
    assert (sorted(winner or []), loser) == (sorted(ticked[0]), None)
    assert sorted(Letter.objects.values_list("task", flat=True)) == sorted(ticked[0])
    assert sorted(Letter.objects.values_list("no", flat=True)) == [1, 2, 3]
    assert set(Letter.objects.values_list("status", flat=True)) == {"sent"}
    assert NumberSeries.objects.get(key__contains="letters").last == 3
    # and there is nothing left to issue, for either of them
    assert seen_by(world, world.clerk) == seen_by(world, world.leader) == {}


def test_of_two_choices_that_share_a_task_one_goes_out_whole(world, monkeypatch):
    whole = seen_by(world, world.clerk)
    first, second, third = sorted(whole)
    ticked = [{pk: whole[pk] for pk in keys} for keys in ((first, second), (second, third))]
    told = together(world, monkeypatch, ticked)
    winner = next(n for n, issued in enumerate(told) if issued is not None)
    assert told[1 - winner] is None
    assert sorted(Letter.objects.values_list("task", flat=True)) == sorted(ticked[winner])
    left = set(whole) - set(ticked[winner])
    assert set(seen_by(world, world.clerk)) == left
    assert sorted(Letter.objects.values_list("no", flat=True)) == [1, 2]


def test_who_comes_second_is_told_what_has_changed(world):
    ticked = seen_by(world, world.clerk)
    campaign = Campaign.objects.get(pk=world.campaign.pk)

    def issue(by: Person) -> None:
        with clock.at(at(OVERDUE)):
            due_slips.issue_all(campaign, ticked, lambda row, who: papers.issue(row, by=who), by=by)

    first, second = offices(world)
    issue(first)
    with pytest.raises(NotAllowed, match="未签发"):
        issue(second)
    assert Letter.objects.count() == 3
