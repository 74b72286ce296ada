"""专项行动: planned, begun, finished or dropped with a reason."""

import pytest

from campaigns import special_actions
from campaigns.models import SpecialAction
from organization.models import Event, NotAllowed
from tests.world import start


@pytest.fixture
def action(world):
    start(world)
    sales, service = world.departments["SALES"], world.departments["SERVICE"]
    return special_actions.plan(
        world.campaign, "零容忍行动", sales, by=world.clerk, kind="零容忍", supports=[service]
    )


def test_an_action_runs_and_ends(world, action):
    second = special_actions.plan(
        world.campaign, "穿越体验", world.departments["SERVICE"], by=world.clerk, kind="穿越体验"
    )
    assert (action.order, second.order) == (1, 2)
    special_actions.begin(action, by=world.clerk)
    special_actions.finish(action, by=world.clerk)
    action.refresh_from_db()
    assert action.status == "done"
    assert None not in (action.running_at, action.done_at)
    kinds = Event.objects.filter(thing="campaigns.specialaction", thing_pk=action.pk)
    assert list(kinds.order_by("id").values_list("kind", flat=True)) == [
        "specialaction.planned",
        "specialaction.running",
        "specialaction.done",
    ]


def test_dropping_needs_a_reason(world, action):
    with pytest.raises(NotAllowed, match="原因"):
        special_actions.drop(action, " ", by=world.clerk)
    special_actions.drop(action, "并入另一行动", by=world.clerk)
    action.refresh_from_db()
    assert (action.status, action.reason) == ("dropped", "并入另一行动")


def test_nothing_is_planned_before_the_launch(world):
    sales = world.departments["SALES"]
    with pytest.raises(NotAllowed):
        special_actions.plan(world.campaign, "早了", sales, by=world.clerk, kind="其他")
    assert not SpecialAction.objects.exists()


def test_it_exists_for_leading_and_supporting_departments(world, action):
    for person, number in ((world.clerk, 1), (world.member, 1), (world.stranger, 0)):
        assert SpecialAction.objects.visible_to(person).count() == number
