"""Two people at the same proposal at the same instant."""

from threading import Barrier

import pytest

from findings import evaluating
from organization.models import Event
from tests.outside import proposal_of, proposed
from tests.test_sheet_races import at_once, meet
from tests.world import make_world


@pytest.fixture
def world(transactional_db):
    return proposed(make_world())


def test_of_two_that_evaluate_at_once_one_wins(world, monkeypatch):
    barrier, act = Barrier(2), evaluating._move
    mine, theirs, clerk = proposal_of(1), proposal_of(1), world.clerk

    def move_together(*args) -> None:
        meet(barrier)
        act(*args)

    monkeypatch.setattr(evaluating, "_move", move_together)
    at_once(
        lambda: evaluating.evaluate(mine, "valid", by=clerk, value="high", effort="low"),
        lambda: evaluating.evaluate(theirs, "invalid", by=clerk, reason="重复"),
    )
    told = Event.objects.filter(kind__in=("proposal.valid", "proposal.invalid"))
    assert [event.kind for event in told] == [f"proposal.{proposal_of(1).status}"]
    assert bool(proposal_of(1).reason) == (proposal_of(1).status == "invalid")
