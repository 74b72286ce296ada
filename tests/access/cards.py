"""Yellow and red cards: the office gives, leaders and the department see, others find nothing."""

from datetime import date

from rectification import cards
from tests.access.rectification import campaign, who
from tests.access.row import Row
from tests.world import full_world

READERS = ("clerk", "leader")
CONCERNED = ("head", "member")
LATER = date(2099, 12, 31)
INSIDE = (*READERS, *CONCERNED, "service_head")
OFFICE_READS = who(("clerk",), 200, ("inspector", "leader", *CONCERNED, "service_head"))
OFFICE_ACTS = who(("clerk",), 302, ("inspector", "leader", *CONCERNED, "service_head"))
# Who does not see the card is told nothing of it.
OFFICE_ACTS_ON = who(("clerk",), 302, ("leader", *CONCERNED))


def card(world) -> list:
    return [world.campaign.code, world.card.pk]


def given(world, colour: str = "red", **fields) -> None:
    """销售部 has a red card for its task."""
    full_world(world)
    world.card = cards.give(
        world.campaign,
        colour,
        world.departments["SALES"],
        by=world.clerk,
        matter=world.task,
        **{"reason": "整改进展缓慢", "expires_on": LATER, **fields},
    )


def words(world) -> dict:
    return {
        "colour": "yellow",
        "department": world.departments["SALES"].pk,
        "reason": "整改进展缓慢",
    }


def points(world) -> dict:
    return {
        "finding": world.task.measure.finding_id,
        "kind": "appraisal",
        "points": "2",
        "text": "扣分",
        "on": "2026-03-02",
    }


RULES = {
    "yellow_days": 90,
    "red_days": 180,
    "limit": 2,
    "within_days": 180,
    "then": "red",
    "gathered_points": "1",
    "red_points": "2",
}

ROWS = [
    Row("cards", who(INSIDE, 200), args=campaign),
    Row("cards", who(INSIDE, 200), args=campaign, ready=given, note="one given"),
    Row("cards_export", who(INSIDE, 200), args=campaign, ready=given),
    Row("give_card", OFFICE_READS, args=campaign),
    Row("give_card", OFFICE_ACTS, args=campaign, form=words),
    Row("card", who((*READERS, *CONCERNED), 200), args=card, ready=given),
    Row(
        "withdraw_card",
        OFFICE_ACTS_ON,
        args=card,
        ready=given,
        form=lambda world: {"reason": "情况有误"},
    ),
    Row("enter_card", OFFICE_ACTS_ON, args=card, ready=given, form=points),
    Row("card_rules", OFFICE_READS, args=campaign),
    Row("card_rules", OFFICE_ACTS, args=campaign, form=lambda world: RULES),
]
