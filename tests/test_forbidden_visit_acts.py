"""Every act on a visit, a walk-through and a proposal, by everybody, in every status: done, or
refused as the table says."""

import pytest
from django.db import transaction
from django.urls import reverse

from campaigns.models import Group
from findings import evaluating, visiting, walking
from findings.models import Proposal, SiteVisit, WalkTask
from organization import clock
from organization.models import Event
from tests.outside import (
    cells,
    proposal_of,
    submitted,
    task_of,
    valid,
    visit_of,
    visits_planned,
    walked,
)
from tests.stage import staged
from tests.visiting import visit

REASON = {"reason": "请补充"}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    def build(world):
        visits_planned(world)
        walks_planned_beside(world)

    yield from staged(build, django_db_blocker)


def walks_planned_beside(world) -> None:
    world.team = Group.set_up(world.campaign, by=world.clerk, kind="walk", name="第一穿越小组")
    world.team.add(world.employee, "chair", by=world.clerk)
    walking.plan_walks(world.campaign, cells(world), by=world.clerk)


@pytest.fixture
def world(db, scene):
    return scene()


def returned(world) -> None:
    submitted(world)
    visiting.send_back(visit_of(world), "请补充", by=world.clerk)


def accepted(world) -> None:
    submitted(world)
    visiting.accept(visit_of(world), by=world.clerk)


def whole(world) -> dict:
    """What the visitor sends; from "returned" on it is handed in again."""
    found = visit_of(world)
    fields = {"version": found.version, "visited_on": str(clock.today()), "submit": "1"}
    return fields | {f"score_{p.pk}": p.most for p in found.plan.script.points.all()}


def steps(world) -> dict:
    said = {"walked_on": str(clock.today()), "steps": "取号", "finish": "1"}
    return {"version": task_of(world).version, **said}


# (model, the thing, act → (status, who does it, what is sent), status → how it is reached)
VISIT = (
    SiteVisit,
    visit_of,
    {
        "save_visit": ("submitted", "guest", whole),
        "accept_visit": ("accepted", "clerk", lambda world: {}),
        "return_visit": ("returned", "clerk", lambda world: REASON),
        "cancel_visit": ("cancelled", "clerk", lambda world: REASON),
    },
    {
        "planned": lambda world: None,
        "submitted": submitted,
        "returned": returned,
        "accepted": accepted,
        "cancelled": lambda world: visiting.cancel(visit_of(world), "改期", by=world.clerk),
    },
)
WALK = (
    WalkTask,
    task_of,
    {
        "save_walk": ("walked", "employee", steps),
        "return_walk": ("returned", "clerk", lambda world: REASON),
        "drop_walk": ("dropped", "clerk", lambda world: REASON),
    },
    {
        "planned": lambda world: None,
        "walked": walked,
        "returned": lambda world: walking.send_back(walked(world), "请补充", by=world.clerk),
        "dropped": lambda world: walking.drop(task_of(world), "重复", by=world.clerk),
    },
)


def made(world) -> None:
    walking.propose(task_of(world), "统一口径", by=world.employee)
    walking.propose(task_of(world), "统一标准", by=world.employee)
    valid(world, 2)


def then(act):
    """Proposal 1, valid, and what is done to it."""

    def reach(world) -> None:
        made(world)
        valid(world, 1)
        act(world)

    return reach


def refused(world) -> None:
    made(world)
    evaluating.evaluate(proposal_of(1), "invalid", by=world.clerk, reason="重复")


def adopted(world) -> None:
    evaluating.adopt(world.campaign, [proposal_of(1)], "统一口径", by=world.clerk)


PROPOSAL = (
    Proposal,
    lambda world: proposal_of(1),
    {
        "evaluate_proposal": (
            "valid",
            "clerk",
            lambda world: {"verdict": "valid", "value": "high", "effort": "low"},
        ),
        "merge_proposal": ("merged", "clerk", lambda world: {"into": proposal_of(2).pk}),
        "adopt_proposal": ("adopted", "clerk", lambda world: {"title": "统一口径"}),
        "decline_proposal": ("declined", "clerk", lambda world: REASON),
    },
    {
        "made": made,
        "valid": then(lambda world: None),
        "invalid": refused,
        "merged": then(
            lambda world: evaluating.merge_into(proposal_of(1), proposal_of(2), by=world.clerk)
        ),
        "adopted": then(adopted),
        "declined": then(lambda w: evaluating.decline(proposal_of(1), "暂缓", by=w.clerk)),
    },
)
CASES = [(kind, status) for kind in (VISIT, WALK, PROPOSAL) for status in kind[3]]
SEES = {
    SiteVisit: ("clerk", "inspector", "leader", "guest"),
    WalkTask: ("clerk", "inspector", "leader", "employee"),
    Proposal: ("clerk", "inspector", "leader", "employee"),
}
PEOPLE = ("clerk", "inspector", "leader", "head", "service_head", "employee", "guest")
# Evaluating anew is an act of its own: reopen_proposal.
AGAIN = {("declined", "evaluate_proposal"), ("declined", "adopt_proposal")}


def expected(kind, status: str, act: str, person: str) -> int:
    model, _thing, acts, _ways = kind
    to, doer, _form = acts[act]
    if person not in SEES[model]:
        return 404
    if person != doer:
        return 404 if person == "guest" else 403  # from outside the act does not exist
    if (status, act) in AGAIN:
        return 409
    return 302 if to in model.Status.moves.get(status, ()) else 409


def stands(model) -> tuple:
    """Everything an act could change."""
    more = "value" if model is Proposal else "version"
    rows = list(model.objects.order_by("pk").values_list("pk", "status", more))
    return rows, Event.objects.exclude(kind="access.refused").count()


def test_no_status_is_left_out():
    for model, _thing, _acts, ways in (VISIT, WALK, PROPOSAL):
        assert set(ways) == set(model.Status.values)


@pytest.mark.parametrize(
    ("kind", "status"), CASES, ids=lambda x: x if isinstance(x, str) else x[0].__name__
)
def test_what_is_forbidden_is_refused_and_changes_nothing(world, kind, status):
    model, thing, acts, ways = kind
    ways[status](world)
    found = thing(world)
    assert found.status == status
    clients = {person: visit(person) for person in PEOPLE}
    for act, (_to, _doer, form) in acts.items():
        key = found.pk if model is SiteVisit else found.number
        url = reverse(act, args=["spring", key])
        for person in PEOPLE:
            before, point = stands(model), transaction.savepoint()
            code = clients[person].post(url, form(world)).status_code
            changed = stands(model) != before
            transaction.savepoint_rollback(point)
            wanted = expected(kind, status, act, person)
            assert (act, person, code, changed) == (act, person, wanted, wanted == 302)
