"""发起前校核: every condition names what is missing, and the launch waits for it."""

from datetime import date

import pytest

from campaigns import launch, layers
from campaigns.breakdown import assign_to_all, scope_items
from campaigns.models import Campaign, Checklist, Participation, Phase
from campaigns.preflight import preflight, remarks
from organization import clock
from organization.models import NotAllowed, Person
from organization.models.role import revoke
from tests.visiting import get, things
from tests.world import at, phase


def texts(campaign) -> list[str]:
    return [reason.text for reason in preflight(campaign)]


def remarked(world) -> list[str]:
    """What is to be looked at a week before the first day."""
    with clock.at(at(date(2026, 2, 16))):
        return [reason.text for reason in remarks(world.campaign)]


def test_nothing_is_missing_in_the_small_world(world):
    assert preflight(world.campaign) == []


def test_a_basis_document_is_asked_for(world):
    world.campaign.basis_documents.all().delete()
    assert texts(world.campaign) == ["尚未列出依据文件。"]


def test_the_basis_documents_of_the_checklist_are_proposed(world):
    world.campaign.basis_documents.all().delete()
    names = ["《示例办法》第三条、《关于转发〈示例细则〉的通知》", "", "《示例办法》", "示例规程"]
    for no, name in enumerate(names, start=1):
        world.campaign.checklist.items.filter(no=no).update(basis=name)
    assert texts(world.campaign) == [
        "尚未列出依据文件。检查表所列的依据文件已预填在表单中，请核对后保存。"
    ]
    page = get("clerk", "setup", world.campaign.code)
    (field,) = page.xpath("//textarea[@name='basis']")
    lines = ["《示例办法》", "《关于转发〈示例细则〉的通知》", "示例规程"]
    assert field.text.strip().splitlines() == lines
    assert page.xpath("//details[@data-part='basis']/@open") == [""]
    assert not world.campaign.basis_documents.exists()  # until the office has saved them


def test_phases_are_asked_for(world):
    world.campaign.phases.all().delete()
    assert texts(world.campaign) == ["尚未安排阶段。"]


def test_a_phase_for_filling_is_asked_for(world):
    phase(world, "self_check").delete()
    assert texts(world.campaign) == ["尚未安排部门自查的阶段。"]


def test_two_phases_may_share_a_day_but_not_two(world):
    row = phase(world, "mobilization")
    assert row.ends_on == phase(world, "self_check").starts_on
    row.ends_on = date(2026, 3, 3)
    row.save()
    assert texts(world.campaign) == ["“宣传发动”与“深入自查”重叠超过一天。"]


def test_phases_follow_each_other(world):
    row = phase(world, "analysis")
    row.starts_on, row.ends_on = date(2026, 2, 1), date(2026, 2, 2)
    row.save()
    assert texts(world.campaign) == ["“分析梳理”早于“深入自查”开始。"]


def test_departments_and_a_checklist_are_asked_for(world):
    world.campaign.participations.all().delete()
    Checklist.objects.filter(campaign=world.campaign).delete()
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    assert texts(campaign) == ["尚未选定参加部门。", "尚未选定检查表。"]


def test_a_department_without_a_head_is_named(world):
    revoke(world.head, "head", world.departments["SALES"], by=world.admin)
    [reason] = preflight(world.campaign)
    assert reason.text == "销售部没有负责人。"
    assert (reason.thing, reason.pk) == (
        "organization.department",
        world.departments["SALES"].pk,
    )


def test_a_head_whose_account_was_closed_is_no_head(world):
    head = world.head
    head.is_active = False
    head.save()
    assert texts(world.campaign) == ["销售部没有负责人。"]


def test_an_item_without_a_department_is_named(world):
    world.item(2).scopes.all().delete()
    assert texts(world.campaign) == ["第2项没有责任部门。"]


def test_an_item_from_records_needs_no_department(world):
    assert world.item(4).from_records
    assert not world.item(4).scopes.exists()
    assert preflight(world.campaign) == []


def test_an_item_of_a_department_that_does_not_take_part_is_named(world):
    launch.scope_item(world.item(1), [world.departments["SALES"], world.departments["OTHER"]])
    assert texts(world.campaign) == ["第1项的责任部门旁观部未参加本次活动。"]


def test_a_department_without_an_item_is_named(world):
    Participation.objects.create(campaign=world.campaign, department=world.departments["OTHER"])
    assert texts(world.campaign) == ["旁观部没有分到项点，请分配项点，或在活动安排中将其移出。"]


def test_an_item_for_all_departments_leaves_nobody_idle(world):
    Participation.objects.create(campaign=world.campaign, department=world.departments["OTHER"])
    assign_to_all(world.item(3))
    assert preflight(world.campaign) == []


def test_every_reason_leads_somewhere(world):
    Participation.objects.create(campaign=world.campaign, department=world.departments["OTHER"])
    world.item(2).scopes.all().delete()
    world.campaign.basis_documents.all().delete()
    urls = [reason.url for reason in preflight(world.campaign)]
    assert urls == [
        "/campaigns/spring/setup/#part-basis",
        "/campaigns/spring/breakdown/2/",
        "/campaigns/spring/breakdown/",
    ]


