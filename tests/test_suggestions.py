"""Suggestions answer findings, or stand for themselves."""

from datetime import date

import pytest

from findings import suggesting
from findings.models import Finding, Suggestion
from organization.models import Event, NotAllowed
from organization.waiting import waiting
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
    assert things(sent.page, "suggestion") == [(f"suggestion:{row.pk}", "made")]
    assert Event.objects.filter(kind="suggestion.made").count() == 1
    assert "未答复" in text(get("clerk", "suggestion", "spring", row.pk))


def test_a_general_suggestion_answers_none(world):
    sent = post("clerk", "suggest", "spring", **FIELDS)
    assert Suggestion.objects.get().findings.count() == 0
    assert "综合" in text(sent.page.xpath("//li[starts-with(@id, 'suggestion-')]")[0])


def test_those_to_the_superior_come_first(world):
    post("clerk", "suggest", "spring", **{**FIELDS, "target": "internal"})
    post("clerk", "suggest", "spring", **FIELDS)
    shown = get("leader", "suggestions", "spring").xpath("//li[starts-with(@id, 'suggestion-')]")
    assert ["对上级" in text(one) for one in shown] == [True, False]
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


def to_department(world) -> Suggestion:
    sales = world.departments["SALES"]
    return suggesting.suggest(
        world.campaign, [], by=world.clerk, topic="统一口径", action="统一模板", department=sales
    )


def test_a_department_answers_what_was_suggested_to_it(world):
    row = to_department(world)
    assert "dispose" in {entry.kind for entry in waiting(world.head)}
    assert "统一模板" in text(get("head", "suggestion", "spring", row.pk))
    get("service_head", "suggestion", "spring", row.pk, status=404)
    sent = post("head", "suggestion", "spring", row.pk, status=422, to="refused", on="2026-03-02")
    assert "请说明未采纳" in text(sent.page.get_element_by_id("id_text_error"))
    answer = {"to": "refused", "text": "已有模板"}
    sent = post("head", "suggestion", "spring", row.pk, status=422, on="2999-01-01", **answer)
    assert "尚未到来" in text(sent.page.get_element_by_id("id_on_error"))
    post("head", "suggestion", "spring", row.pk, to="refused", on="2026-03-02", text="已有模板")
    row.refresh_from_db()
    assert (row.status, row.disposition, row.disposed_by) == ("refused", "已有模板", world.head)
    assert "dispose" not in {entry.kind for entry in waiting(world.head)}


@pytest.mark.parametrize("to", ["refused", "partly"])
def test_no_way_around_the_form_leaves_out_the_reason(world, to):
    row = to_department(world)
    with pytest.raises(NotAllowed):
        row.dispose(to, by=world.head, on=date(2026, 3, 2), text=" ")
    row.refresh_from_db()
    assert row.status == "made"


def test_the_office_gets_back_to_the_suggestions_and_the_department_does_not(world):
    row = to_department(world)
    way = "//main//a[@href='/campaigns/spring/suggestions/']"
    assert get("clerk", "suggestion", "spring", row.pk).xpath(way)
    page = get("head", "suggestion", "spring", row.pk)
    assert not page.xpath(way)
    choices = [text(label) for label in page.xpath("//label[input[@name='to']]")]
    assert choices == ["已答复", "已采纳", "部分采纳", "未采纳"]


@pytest.mark.parametrize("status", Suggestion.Status.values)
@pytest.mark.parametrize("to", [one for one in Suggestion.Status.values if one != "made"])
def test_every_forbidden_answer_is_refused(world, status, to):
    row = to_department(world)
    Suggestion.objects.update(status=status)
    expected = 302 if to in Suggestion.Status.moves.get(status, ()) else 409
    fields = {"to": to, "on": "2026-03-02", "text": "答复"}
    for person, refused in {"member": 403, "leader": 403, "service_head": 404}.items():
        post(person, "suggestion", "spring", row.pk, status=refused, **fields)
    post("head", "suggestion", "spring", row.pk, status=expected, **fields)
    row.refresh_from_db()
    assert row.status == (to if expected == 302 else status)


def test_it_is_worded_anew_until_it_is_answered(world):
    post("clerk", "suggest", "spring", **FIELDS)
    row = Suggestion.objects.get()
    form = get("clerk", "change_suggestion", "spring", row.pk)
    read = form.xpath("//input[@name='read']/@value")[0]
    changed = {**FIELDS, "action": "统一建设数据接口"}
    sent = post("clerk", "change_suggestion", "spring", row.pk, **changed, read=read)
    assert "统一建设数据接口" in text(sent.page)
    assert Event.objects.filter(kind="suggestion.changed").count() == 1
    # A second person had read the first words: nothing is written over.
    late = post("clerk", "change_suggestion", "spring", row.pk, status=409, **FIELDS, read=read)
    assert "其间已有他人修改，本次未保存" in text(late.page)
    form = text(late.page.xpath("//form[@data-act='change_suggestion']")[0])
    assert "统一建设数据接口" in form and FIELDS["target"] not in form
    assert late.page.xpath("//textarea[@name='action']")[0].text.strip() == FIELDS["action"]
    row.refresh_from_db()
    assert row.action == "统一建设数据接口"
    row.dispose("adopted", by=world.clerk, on=date(2026, 3, 2))
    read = suggesting.words_of(row)
    late = post("clerk", "change_suggestion", "spring", row.pk, status=409, **FIELDS, read=read)
    assert "建议已有答复，不能再修改" in text(late.page)


def test_a_finding_that_one_may_not_see_stays_with_its_suggestion(world):
    hidden = Finding.objects.get()
    post("clerk", "suggest", "spring", **FIELDS, findings=[hidden.pk])
    row = Suggestion.objects.get()
    Finding.objects.update(restricted=True, named_only=True)
    assert not Finding.objects.visible_to(world.clerk).exists()
    changed = {**FIELDS, "action": "统一建设数据接口", "read": suggesting.words_of(row)}
    post("clerk", "change_suggestion", "spring", row.pk, **changed)
    assert list(row.findings.all()) == [hidden]
