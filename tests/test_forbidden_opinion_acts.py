"""Every act that disposes of an opinion, by everybody, in every status: done, or refused."""

import pytest
from django.db import transaction
from django.urls import reverse

from findings import consolidation, opinion_disposing
from findings.models import Opinion
from organization.models import Event
from tests.hearing import said
from tests.stage import staged
from tests.visiting import visit
from tests.world import start

DOERS, READERS = ("clerk", "inspector"), ("leader",)
OTHERS = ("head", "service_head", "stranger", "employee", "admin")
ACTS = {
    "reply_to_opinion": ("answered", {"text": "已办理", "ends": "1"}),
    "merge_opinion": ("merged", {"into": 2}),
    "set_aside_opinion": ("set_aside", {"reason": "重复反映"}),
    "take_up_opinion": ("recorded", {}),
}


def two(world) -> None:
    start(world)
    said(world)
    said(world, text="等得太久")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(two, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def first() -> Opinion:
    return Opinion.objects.select_related("campaign").get(number=1)


WAYS = {
    "recorded": lambda world: None,
    "answered": lambda world: opinion_disposing.answer(first(), "已办理", by=world.clerk),
    "merged": lambda world: opinion_disposing.merge(
        first(), Opinion.objects.get(number=2), by=world.clerk
    ),
    "set_aside": lambda world: first().set_aside(by=world.clerk, reason="重复反映"),
    "finding": lambda world: consolidation.report_finding(
        world.campaign, [first()], by=world.clerk
    ),
}


def test_every_status_has_its_way():
    assert set(WAYS) == set(Opinion.Status.values)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", WAYS)
def test_done_or_refused(world, status, act):
    WAYS[status](world)
    to, fields = ACTS[act]
    done = to in Opinion.Status.moves.get(status, ())
    expected = {
        **dict.fromkeys(DOERS, 302 if done else 409),
        **dict.fromkeys(READERS, 403),
        **dict.fromkeys(OTHERS, 404),
    }
    got, events = {}, Event.objects.filter(kind__startswith="opinion.").count()
    for name in expected:
        point = transaction.savepoint()
        address = reverse(act, args=["spring", first().pk])
        got[name] = visit(name).post(address, fields).status_code
        if got[name] != 302:
            assert first().status == status
            assert Event.objects.filter(kind__startswith="opinion.").count() == events
        transaction.savepoint_rollback(point)
    assert got == expected
