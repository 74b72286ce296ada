"""沿用: planned activities, recurring inspections and the division of work come along, with the
people of today on the days of the new phases."""

from datetime import date

import pytest

from campaigns import division, heads, inspecting, launch, planned_activities
from campaigns.contents import contents_of
from campaigns.models import (
    Campaign,
    InspectionPlan,
    Participation,
    Phase,
    PlannedActivity,
    Responsibility,
)
from organization import clock, directory
from organization.models import Notification
from tests.test_templates import NEW_YEAR, begin_with
from tests.visiting import get, text
from tests.world import at, phase


@pytest.fixture
def last(world):
    """Last year's campaign: a poster of everybody, a report of the leader, a file of 服务部."""
    launch.launch(world.campaign, by=world.clerk)
    fields = {"kind": "publicity", "medium": "poster", "needs_evidence": True}
    mobilization, self_check = phase(world, "mobilization"), phase(world, "self_check")
    planned_activities.plan_for_each(
        mobilization, by=world.clerk, title="张贴海报", planned_on=date(2026, 2, 25), **fields
    )
    planned_activities.plan(
        self_check, by=world.clerk, title="中期讲评", planned_on=date(2026, 3, 6),
        kind="other", medium="", owner=world.leader, needs_evidence=False,
    )  # fmt: skip
    planned_activities.plan(
        self_check, by=world.clerk, title="整理台账", planned_on=date(2026, 3, 3),
        kind="other", medium="", owner=world.service_head, needs_evidence=False,
        department=world.departments["SERVICE"],
    )  # fmt: skip
    inspecting.plan(
        world.campaign, by=world.clerk, title="明察暗访", period="month", owner=world.inspector,
        starts_on=date(2026, 2, 24), ends_on=None, subjects=["服务态度"], report_group="",
    )  # fmt: skip
    division.propose(world.campaign, by=world.clerk)
    return world


def launched(world, draft: Campaign) -> Campaign:
    """The draft, launched on the first day of its plan."""
    with clock.at(at(NEW_YEAR)):
        launch.launch(Campaign.objects.get(pk=draft.pk), by=world.clerk)
    return Campaign.objects.get(pk=draft.pk)


def planned(campaign: Campaign) -> list[tuple]:
    rows = PlannedActivity.objects.filter(phase__campaign=campaign)
    return list(
        rows.order_by("planned_on", "department__order").values_list(
            "title", "phase__key", "planned_on", "owner__account", "status"
        )
    )


def test_activities_come_along_on_the_days_of_the_new_phases(last):
    """In spring the poster was on the second working day of the first phase, the talk on the
    fifth of the second. Nothing is planned before the launch."""
    draft = begin_with("campaign:spring", title="再查", trigger_title="通知")
    assert planned(draft) == []
    new = launched(last, draft)
    assert planned(new) == [
        ("张贴海报", "mobilization", date(2027, 9, 14), "head", "planned"),
        ("张贴海报", "mobilization", date(2027, 9, 14), "service_head", "planned"),
        ("整理台账", "self_check", date(2027, 9, 21), "service_head", "planned"),
        ("中期讲评", "self_check", date(2027, 9, 24), "leader", "planned"),
    ]
    assert new.carried == {}


def test_they_follow_a_phase_that_is_moved_before_the_launch(last):
    draft = begin_with("campaign:spring", title="再查")
    rows = Phase.objects.filter(campaign=draft)
    rows.filter(key="self_check").update(starts_on=date(2027, 9, 27), ends_on=date(2027, 9, 29))
    rows.filter(key="analysis").update(starts_on=date(2027, 9, 29), ends_on=date(2027, 9, 30))
    page = text(get("clerk", "mobilization", draft.code).xpath("//main")[0])
    assert "启动时列入计划" in page
    assert "中期讲评深入自查 · 总经理2027年9月29日" in page
    days = {title: on for title, _phase, on, *_ in planned(launched(last, draft))}
    assert days["整理台账"] == date(2027, 9, 28)
    assert days["中期讲评"] == date(2027, 9, 29)  # its phase is shorter now


