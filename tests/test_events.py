"""The event log: all acts for the auditor without contents, a campaign's for its overseers."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from organization import acts, clock
from organization.models import Event, NotAllowed, move, record
from organization.models.event import possible_moves, status_models
from organization.particulars import sentence, words
from tests.signed_in import at_browser, cost, text_of, things
from tests.world import DAY, at, full_world, start

ROOT = Path(__file__).parent.parent
APPS = ("organization", "campaigns", "findings", "rectification", "reports", "inspection")


def log(account: str = "auditor", **query):
    return at_browser(account).get(reverse("events"), query)


def history(account: str, **query):
    return at_browser(account).get(reverse("campaign_events", args=["spring"]), query)


def test_the_auditor_reads_who_did_what_and_no_particulars(world):
    with clock.at(at(DAY, 9, 5)):
        record("role.granted", world.departments["SALES"], by=world.admin, person="金丝雀")
    page = log(kind="role.granted", person="系统管理员")
    assert "授予角色" in text_of(page)
    assert "部门 SALES" in text_of(page)
    assert "金丝雀" not in page.content.decode()


def test_the_overseers_of_a_campaign_read_its_particulars(world):
    start(world)
    sheet = world.sheet()
    record("selfcheck.handed_over", sheet, by=world.head, item=2, to="销售部填报人")
    for account in ("clerk", "inspector", "leader"):
        page = text_of(history(account, kind="selfcheck.handed_over"))
        assert "检查项点：2；转办给：销售部填报人" in page


def test_the_log_is_narrowed_by_person_kind_and_day(world):
    Event.objects.all().delete()
    with clock.at(at(DAY, 23, 59)):
        record("department.changed", world.departments["SALES"], by=world.admin)
    with clock.at(at(DAY.replace(day=3), 0, 1)):
        record("department.changed", world.departments["SALES"], by=world.clerk)
    record("person.changed", world.head, by=world.admin)
    shown = {
        name: len(things(log(**query), "event"))
        for name, query in {
            "person": {"person": "系统管理员"},
            "kind": {"kind": "department.changed"},
            "day": {"on": "2026-03-02"},
            "next": {"on": "2026-03-03"},
            "both": {"person": "系统管理员", "kind": "department.changed"},
            "none": {"on": "2025-01-01"},
        }.items()
    }
    # Opening the log signs the auditor in, which is an act of its own and matches none of these.
    assert shown == {"person": 2, "kind": 2, "day": 1, "next": 1, "both": 1, "none": 0}


def test_a_day_that_is_none_is_said_to_be_wrong_and_narrows_nothing(world):
    page = log(on="tomorrow")
    assert "日期：请按“2026-08-12”的格式填写日期。" in text_of(page)
    assert len(things(page, "event")) > 0


def test_the_log_is_paged_by_key(world):
    Event.objects.all().delete()
    for _number in range(60):
        record("person.changed", world.head, by=world.admin)
    first = things(log(kind="person.changed"), "event")
    second = things(log(kind="person.changed", before=first[-1][0]), "event")
    assert (len(first), len(second)) == (50, 10)
    assert len({pk for pk, _status in first + second}) == 60


def test_an_event_is_rolled_back_with_its_act(world):
    before = Event.objects.count()
    phase = world.campaign.phases.first()
    with pytest.raises(NotAllowed):
        move(phase, "ended", by=world.clerk)
    assert Event.objects.count() == before


def test_an_event_survives_its_thing(world):
    activity = world.campaign.basis_documents.first()
    record("campaign.changed", activity, by=world.clerk)
    activity.delete()
    event = Event.objects.get(kind="campaign.changed")
    assert (event.campaign_pk, event.thing) == (world.campaign.pk, "campaigns.basisdocument")


def test_refused_access_is_an_event_with_the_page_and_without_the_query(world):
    page = at_browser("head").get(reverse("events"), {"person": "secret"})
    assert page.status_code == 403
    event = Event.objects.get(kind="access.refused")
    assert (event.actor_pk, event.ok) == (world.head.pk, False)
    assert event.particulars == {"path": "/events/", "method": "GET"}


def test_access_refused_inside_a_campaign_is_shown_to_its_office(world):
    full_world(world)
    assert history("head").status_code == 403
    event = Event.objects.get(kind="access.refused")
    assert event.campaign_pk == world.campaign.pk
    assert len(things(history("clerk", kind="access.refused"), "event")) == 1


def test_the_reason_of_a_refusal_stands_on_the_page(world, monkeypatch):
    def refuse(request):
        raise PermissionDenied("只有审计员可以查看。")

    monkeypatch.setattr("organization.views.events.can_audit", refuse)
    assert "只有审计员可以查看。" in log().content.decode()


def test_every_recorded_act_has_a_name(world):
    unnamed = {kind for kind in recorded_kinds() if acts.name_of(kind) == kind}
    assert unnamed == set()


def test_every_move_has_a_name():
    kinds = {
        f"{model._meta.model_name}.{to}"
        for model in status_models()
        for moves in model.Status.moves.values()
        for to in moves
    }
    assert {kind for kind in kinds if acts.name_of(kind) == kind} == set()


def test_every_kind_is_offered_once_under_what_it_is_about():
    groups = acts.known_kinds()
    offered = [kind for _title, kinds in groups for kind, _word in kinds]
    assert len(offered) == len(set(offered)) > 50
    assert all(title.isascii() is False for title, _kinds in groups)


def test_particulars_are_worded(world):
    start(world)
    sheet = world.sheet()
    event = record("selfcheck.returned", sheet, by=None, before="submitted", round=1, items=[1, 2])
    assert words(event) == [("原状态", "已提交"), ("轮次", "1"), ("检查项点", "1、2")]
    event = record("answer.returned", None, by=None, reason="no_evidence")
    assert sentence(event) == "原因：无佐证"
    event = record("role.granted", None, by=None, role="head", hidden="x")
    assert sentence(event) == "角色：负责人"
    event = record("department.changed", world.departments["SALES"], by=None, fields=["name"])
    assert sentence(event) == "改动字段：名称"


def test_possible_moves_are_those_of_the_table(world):
    assert possible_moves(world.campaign) == ("running", "cancelled")


def test_thirty_events_cost_what_one_costs(world):
    client, page, query = at_browser("auditor"), reverse("events"), {"kind": "person.changed"}
    record("person.changed", world.head, by=world.admin)
    assert len(things(client.get(page, query), "event")) == 1
    once = cost(client, page, query)
    for _time in range(29):
        record("person.changed", world.head, by=world.admin)
    assert len(things(client.get(page, query), "event")) == 30
    assert (cost(client, page, query), once <= 8) == (once, True)


def recorded_kinds() -> set[str]:
    """The first argument of every `record(…)` in the sources, where it is a text."""
    found = set()
    for path in (p for app in APPS for p in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record"
            if named and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found
