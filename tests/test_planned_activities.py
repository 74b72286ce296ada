"""计划活动: planned for a day, done with a photo or waived; the phase waits for them by name."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import launch, planned_activities
from campaigns.models import Activity, ActivityEvidence, Campaign, PlannedActivity, Waiver
from organization import clock
from organization.models import Event, NotAllowed, Notification
from organization.waiting import waiting
from tests.counting import queries_of
from tests.visiting import get, post, text, things, visit
from tests.world import DAY, at, phase

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def running(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    launch.launch(world.campaign, by=world.clerk)
    phase(world, "mobilization").begin(by=world.clerk)
    world.campaign.wording["reach_threshold"] = "0"
    world.campaign.save()
    return world


def plan(world, **changes) -> PlannedActivity:
    fields = {
        "kind": "publicity",
        "medium": "poster",
        "title": "张贴海报",
        "planned_on": DAY,
        "department": world.departments["SALES"],
        "owner": world.member,
        **changes,
    }
    return planned_activities.plan(phase(world, "mobilization"), by=world.clerk, **fields)


def photo(name: str = "海报.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, "image/png")


def against(world) -> list[str]:
    reasons = phase(world, "mobilization").reasons_against_ending()
    return [reason.text for reason in reasons]


def of_home(person) -> list:
    return [entry for entry in waiting(person) if entry.kind == "activity"]


def test_the_office_plans_one_and_its_owner_is_told(running):
    world = running
    form = {"phase": phase(world, "mobilization").pk, "kind": "publicity", "medium": "poster"}
    form |= {"title": "张贴海报", "planned_on": "2026-03-02", "needs_evidence": "on"}
    form["department"] = world.departments["SALES"].pk
    post("clerk", "plan_activity", "spring", **form)
    row = PlannedActivity.objects.get()
    assert (row.owner.account, row.needs_evidence, row.status) == ("head", True, "planned")
    [notice] = Notification.objects.filter(kind="activity_asked")
    assert (notice.recipient.account, notice.title) == ("head", "由您完成：张贴海报")
    again = post("clerk", "plan_activity", "spring", status=422, **form)
    assert "该部门已有同名计划活动。" in text(again.page.xpath("//main")[0])


def test_each_department_is_asked_once(running):
    world = running
    row, fields = phase(world, "mobilization"), {"kind": "other", "title": "组织学习"}
    fields["planned_on"] = DAY
    assert planned_activities.plan_for_each(row, by=world.clerk, **fields) == 2
    assert planned_activities.plan_for_each(row, by=world.clerk, **fields) == 0
    owners = PlannedActivity.objects.values_list("department__code", "owner__account")
    assert set(owners) == {("SALES", "head"), ("SERVICE", "service_head")}
    assert Event.objects.filter(kind="phase.activities_asked").count() == 1


def test_asking_more_departments_costs_no_more_statements(running):
    world = running
    row, spent = phase(world, "mobilization"), []
    for number, title in ((1, "首次"), (1, "学习一"), (2, "学习二")):
        gone = world.campaign.participations.filter(department__code="SERVICE")
        gone.update(left_on=DAY if number == 1 else None)
        with CaptureQueriesContext(connection) as queries:
            made = planned_activities.plan_for_each(
                row, by=world.clerk, kind="other", title=title, planned_on=DAY
            )
        assert made == number
        spent.append(len(queries))
    assert spent[1] == spent[2]  # the first one fills what is cached for the process


def test_somebody_has_to_be_named(running):
    form = {"phase": phase(running, "mobilization").pk, "kind": "other", "title": "学习"}
    form["planned_on"] = "2026-03-02"
    sent = post("clerk", "plan_activity", "spring", status=422, **form)
    assert "请明确由谁完成。" in text(sent.page.xpath("//form[@data-act='plan_activity']")[0])


def test_the_phase_waits_for_it_by_name(running):
    world = running
    plan(world)
    assert against(world) == ["“张贴海报”尚未完成：销售部（销售部填报人），计划2026年3月2日。"]
    with pytest.raises(NotAllowed):
        phase(world, "mobilization").end(by=world.clerk)


def test_it_is_done_with_a_photo_and_becomes_a_line_of_the_timeline(running):
    world = running
    row = plan(world)
    fields = {"on": "2026-03-02", "text": "三处营业厅", "files": [photo()]}
    post("member", "do_activity", "spring", row.pk, **fields)
    row.refresh_from_db()
    line = row.activity
    assert (row.status, line.kind, line.medium, line.title) == (
        "done", "publicity", "poster", "张贴海报",
    )  # fmt: skip
    assert (line.on, line.department.code, line.recorded_by.account) == (DAY, "SALES", "member")
    assert ActivityEvidence.objects.get().evidence.name == "海报.png"
    assert against(world) == []
    phase(world, "mobilization").end(by=world.clerk)


def test_without_the_photo_it_is_not_done(running):
    world = running
    row = plan(world)
    sent = post("member", "do_activity", "spring", row.pk, status=422, on="2026-03-02", text="贴")
    assert "请附上能够证明的照片或材料。" in text(
        sent.page.xpath("//form[@data-act='do_activity']")[0]
    )
    assert sent.page.xpath("//textarea[@name='text']/text()")[-1].strip() == "贴"
    with pytest.raises(NotAllowed, match="照片"):
        planned_activities.do(row, by=world.member, on=DAY)
    assert PlannedActivity.objects.get().status == "planned"
    assert not Activity.objects.exists()


def test_it_is_done_once(running):
    world = running
    row = plan(world, needs_evidence=False)
    stale = PlannedActivity.objects.select_related("phase__campaign").get(pk=row.pk)
    planned_activities.do(row, by=world.member, on=DAY)
    with pytest.raises(NotAllowed):
        planned_activities.do(stale, by=world.head, on=DAY)
    assert Activity.objects.count() == 1


def test_a_day_to_come_is_no_day_it_was_done(running):
    row = plan(running, needs_evidence=False)
    with clock.at(at(DAY)):
        tomorrow = (DAY + timedelta(days=1)).isoformat()
        sent = post("member", "do_activity", "spring", row.pk, status=422, on=tomorrow)
    assert "该日期尚未到来。" in text(sent.page.xpath("//form[@data-act='do_activity']")[0])


def test_it_is_waived_with_a_reason_that_stays(running):
    world = running
    row = plan(world)
    post("clerk", "waive_activity", "spring", row.pk, status=422, reason=" ")
    assert not Waiver.objects.exists()
    post("clerk", "waive_activity", "spring", row.pk, reason="与公司活动合并")
    waiver = Waiver.objects.get()
    assert (waiver.by.account, waiver.reason) == ("clerk", "与公司活动合并")
    assert against(world) == []
    post("clerk", "take_up_activity", "spring", row.pk)
    assert len(against(world)) == 1
    assert Waiver.objects.count() == 1
    said = text(get("member", "planned_activity", "spring", row.pk).xpath("//main")[0])
    assert "与公司活动合并" in said


def test_nothing_is_planned_in_a_phase_that_has_ended(running):
    world = running
    row = plan(world)
    planned_activities.waive(row, "不需要", by=world.clerk)
    phase(world, "mobilization").end(by=world.clerk)
    with pytest.raises(NotAllowed, match="已结束"):
        plan(world, title="再来一次")
    with pytest.raises(NotAllowed, match="已结束"):
        planned_activities.take_up(
            PlannedActivity.objects.select_related("phase__campaign").get(), by=world.clerk
        )


def test_a_late_one_is_late_at_home_and_on_the_page_of_the_office(running):
    world = running
    row = plan(world)
    on_the_day, a_day_later = at(DAY, 23, 59), at(DAY + timedelta(days=1), 0, 1)
    said = []
    for instant in (on_the_day, a_day_later):
        with clock.at(instant):
            [entry] = of_home(world.member)
            page = get("clerk", "mobilization", "spring")
            line = page.xpath(f"//li[.//*[@data-thing='plannedactivity:{row.pk}']]")[0]
            said.append((entry.due_on, "逾期" in text(line), row.is_late))
    assert said == [(DAY, False, False), (DAY, True, True)]
    assert of_home(world.head) == []


def test_the_owner_finds_the_campaign_without_any_role(running):
    world = running
    assert not Campaign.objects.visible_to(world.employee).exists()
    row = plan(world, department=None, owner=world.employee, title="编发简报", kind="brief")
    page = get("employee", "planned_activity", "spring", row.pk)
    assert len(page.xpath("//form[@data-act='do_activity']")) == 1
    other = plan(world, title="别人的事")
    assert visit("employee").get(other.get_absolute_url()).status_code == 404


def test_another_day_and_another_owner(running):
    world = running
    row = plan(world)
    fields = {"planned_on": "2026-03-04", "owner": world.head.pk}
    post("clerk", "change_activity", "spring", row.pk, **fields)
    row.refresh_from_db()
    assert (row.planned_on, row.owner.account) == (date(2026, 3, 4), "head")
    told = Notification.objects.filter(kind="activity_asked").values_list("recipient__account")
    assert {account for [account] in told} == {"member", "head"}


def test_one_click_urges_everybody_who_is_waited_for(running):
    world = running
    plan(world)
    plan(world, department=world.departments["SERVICE"], owner=world.service_head)
    page = get("clerk", "campaign", "spring")
    assert len(page.xpath("//form[@data-act='urge_phase']")) == 1
    with clock.at(at(DAY)):
        sent = post("clerk", "urge_phase", "spring", 1)
        assert "已发出2条催办通知。" in text(sent.page.xpath("//body")[0])
        sent = post("clerk", "urge_phase", "spring", 1)
        assert "今日已催办过，不再重复发送。" in text(sent.page.xpath("//body")[0])
    with clock.at(at(DAY + timedelta(days=1))):
        post("clerk", "urge_phase", "spring", 1)
    told = Notification.objects.filter(kind="activity_urged").values_list("recipient__account")
    assert sorted(account for [account] in told) == [
        "member", "member", "service_head", "service_head",
    ]  # fmt: skip
    assert Event.objects.filter(kind="phase.urged").count() == 2


def test_what_is_done_is_not_urged(running):
    world = running
    planned_activities.do(plan(world, needs_evidence=False), by=world.member, on=DAY)
    post("clerk", "urge_phase", "spring", 1)
    assert not Notification.objects.filter(kind="activity_urged").exists()


def test_the_pages_cost_the_same_for_three_as_for_one(running):
    world = running
    spent = []
    for number in (1, 3):
        while PlannedActivity.objects.count() < number:
            plan(world, title=f"活动{PlannedActivity.objects.count()}")
        spent.append(
            (
                queries_of(
                    visit("clerk"), "/campaigns/spring/mobilization/", "planned/", number + 1
                ),
                queries_of(visit("member"), "/", 'data-status="planned"', number),
            )
        )
    assert spent[0] == spent[1]


def test_things_are_named_on_the_page(running):
    row = plan(running, planned_on=date(2099, 1, 1))
    page = get("head", "mobilization", "spring")
    assert things(page, "plannedactivity") == [(f"plannedactivity:{row.pk}", "planned")]
