"""Planned levels change places or go; what is open keeps its place and its people."""

import pytest

from campaigns import layers, level_order
from campaigns.models import Level, LevelItem
from organization.models import Event, NotAllowed
from tests.personal import DUE, plan_levels
from tests.test_filling import signed_in

LEVELS = "/campaigns/spring/levels/"


@pytest.fixture
def levels(world):
    return plan_levels(world)


def names(world) -> list[str]:
    return list(world.campaign.levels.values_list("name", flat=True))


def plan(world, name: str, **fields) -> Level:
    common = {"by": world.clerk, "due_on": DUE, "audience": "employee"}
    return layers.plan_level(world.campaign, [world.item(1)], name=name, **common, **fields)


def open_now(world, level: Level) -> None:
    Level.objects.filter(pk=level.pk).update(follows=False)
    layers.open_level(Level.objects.get(pk=level.pk), by=world.clerk)


def test_a_planned_level_goes_up_and_down(world, levels):
    last = plan(world, "员工广泛查")
    client = signed_in(world.clerk)
    assert client.post(f"{LEVELS}{last.pk}/earlier/").status_code == 302
    assert names(world) == ["班子成员率先查", "员工广泛查", "中层重点查"]
    client.post(f"{LEVELS}{last.pk}/earlier/")
    client.post(f"{LEVELS}{levels[0].pk}/later/")
    assert names(world) == ["员工广泛查", "中层重点查", "班子成员率先查"]
    assert Event.objects.filter(kind="level.moved").count() == 3


def test_the_first_goes_no_further_up_and_the_last_no_further_down(world, levels):
    for level, verb in ((levels[0], "earlier"), (levels[1], "later")):
        assert signed_in(world.clerk).post(f"{LEVELS}{level.pk}/{verb}/").status_code == 409
    assert names(world) == ["班子成员率先查", "中层重点查"]


def test_an_open_level_keeps_its_place_and_is_passed(world, levels):
    last = plan(world, "员工广泛查")
    open_now(world, levels[1])
    with pytest.raises(NotAllowed):
        level_order.move_earlier(levels[1], by=world.clerk)
    level_order.move_earlier(last, by=world.clerk)
    assert names(world) == ["员工广泛查", "中层重点查", "班子成员率先查"]


def test_who_follows_follows_the_new_one_before(world, levels):
    open_now(world, levels[0])
    waiting = plan(world, "员工广泛查", follows=True)
    level_order.move_earlier(waiting, by=world.clerk)
    with pytest.raises(NotAllowed, match="班子成员率先查"):
        layers.open_level(waiting, by=world.clerk)


def test_a_planned_level_is_removed_with_its_questions(world, levels):
    client = signed_in(world.clerk)
    address = f"{LEVELS}{levels[0].pk}/remove/"
    assert "1. " in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert names(world) == ["中层重点查"]
    assert not LevelItem.objects.filter(level=levels[0].pk).exists()
    event = Event.objects.get(kind="level.removed")
    assert (event.thing_pk, event.particulars) == (levels[0].pk, {"name": "班子成员率先查"})
    # The next one comes behind those that are left.
    plan(world, "员工广泛查")
    assert names(world) == ["中层重点查", "员工广泛查"]


def test_an_open_level_is_not_removed(world, levels):
    open_now(world, levels[0])
    client = signed_in(world.clerk)
    address = f"{LEVELS}{levels[0].pk}/remove/"
    assert (client.get(address).status_code, client.post(address).status_code) == (409, 409)
    assert names(world) == ["班子成员率先查", "中层重点查"]
    assert levels[0].sheets.count() == 4


def test_nothing_moves_in_a_closed_campaign(world, levels):
    world.campaign.status = "closed"
    world.campaign.save()
    levels[1].refresh_from_db()
    levels[1].campaign.refresh_from_db()
    for verb in (level_order.move_earlier, level_order.move_later, level_order.remove_level):
        with pytest.raises(NotAllowed, match="专项活动已结束"):
            verb(levels[1], by=world.clerk)
    assert names(world) == ["班子成员率先查", "中层重点查"]


def test_the_page_offers_what_is_possible(world, levels):
    open_now(world, levels[0])
    plan(world, "员工广泛查")
    page = signed_in(world.clerk).get(LEVELS).content.decode()
    acts = ("open_level", "move_level_earlier", "move_level_later")
    assert [page.count(f'data-act="{act}"') for act in acts] == [2, 1, 1]
    assert page.count("删除该层次") == 2
