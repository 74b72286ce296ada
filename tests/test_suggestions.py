"""Suggestions answer findings, or stand for themselves."""

import pytest

from findings.models import Finding, Suggestion
from organization.models import Event
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import full_world

FIELDS = {
    "target": "superior",
    "addressee": "上级公司信息部",
    "topic": "统一接口",
    "background": "各单位口径不一",
    "action": "建议统一建设接口",
    "effect": "从源头减少差错",
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def test_a_suggestion_answers_a_finding(world):
    finding = Finding.objects.get()
    form = get("clerk", "suggest", "spring", query="?finding=1")
    assert form.xpath("//input[@name='findings'][@checked]/@value") == [str(finding.pk)]
    sent = post("clerk", "suggest", "spring", **FIELDS, findings=[finding.pk])
    row = Suggestion.objects.get()
    assert {name: getattr(row, name) for name in FIELDS} == FIELDS
    assert (list(row.findings.all()), row.made_by) == ([finding], world.clerk)
    assert things(sent.page, "suggestion") == [(f"suggestion:{row.pk}", "superior")]
    assert Event.objects.filter(kind="suggestion.made").count() == 1


def test_a_general_suggestion_answers_none(world):
    sent = post("clerk", "suggest", "spring", **FIELDS)
    assert Suggestion.objects.get().findings.count() == 0
    assert "综合" in text(sent.page.xpath("//li[@data-thing]")[0])


def test_those_to_the_superior_come_first(world):
    post("clerk", "suggest", "spring", **{**FIELDS, "target": "internal"})
    post("clerk", "suggest", "spring", **FIELDS)
    statuses = [
        status for _t, status in things(get("leader", "suggestions", "spring"), "suggestion")
    ]
    assert statuses == ["superior", "internal"]
    assert list(Suggestion.objects.order_by("id").values_list("order", flat=True)) == [1, 2]


def test_what_is_suggested_must_be_said(world):
    sent = post("clerk", "suggest", "spring", status=422, **{**FIELDS, "action": ""})
    assert sent.page.xpath("//input[@name='topic']/@value") == ["统一接口"]
    assert Suggestion.objects.count() == 0


def test_departments_do_not_see_suggestions(world):
    post("clerk", "suggest", "spring", **FIELDS, findings=[Finding.objects.get().pk])
    assert Suggestion.objects.visible_to(world.head).count() == 0
    page = get("head", "finding", "spring", 1)
    assert things(page, "suggestion") == []
    assert FIELDS["topic"] not in text(page)
