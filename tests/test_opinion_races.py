"""Two people at the same opinion, or at the same boxes, at the same instant."""

from threading import Barrier

import pytest

from findings import consolidation, opinion_boxes, opinion_disposing
from findings.models import BoxNote, Finding, Opinion, OpinionReply
from organization.models import Event
from tests.hearing import again, box_of, put_in, said
from tests.test_sheet_races import at_once, meet
from tests.world import make_world, start


@pytest.fixture
def world(transactional_db):
    return start(make_world())


def test_of_two_who_dispose_of_it_one_does(world):
    row = said(world)
    clerk, inspector = world.clerk, world.inspector
    mine, theirs = again(row), again(row)
    at_once(
        lambda: mine.set_aside(by=clerk, reason="重复反映"),
        lambda: opinion_disposing.answer(theirs, "已办理", by=inspector),
    )
    row = again(row)
    assert OpinionReply.objects.count() == (row.status == "answered")
    assert bool(row.set_aside_reason) == (row.status == "set_aside")
    decided = Event.objects.filter(kind__in=["opinion.set_aside", "opinion.answered"])
    assert decided.count() == 1


def test_it_becomes_a_finding_or_is_not_adopted_never_both(world):
    row = said(world)
    clerk, inspector = world.clerk, world.inspector
    mine, theirs = again(row), again(row)
    at_once(
        lambda: consolidation.report_finding(world.campaign, [mine], by=clerk),
        lambda: theirs.set_aside(by=inspector, reason="重复反映"),
    )
    row = again(row)
    assert Finding.objects.count() == (row.status == "finding")
    assert bool(row.set_aside_reason) == (row.status == "set_aside")


def test_of_two_merged_into_each_other_one_stays(world):
    one, two = said(world), said(world, text="等得太久")
    by = world.clerk
    at_once(
        lambda: opinion_disposing.merge(again(one), again(two), by=by),
        lambda: opinion_disposing.merge(again(two), again(one), by=by),
    )
    assert sorted(Opinion.objects.values_list("status", flat=True)) == ["merged", "recorded"]


def test_boxes_emptied_by_two_are_emptied_once(world, monkeypatch):
    put_in(box_of(world))
    barrier, look = Barrier(2), opinion_boxes._lying

    def look_together(*args) -> list[BoxNote]:
        found = look(*args)
        meet(barrier)
        return found

    monkeypatch.setattr(opinion_boxes, "_lying", look_together)
    clerk = world.clerk
    at_once(*(lambda: opinion_boxes.empty(world.campaign, by=clerk) for _ in range(2)))
    assert (Opinion.objects.count(), BoxNote.objects.count()) == (1, 0)