def test_whoever_stands_for_them_today_is_asked(last):
    """销售部 has another head, 服务部 a new one in the post of the former, who left."""
    draft = begin_with("campaign:spring", title="再查")
    place = Participation.objects.get(campaign=last.campaign, department__code="SALES")
    heads.hand_over_department(place, last.member, by=last.head)
    successor = directory.add_person(
        by=last.admin, account="next", name="张三", post="检查组成员",
        department=last.departments["OFFICE"],
    )  # fmt: skip
    directory.disable(last.inspector, by=last.admin)
    new = launched(last, draft)
    assert [row[3] for row in planned(new)] == ["member", "service_head", "service_head", "leader"]
    assert InspectionPlan.objects.get(campaign=new).owner == successor
    told = Notification.objects.filter(kind="activity_asked", recipient=last.people["member"])
    assert told.count() == 1


def test_nobody_is_told_before_the_launch(last):
    before = Notification.objects.count()
    begin_with("campaign:spring", title="再查")
    assert Notification.objects.count() == before


def test_recurring_inspections_begin_with_the_new_plan(last):
    new = launched(last, begin_with("campaign:spring", title="再查"))
    plan = InspectionPlan.objects.get(campaign=new)
    assert (plan.title, plan.period, plan.starts_on, plan.ends_on, plan.subjects) == (
        "明察暗访", "month", date(2027, 9, 13), None, ["服务态度"],
    )  # fmt: skip
    assert plan.owner == last.inspector
    assert plan.inspections.get().starts_on == date(2027, 9, 13)


def test_the_division_of_work_is_there_in_the_draft_with_the_heads_of_today(last):
    place = Participation.objects.get(campaign=last.campaign, department__code="SALES")
    heads.hand_over_department(place, last.member, by=last.head)
    draft = begin_with("campaign:spring", title="再查")
    rows = Responsibility.objects.filter(campaign=draft)
    assert [
        (row.rank, row.person.account, [one.code for one in row.departments.all()])
        for row in rows.order_by("rank", "person__order")
    ] == [(1, "leader", []), (3, "member", ["SALES"]), (3, "service_head", ["SERVICE"])]
    assert rows.get(rank=1).all_departments


def test_a_department_that_takes_no_part_any_more_is_left_out(last):
    sales = str(last.departments["SALES"].pk)
    draft = begin_with("campaign:spring", title="再查", departments=[sales])
    assert {row.person.account for row in Responsibility.objects.filter(campaign=draft)} == {
        "leader", "head",
    }  # fmt: skip
    assert [row[:1] + row[3:4] for row in planned(launched(last, draft))] == [
        ("张贴海报", "head"), ("中期讲评", "leader"),
    ]  # fmt: skip


def test_what_was_waived_is_not_asked_again(last):
    row = PlannedActivity.objects.select_related("phase__campaign").get(title="中期讲评")
    planned_activities.waive(row, "合并进行", by=last.clerk)
    titles = [row["title"] for row in contents_of(last.campaign)["activities"]]
    assert titles == ["张贴海报", "整理台账"]


def test_what_is_not_ticked_does_not_come_along(last):
    draft = begin_with("campaign:spring", title="再查", carries=["activities"])
    assert not Responsibility.objects.filter(campaign=draft).exists()
    new = launched(last, draft)
    assert len(planned(new)) == 4
    assert not InspectionPlan.objects.filter(campaign=new).exists()


def test_the_page_says_what_comes_along(last):
    page = get("clerk", "campaign_new", query="?from=campaign:spring")
    [part] = page.xpath("//details[@data-part='work']")
    assert text(part.xpath("./summary")[0]) == (
        "工作安排计划活动3项、经常性监督检查1项、责任分工3条"
    )
    assert part.xpath(".//input[@name='carries'][@checked]/@value") == [
        "activities", "inspections", "division",
    ]  # fmt: skip


def test_a_draft_that_is_kept_as_a_template_still_knows_them(last):
    draft = begin_with("campaign:spring", title="再查")
    before, now = contents_of(last.campaign), contents_of(draft)
    assert now["activities"] == before["activities"]
    assert now["inspections"] == before["inspections"]


def test_a_template_of_before_begins_a_campaign_without_them(world):
    from campaigns.models import CampaignTemplate
    from campaigns.template_making import save_as_template

    template = save_as_template(world.campaign, "年度自查", by=world.clerk)
    contents = {
        key: value
        for key, value in template.contents.items()
        if key not in ("activities", "inspections", "division")
    }
    CampaignTemplate.objects.update(contents=contents)
    assert begin_with(f"template:{template.pk}", title="再查").status == "draft"
