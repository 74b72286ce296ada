"""Every act on a bulletin, by everybody, in every status: done, or refused as the tables say."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from campaigns.models import Circulation
from organization.models import Event
from reports import periodicals
from reports.models import Edition, Publication
from tests.stage import staged
from tests.visiting import visit
from tests.world import full_world

OVERSEERS, READERS = ("clerk", "inspector", "leader"), ("head", "member")
PEOPLE = (*OVERSEERS, *READERS, "service_head")
STATES = ("draft", "dropped", "issued", "sent")
# In which states the office may do it.
ACTS = {
    "sign_edition": ("draft",),
    "drop_edition": ("draft",),
    "send_edition": ("issued",),
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def reach(world, state: str) -> Edition:
    """A bulletin of this week in this state."""
    row = periodicals.draft(world.campaign, "bulletin", "week", by=world.clerk)
    periodicals.change(row, 1, by=world.clerk, due_on=date(2099, 3, 20))
    steps = {
        "dropped": lambda one: periodicals.drop(one, "重复", by=world.clerk),
        "issued": lambda one: periodicals.sign(one, by=world.clerk),
        "sent": lambda one: periodicals.send(one, [world.departments["SALES"]], by=world.clerk),
    }
    ways = {"draft": (), "dropped": ("dropped",), "issued": ("issued",), "sent": ("issued", "sent")}
    for step in ways[state]:
        steps[step](Edition.objects.get(pk=row.pk))
    return Edition.objects.get(pk=row.pk)


def stands() -> tuple:
    """Everything an act could change."""
    rows = Publication.objects.order_by("pk").values_list("pk", "status", "document_number")
    events = Event.objects.exclude(kind="access.refused").count()
    return list(rows), Circulation.objects.count(), events


@pytest.mark.parametrize("state", STATES)
def test_what_is_forbidden_is_refused_and_changes_nothing(world, state):
    row = reach(world, state)
    forms = {
        "drop_edition": {"reason": "重复"},
        "send_edition": {"departments": [world.departments["SERVICE"].pk]},
    }
    clients = {person: visit(person) for person in PEOPLE}
    for act, allowed in ACTS.items():
        url = reverse(act, args=["spring", row.pk])
        for person in PEOPLE:
            before, point = stands(), transaction.savepoint()
            code = clients[person].post(url, forms.get(act, {})).status_code
            changed = stands() != before
            transaction.savepoint_rollback(point)
            sees = person in OVERSEERS or (person in READERS and state == "sent")
            wanted = 403 if sees else 404
            if person == "clerk":
                wanted = 302 if state in allowed else 409
            assert (act, person, code, changed) == (act, person, wanted, wanted == 302)