def test_the_launch_waits_for_what_is_missing_and_changes_nothing(world):
    world.item(2).scopes.all().delete()
    with pytest.raises(NotAllowed) as refused:
        launch.launch(world.campaign, by=world.clerk)
    assert [reason.text for reason in refused.value.reasons] == ["第2项没有责任部门。"]
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    assert campaign.status == "draft"
    assert campaign.checklist.frozen_at is None
    assert campaign.selfchecks.count() == 0


def test_remarks_do_not_stop_the_launch(world):
    world.campaign.addressee = ""
    world.campaign.save()
    row = phase(world, "analysis")
    row.ends_on = date(2026, 3, 14)
    row.save()
    assert remarked(world) == [
        "尚未填写报告主送单位。",
        "“分析梳理”阶段3月14日到期，当日为周末，不是工作日；下一个工作日为3月16日。",
    ]
    assert preflight(world.campaign) == []


def test_a_head_without_an_address_is_named_with_the_way_to_the_card(world):
    Person.objects.filter(account="head").update(email="")
    with clock.at(at(date(2026, 2, 16))):
        [remark] = remarks(world.campaign)
    assert remark.text == "销售部负责人（销售部）没有登记邮箱，只能登录后看到通知。"
    assert remark.url == f"/directory/people/{world.head.pk}/"


def test_items_without_a_clause_are_named_and_shown_on_one_page(world):
    world.campaign.checklist.items.filter(no__in=(2, 3, 4)).update(rule="")
    with clock.at(at(date(2026, 2, 16))):
        [remark] = remarks(world.campaign)
    assert remark.text == "2个项点没有依据条款：第2、3项"  # item 4 is from records
    page = get("clerk", "campaign_checklist", "spring", query="?show=uncited")
    assert remark.url == "/campaigns/spring/checklist/?show=uncited"
    assert len(things(page, "checkitem")) == 2


def test_a_phase_that_would_be_over_at_the_launch_is_named(world):
    with clock.at(at(date(2026, 3, 7))):
        texts_now = [reason.text for reason in remarks(world.campaign)]
    assert texts_now == ["“宣传发动”阶段的日期已过。", "“深入自查”阶段的日期已过。"]


def days_off_told(campaign, on=date(2026, 2, 10)):
    with clock.at(on):
        return [remark for remark in remarks(campaign) if "不是工作日" in remark.text]


def a_level(world, due_on):
    return layers.plan_level(
        world.campaign, [], by=world.clerk, name="部门员工", audience="employee", due_on=due_on
    )


def test_a_level_that_is_due_on_a_day_off_is_named(world):
    level = a_level(world, date(2026, 3, 8))
    [remark] = days_off_told(world.campaign)
    assert remark.text == (
        "“部门员工”层级自查3月8日到期，当日为周末，不是工作日；下一个工作日为3月9日。"
    )
    assert remark.url == level.get_absolute_url()


def test_a_deadline_on_a_holiday_is_named_with_the_holiday(world):
    last = world.campaign.phases.last()
    Phase.objects.filter(pk=last.pk).update(ends_on=date(2026, 10, 1))
    [remark] = days_off_told(world.campaign)
    assert "10月1日到期，当日为国庆节，不是工作日；下一个工作日为10月8日。" in remark.text
    assert remark.url.endswith("#part-phases")


def test_sheets_due_on_a_holiday_are_named_with_their_phase(world):
    filling = next(one for one in world.campaign.phases.all() if "self_check" in one.opens)
    Phase.objects.filter(pk=filling.pk).update(ends_on=date(2026, 4, 6))
    [remark] = days_off_told(world.campaign)
    assert remark.text.startswith("“深入自查”阶段（各部门自查表同日到期）4月6日到期，当日为清明节")


@pytest.mark.parametrize("worked", [date(2026, 2, 28), date(2026, 2, 14)], ids=str)
def test_a_saturday_that_is_worked_is_no_alarm(world, worked):
    a_level(world, worked)
    assert days_off_told(world.campaign) == []


def test_a_year_without_a_calendar_is_to_be_confirmed(world):
    a_level(world, date(2031, 3, 3))
    with clock.at(date(2026, 2, 10)):
        told = [remark.text for remark in remarks(world.campaign)]
    assert "2031年工作日历待确认：节假日安排公布后，按工作日计算的时限可能变动。" in told


def test_the_number_of_queries_does_not_follow_the_departments(
    world, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as before:
        preflight(world.campaign)
    with django_assert_max_num_queries(20) as remarks_before:
        remarks(world.campaign)
    for code in ("OTHER", "OFFICE"):
        Participation.objects.create(campaign=world.campaign, department=world.departments[code])
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    with django_assert_num_queries(len(before) + 1):  # the checklist of the fresh object
        assert len(preflight(campaign)) == 3
    Person.objects.update(email="")
    with django_assert_num_queries(len(remarks_before)):
        remarks(campaign)


def test_scope_items_refuses_strangers_and_items_from_records(world):
    other = world.departments["OTHER"]
    with pytest.raises(NotAllowed, match="旁观部"):
        scope_items(world.campaign, [world.item(1)], [other], by=world.clerk)
    with pytest.raises(NotAllowed, match="系统取数"):
        scope_items(world.campaign, [world.item(4)], None, by=world.clerk)
