"""下一步工作: planned in the order of the report, done or dropped; links instead of copies."""

from datetime import date

import pytest

from campaigns.models import Group
from organization.models import NotAllowed
from rectification import next_steps
from rectification.models import NextStep
from rectification.permissions import can_work_on_step
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
