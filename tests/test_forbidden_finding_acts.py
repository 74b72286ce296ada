"""Every act that moves a finding, by everybody, in every status: done, or refused as the table
says."""

import pytest
from django.db import transaction
from django.urls import reverse

from findings import merging, splitting
from findings.models import Finding, FindingSource
from findings.splitting import Part
from organization.models import Event
from rectification import planning
from rectification.models import Task
from tests.access.findings import reported
from tests.stage import staged
from tests.visiting import visit
from tests.world import DAY

DOER = "clerk"
OVERSEERS, CONCERNED = ("clerk", "inspector", "leader"), ("head", "member")
PEOPLE = (*OVERSEERS, *CONCERNED, "service_head")
# To which status an act leads, and what is sent along.
ACTS = {
    "confirm_finding": ("confirmed", dict),
    "dismiss_finding": ("dismissed", lambda: {"reason": "不属于问题"}),
    "merge_finding": ("merged", lambda: {"into": Finding.objects.get(number=2).pk}),
    "unmerge_finding": ("reported", dict),
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(reported, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def first() -> Finding:
    return Finding.objects.get(number=1)


def tasked(world) -> None:
    first().confirm(by=world.clerk)
    measure = planning.add_measure(first(), "补齐资料", by=world.clerk)
    planning.assign_task(measure, world.departments["SALES"], DAY, by=world.clerk)


def put_right(world) -> None:
    tasked(world)
    Task.objects.get().report_progress("已补齐", 100, by=world.member)
    Task.objects.get().submit(by=world.head)
    planning.accept(Task.objects.get(), by=world.clerk)


def split(world) -> None:
    splitting.split(first(), [Part("一是", "一是"), Part("二是", "二是")], by=world.clerk)


WAYS = {
    "reported": lambda world: None,
    "confirmed": lambda world: first().confirm(by=world.clerk),
    "rectifying": tasked,
    "closed": put_right,
    "merged": lambda world: merging.merge(first(), Finding.objects.get(number=2), by=world.clerk),
    "dismissed": lambda world: first().dismiss(by=world.clerk, reason="不属于问题"),
    "part": split,
}


def reach(world, status: str) -> Finding:
    """A finding in this status: finding 1, or a part of it."""
    WAYS[status](world)
    finding = Finding.objects.filter(parent__number=1).first() if status == "part" else first()
    assert finding.status == status
    return finding


def expected(finding: Finding, act: str, person: str) -> int:
    sees = person in OVERSEERS or (
        person in CONCERNED and finding.status in Finding.Status.shown_to_departments
    )
    if not sees:
        return 404
    if person != DOER:
        return 403
    if finding.status == Finding.Status.PART:
        return 409  # a part is joined with the others again, and nothing else
    return 302 if ACTS[act][0] in Finding.Status.moves.get(finding.status, ()) else 409


def stands() -> tuple:
    """Everything an act could change."""
    rows = Finding.objects.order_by("pk").values_list("pk", "status", "merged_into", "version")
    sources = FindingSource.objects.order_by("pk").values_list("pk", "finding")
    events = Event.objects.exclude(kind="access.refused").count()
    return list(rows), list(sources), events


def test_no_status_is_left_out():
    assert set(WAYS) == set(Finding.Status.values)


@pytest.mark.parametrize("status", WAYS)
def test_what_is_forbidden_is_refused_and_changes_nothing(world, status):
    finding = reach(world, status)
    clients = {person: visit(person) for person in PEOPLE}
    for act, (_to, form) in ACTS.items():
        url = reverse(act, args=["spring", finding.number])
        for person in PEOPLE:
            before, point = stands(), transaction.savepoint()
            code = clients[person].post(url, form()).status_code
            changed = stands() != before
            transaction.savepoint_rollback(point)
            wanted = expected(finding, act, person)
            assert (act, person, code, changed) == (act, person, wanted, wanted == 302)
