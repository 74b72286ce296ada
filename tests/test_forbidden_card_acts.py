"""Every act on a card, by everybody, in every state: done, or refused as the tables say."""

import pytest
from django.db import transaction
from django.urls import reverse

from findings.models import Consequence
from organization.models import Event
from rectification import cards
from rectification.models import Card
from tests.access.cards import LATER, points
from tests.stage import staged
from tests.visiting import visit
from tests.world import full_world

READERS = ("clerk", "leader", "head", "member")
PEOPLE = (*READERS, "inspector", "service_head")
# In which states the office may do it.
ACTS = {"withdraw_card": ("given",), "enter_card": ("given",)}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def reach(world, state: str) -> Card:
    """A red card of 销售部 in this state."""
    world.card = card = cards.give(
        world.campaign,
        "red",
        world.departments["SALES"],
        by=world.clerk,
        matter=world.task,
        reason="整改进展缓慢",
        expires_on=LATER,
    )
    if state == "withdrawn":
        cards.withdraw(card, "情况有误", by=world.clerk)
    if state == "entered":
        form = dict(points(world))
        finding = world.task.measure.finding
        fields = {key: form[key] for key in ("kind", "points", "text")}
        cards.enter(card, finding, by=world.clerk, on=card.given_on, **fields)
    return Card.objects.get(pk=card.pk)


def stands() -> tuple:
    """Everything an act could change."""
    rows = Card.objects.order_by("pk").values_list("pk", "status", "points", "scored")
    events = Event.objects.exclude(kind="access.refused").count()
    return list(rows), Consequence.objects.count(), events


@pytest.mark.parametrize("state", ["given", "entered", "withdrawn"])
def test_what_is_forbidden_is_refused_and_changes_nothing(world, state):
    card = reach(world, state)
    forms = {"withdraw_card": {"reason": "情况有误"}, "enter_card": points(world)}
    clients = {person: visit(person) for person in PEOPLE}
    for act, allowed in ACTS.items():
        url = reverse(act, args=["spring", card.pk])
        for person in PEOPLE:
            before, point = stands(), transaction.savepoint()
            code = clients[person].post(url, forms[act]).status_code
            changed = stands() != before
            transaction.savepoint_rollback(point)
            wanted = 404 if person not in READERS else 403
            if person == "clerk":
                wanted = 302 if state in allowed else 409
            assert (act, person, code, changed) == (act, person, wanted, wanted == 302)
