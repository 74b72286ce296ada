"""Principles and slogans: written by the office, read by whoever takes part."""

import json

from campaigns import campaign_texts
from tests.access.findings import OFFICE, OVERSEERS, who
from tests.access.row import Row
from tests.world import full_world

CONCERNED = ("head", "member", "service_head")


def code(world) -> list:
    return [world.campaign.code]


def written(world) -> None:
    full_world(world)
    texts = {"theme": ["正行风，促发展"], "principle": ["开门评议", "边查边改，未评先改"]}
    campaign_texts.write(world.campaign, texts, by=world.clerk)


def words(world) -> dict:
    return {
        "seen": json.dumps(campaign_texts.texts_of(world.campaign)),
        "theme": "真查实改",
        "principle": "",
    }


ROWS = [
    Row("campaign_texts", who((*OVERSEERS, *CONCERNED), 200), args=code, note="none"),
    Row("campaign_texts", who((*OVERSEERS, *CONCERNED), 200), args=code, ready=written),
    Row(
        "write_texts",
        who(OFFICE, 200, ("inspector", "leader", *CONCERNED)),
        args=code,
        ready=written,
    ),
    Row(
        "write_texts",
        who(OFFICE, 302, ("inspector", "leader", *CONCERNED)),
        args=code,
        ready=written,
        form=words,
    ),
]
