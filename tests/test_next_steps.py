"""下一步工作: planned in the order of the report, done or dropped; links instead of copies."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from campaigns.models import Group
from findings.models import Finding
from organization import clock
from organization.models import NotAllowed, Person
from rectification import next_steps, step_register
from rectification.models import NextStep
from rectification.permissions import can_work_on_step
from rectification.waiting_steps import steps
from tests.signed_in import cost
from tests.visiting import get, post, text, things, visit
from tests.world import full_world


@pytest.fixture
def full(world):
    return full_world(world)


def plan(world, title="成立体验小组", **fields):
    sales = world.departments["SALES"]
    return next_steps.plan(world.campaign, title, sales, by=world.clerk, **fields)


def test_steps_stand_in_the_order_of_the_report(full):
    first = plan(full, due_on=date(2026, 12, 31), due_text="年底前")
    second = plan(full, "建立长效机制", mechanisms=["能力增强机制", "民主监督机制"])
    assert list(NextStep.objects.all()) == [first, second]
    assert second.mechanisms.count() == 2
    assert first.due_text == "年底前"


def test_a_step_is_done_with_what_came_of_it(full):
    step = plan(full)
    next_steps.begin(step, by=full.head)
    with pytest.raises(NotAllowed, match="工作成效"):
        next_steps.report_done(step, "", by=full.head)
    next_steps.report_done(step, "已成立", by=full.head)
    step.refresh_from_db()
    assert (step.status, step.result) == ("done", "已成立")


def test_dropping_a_step_needs_a_reason(full):
    step = plan(full)
    with pytest.raises(NotAllowed, match="原因"):
        next_steps.drop(step, "", by=full.clerk)
    next_steps.drop(step, "已纳入日常工作", by=full.clerk)
    step.refresh_from_db()
    assert (step.status, step.reason) == ("dropped", "已纳入日常工作")


def test_a_step_that_repeats_a_measure_is_named_unless_it_leads_there(full):
    measure = full.task.measure
    assert next_steps.repeated_measure(plan(full, text=measure.text), 90) == (measure, 100)
    assert next_steps.repeated_measure(plan(full, text="另一件完全不同的事"), 90) is None
    assert next_steps.repeated_measure(plan(full, text=measure.text, measure=measure), 90) is None


def test_a_step_leads_only_into_its_own_campaign(full):
    from campaigns.models import Campaign

    row = full.task.finding
    row.campaign = Campaign(pk=full.campaign.pk + 1)
    with pytest.raises(NotAllowed, match="本次活动"):
        plan(full, finding=row)
    assert not NextStep.objects.exists()


def test_the_group_of_a_step_is_set_up_once(full):
    step = plan(full)
    group = next_steps.set_up_group(step, "客户体验小组", by=full.clerk)
    assert (group.kind, group.campaign, step.group) == (Group.Kind.WORK, full.campaign, group)
    with pytest.raises(NotAllowed, match="工作小组"):
        next_steps.set_up_group(step, "客户体验小组", by=full.clerk)
    assert Group.objects.filter(name="客户体验小组").count() == 1


def test_who_works_on_a_step_and_for_whom_it_exists(full):
    step = plan(full)
    works = [can_work_on_step(p, step) for p in (full.clerk, full.head, full.stranger)]
    assert works == [True, True, False]
    assert NextStep.objects.visible_to(full.head).get() == step
    assert not NextStep.objects.visible_to(full.stranger).exists()


def test_the_page_names_the_measure_and_leads_to_it(full):
    measure = full.task.measure
    step = plan(full, text=measure.text)
    said = "已作为整改措施写过"
    assert said in text(get("clerk", "next_step", "spring", step.pk))
    assert said not in text(get("head", "next_step", "spring", step.pk))
    post("clerk", "lead_step_to_measure", "spring", step.pk, measure=measure.pk)
    step.refresh_from_db()
    assert (step.measure, step.text) == (measure, "")
    page = get("head", "next_step", "spring", step.pk)
    assert page.xpath(f"//a[@href='{measure.get_absolute_url()}']/text()") == [measure.text]


def test_a_measure_of_a_restricted_finding_is_not_told(full):
    measure = full.task.measure
    step = plan(full, measure=measure)
    Finding.objects.filter(pk=measure.finding_id).update(restricted=True)
    assert measure.text not in text(get("head", "next_step", "spring", step.pk))
    other = plan(full, "另一步", text=measure.text)
    assert next_steps.repeated_measure(other) is None
    post("clerk", "lead_step_to_measure", "spring", other.pk, status=404, measure=measure.pk)


def test_the_list_counts_what_is_late(full):
    late, later = plan(full, due_on=clock.today()), plan(full, "以后", due_on=clock.today())
    with clock.at(clock.now() + timedelta(days=1)):
        assert [tile.number for tile in step_register.tiles([late, later])] == [2, 2, 2, 0]
    assert [tile.number for tile in step_register.tiles([late, later])] == [2, 0, 2, 0]
    page = get("head", "next_steps", "spring", query="?shelf=late")
    assert "以后" not in text(page)


def test_a_person_of_another_department_is_refused_and_what_was_typed_kept(full):
    fields = {"title": "成立体验小组", "department": full.departments["SALES"].pk}
    fields |= {"person": full.service_head.pk}
    sent = post("clerk", "new_next_step", "spring", status=422, **fields)
    assert sent.page.xpath("//input[@name='title']/@value") == ["成立体验小组"]
    assert not NextStep.objects.exists()


def test_mechanisms_are_named_anew_in_their_order(full):
    step = plan(full, mechanisms=["甲机制", "乙机制"])
    kept = list(step.mechanisms.values_list("pk", flat=True))
    next_steps.change(step, by=full.clerk, mechanisms=["甲机制", "乙机制"])
    assert list(step.mechanisms.values_list("pk", flat=True)) == kept
    next_steps.change(step, by=full.clerk, mechanisms=["丙机制", "甲机制"])
    assert list(step.mechanisms.values_list("name", flat=True)) == ["丙机制", "甲机制"]


def test_a_step_waits_for_its_person_else_for_the_head(full):
    def titles(account):
        return [entry.title for entry in steps(Person.objects.get(account=account))]

    own, heads = plan(full, person=full.member), plan(full, "由部门负责人办理")
    assert titles("member") == [f"下一步工作：{own.title}"]
    assert titles("head") == [f"下一步工作：{heads.title}"]
    next_steps.drop(own, "已纳入日常工作", by=full.clerk)
    assert titles("member") == []


def test_the_worksheet_has_a_row_for_each_step(full):
    plan(full, supports=[full.departments["SERVICE"]], mechanisms=["甲机制"])
    rows = list(step_register.lines(step_register.of(full.campaign, full.head)))
    assert [(row[0], row[1], row[5], row[-1]) for row in rows] == [
        (1, "成立体验小组", "服务部", "甲机制")
    ]


def test_three_steps_cost_what_one_costs(full):
    fields = {"supports": [full.departments["SERVICE"]], "mechanisms": ["甲机制"]}
    plan(full, person=full.member, **fields)
    clerk, address = visit("clerk"), reverse("next_steps", args=["spring"])
    once = cost(clerk, address)
    plan(full, "第二步", **fields)
    plan(full, "第三步", person=full.head, **fields)
    assert len(things(get("clerk", "next_steps", "spring"), "nextstep")) == 3
    assert cost(clerk, address) == once
