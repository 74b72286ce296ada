"""Home: everything that waits for a person, the most urgent first, across all campaigns."""

from datetime import date, timedelta

import pytest

from campaigns import circulating, division, handing_over, launch, returns, review
from campaigns.audience import To
from campaigns.models import Campaign, Phase, SelfCheck
from organization import clock
from organization.models import Department
from organization.models.role import grant
from organization.waiting import Entry, grouped, waiting
from rectification.models import Task
from tests.signed_in import at_browser, cost, text_of, things
from tests.visiting import get, visit
from tests.world import (
    DAY,
    accept_all,
    at,
    fill,
    full_world,
    make_task,
    phase,
    start,
    submit,
)

NO = {"_2": {"result": "no", "text": "资料不全"}}


def kinds(person) -> list[str]:
    return [entry.kind for entry in waiting(person)]


def titles(person) -> list[str]:
    return [entry.title for entry in waiting(person)]


def entry(person, kind: str) -> Entry:
    [found] = [one for one in waiting(person) if one.kind == kind]
    return found


def home(account: str, **query):
    return at_browser(account).get("/", query)


def test_a_sheet_waits_for_the_head_and_says_how_much_is_left(world):
    start(world)
    found = entry(world.head, "fill")
    assert found.title == "填报自查表：还差3项"
    assert (found.why, found.act) == ("需填3项，已填0项", "开始填报")
    assert (found.due_on, found.campaign) == (date(2026, 3, 6), "春季专项自查")
    assert (kinds(world.member), kinds(world.stranger)) == ([], [])
    fill(world)
    assert titles(world.head) == ["自查表已填完，请提交"]
    submit(world)
    assert titles(world.head) == []


def test_a_sheet_whose_phase_is_not_open_says_so(world):
    launch.launch(world.campaign, by=world.clerk)
    found = entry(world.head, "fill")
    assert (found.why, found.act) == ("自查阶段尚未开启", "查看")


def test_items_sent_back_wait_with_their_numbers_and_reasons(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    answers = sheet.answers.filter(item__no__in=(1, 3))
    with clock.at(at(DAY)):
        returns.send_back(
            sheet,
            answers,
            reason="no_evidence",
            note="请补充",
            due_on=date(2026, 3, 12),
            by=world.clerk,
        )
    found = entry(world.head, "redo")
    assert found.title == "退回重查2项：第1项、第3项"
    assert (found.why, found.act, found.returned) == ("退回原因：无佐证", "重查2项", True)
    assert found.due_on == date(2026, 3, 12)


def test_items_handed_over_wait_until_they_are_answered(world):
    start(world)
    for no in (1, 3):
        handing_over.hand_over(world.sheet(), world.item(no), world.member, by=world.head)
    found = entry(world.member, "fill_handed")
    assert found.title == "填报转办的2项：第1项、第3项"
    assert found.why == "由销售部负责人转办"
    assert entry(world.head, "fill").why == "需填3项，已填0项，转办2项"
    fill_handed(world, 1)
    assert entry(world.member, "fill_handed").title == "填报转办的1项：第3项"
    handing_over.take_back(world.sheet(), world.item(3), by=world.head)
    assert kinds(world.member) == []


def fill_handed(world, no: int) -> None:
    from campaigns import filling

    draft = filling.Draft(0, {"result": "ok", "methods": "查阅资料"})
    filling.save_answer(world.sheet(), world.item(no), draft, by=world.member)


def test_a_document_waits_for_whoever_has_not_signed_it(world):
    start(world)
    circulating.send_round(
        world.campaign,
        To(people=[world.employee, world.member]),
        by=world.clerk,
        title="自查通知",
        organiser="监督室",
        on=date(2026, 3, 3),
    )
    found = entry(world.employee, "sign")
    assert (found.title, found.why) == ("签阅《自查通知》", "监督室传达")
    assert found.due_on == date(2026, 3, 3)
    world.employee.receipts.get().sign("旁观部员工", by=world.employee)
    assert (kinds(world.employee), kinds(world.member)) == ([], ["sign"])


def test_the_office_sees_what_to_launch_open_end_and_review(world):
    assert titles(world.clerk) == ["发起专项活动"]
    launch.launch(world.campaign, by=world.clerk)
    with clock.at(at(DAY)):
        assert titles(world.clerk) == ["开启“宣传发动”阶段", "开启“深入自查”阶段"]
        phase(world, "mobilization").begin(by=world.clerk)
        phase(world, "self_check").begin(by=world.clerk)
        assert titles(world.clerk) == []
    world.campaign = Campaign.objects.get()
    submit(world, "SALES")
    with clock.at(at(DAY)):
        assert titles(world.clerk) == ["审核自查表：1张待审核"]
        assert entry(world.clerk, "review").thing == f"selfcheck:{world.sheet().pk}"
        submit(world, "SERVICE")
        assert entry(world.clerk, "review").why == "销售部、服务部"
    with clock.at(at(date(2026, 3, 9))):
        assert "结束“深入自查”阶段" in titles(world.clerk)
    assert kinds(world.inspector) == []


def test_items_from_records_wait_in_the_analysis_phase(world):
    start(world)
    with clock.at(at(DAY)):
        assert "records" not in kinds(world.clerk)
        phase(world, "analysis").begin(by=world.clerk)
        assert entry(world.clerk, "records").title == "填写系统取数项点1项"
        review.answer_from_records(world.item(4), "ok", "台账", by=world.clerk)
        assert "records" not in kinds(world.clerk)


def test_findings_wait_to_be_established_and_then_to_be_put_right(world):
    from findings.consolidation import report_finding

    start(world)
    sheet = submit(world, **NO)
    accept_all(world)
    finding = report_finding(
        world.campaign, list(sheet.answers.filter(result="no")), by=world.clerk
    )
    assert entry(world.clerk, "confirm").title == "认定问题：1个待认定"
    finding.confirm(by=world.clerk)
    assert entry(world.clerk, "plan").why == "问题1号"
    assert "confirm" not in kinds(world.clerk)
    make_task(world, finding=finding)
    assert "plan" not in kinds(world.clerk)


def test_a_task_waits_for_the_head_and_whoever_answers_for_it(world):
    full_world(world)
    assert titles(world.head) == ["整改任务待启动：补齐示例资料"]
    assert entry(world.head, "task").why == "销售部填报人负责；问题1号，已完成0%"
    assert entry(world.member, "task").why == "您是责任人；问题1号，已完成0%"
    assert "task" not in kinds(world.service_head)
    world.task.report_progress("做了一半", 50, by=world.member)
    assert titles(world.head) == ["报整改进展：补齐示例资料"]


def test_a_submitted_task_waits_for_other_eyes_only(world):
    full_world(world)
    grant(world.head, "inspector", world.campaign, by=None)
    world.task.report_progress("已补齐", 100, by=world.member)
    world.task.submit(by=world.member)
    assert entry(world.inspector, "accept").title == "验收整改任务：1件待验收"
    assert "accept" in kinds(world.clerk)
    assert kinds(world.head) == []
    assert kinds(world.leader) == []


def test_nothing_of_a_closed_campaign_waits(world):
    full_world(world)
    Campaign.objects.update(status="closed")
    assert [kinds(getattr(world, name)) for name in ("clerk", "inspector", "head", "member")] == [
        [],
        [],
        [],
        [],
    ]


def test_taking_a_role_away_takes_the_waiting_away(world):
    from organization.models.role import revoke

    start(world)
    assert kinds(world.head) == ["fill"]
    revoke(world.head, "head", world.departments["SALES"], by=world.admin)
    assert kinds(world.head) == []


def test_the_most_urgent_comes_first_across_campaigns(world):
    full_world(world)
    more_tasks(world, 5)
    second_campaign(world)
    dates = [found.due_on for found in waiting(world.head)]
    assert dates == sorted(dates)
    assert len({found.campaign for found in waiting(world.head)}) == 2


def second_campaign(world) -> SelfCheck:
    """Another running campaign with an empty sheet of 销售部, due on 4 March."""
    other = Campaign.objects.create(
        code="second",
        title="第二个活动",
        kind="supervision",
        status="running",
        organisation=world.departments["CO"],
        organisation_name="示例公司",
        organisation_short="示例公司",
        office=world.departments["OFFICE"],
        subject="文件",
        created_by=world.clerk,
    )
    Phase.objects.create(
        campaign=other,
        order=1,
        key="self_check",
        name="自查",
        opens=["self_check"],
        starts_on=DAY,
        ends_on=DAY,
        status="open",
    )
    sales = world.departments["SALES"]
    return SelfCheck.objects.create(
        campaign=other, department=sales, total=2, due_on=DAY + timedelta(days=2)
    )


def test_entries_are_grouped_by_how_near_they_are():
    days = {None: "open", -1: "late", 0: "today", 1: "soon", 3: "soon", 4: "later"}
    entries = [
        Entry(key, "/", None if n is None else DAY + timedelta(days=n), "x", "", "")
        for n, key in days.items()
    ]
    groups = grouped(entries, DAY)
    assert {g.key: {e.title for e in g.entries} for g in groups} == {
        key: {key} for key in ("late", "today", "soon", "later", "open")
    }
    assert [g.key for g in groups] == ["late", "today", "soon", "later", "open"]


def test_the_page_shows_groups_lights_and_one_filled_button(world):
    full_world(world)
    with clock.at(at(date(2026, 3, 23))):
        page = home("head")
    assert things(page, "task") == [(str(world.task.pk), "assigned")]
    text = text_of(page)
    assert "已逾期 1件" in text
    assert "逾期 1个工作日 应于3月20日前" in text
    assert page.content.decode().count("btn-primary") == 1


@pytest.mark.parametrize(
    ("day", "says"),
    [(13, "剩5个工作日"), (17, "临期 剩3个工作日"), (20, "今天到期 3月20日前")],
)
def test_the_light_says_how_many_working_days_are_left(world, day, says):
    full_world(world)
    with clock.at(at(date(2026, 3, day))):
        assert says.replace(" ", "") in text_of(home("head")).replace(" ", "")


def test_what_was_done_is_listed_and_signing_in_is_not(world):
    start(world)
    submit(world)
    page = home("head", bin="done")
    assert "提交自查表 销售部自查表" in text_of(page)
    assert "登录" not in text_of(page)
    assert all(status == "ok" for _pk, status in things(page, "event"))
    assert "还没有办理过事项" in text_of(home("service_head", bin="done"))


def test_an_empty_home_says_what_to_do_next(world):
    with clock.at(at()):
        assert "去部门与人员" in text_of(home("admin"))
    assert "去操作日志" in text_of(home("auditor"))
    assert "去看通知" in text_of(home("employee"))


def test_the_tabs_count_what_lies_in_them(world):
    full_world(world)
    bins = home("head").content.decode()
    assert "待办 <b>1</b>" in bins and "待阅 <b>3</b>" in bins and "已阅 <b>0</b>" in bins


def test_the_tabs_stop_counting_where_nobody_reads_the_number(world, monkeypatch):
    full_world(world)
    monkeypatch.setattr("organization.bins.MANY", 2)
    tabs = home("head").content.decode()
    assert "待阅 <b>2+</b>" in tabs and "已阅 <b>0</b>" in tabs


def submitted_tasks(world, number: int) -> None:
    """`number` more tasks of 销售部, submitted."""
    tasks = more_tasks(world, number)
    keys = [task.pk for task in tasks]
    Task.objects.filter(pk__in=keys).update(status="submitted", submitted_by=world.member)


def more_tasks(world, number: int) -> list[Task]:
    """`number` more tasks of 销售部, due on the days from DAY on."""
    return Task.objects.bulk_create(
        Task(
            campaign=world.campaign,
            measure=world.task.measure,
            department=world.departments["SALES"],
            responsible=world.member,
            title=f"任务{day}",
            due_on=DAY + timedelta(days=day),
            first_due_on=DAY,
        )
        for day in range(number)
    )


def more_sheets(world, number: int) -> None:
    """`number` more departments whose head is the head of 销售部, each with a sheet."""
    for order in range(number):
        department = Department.objects.create(
            code=f"D{order}", name=f"部门{order}", parent=world.departments["CO"]
        )
        grant(world.head, "head", department, by=None)
        SelfCheck.objects.create(
            campaign=world.campaign, department=department, total=3, due_on=DAY
        )


def test_thirty_tasks_cost_what_one_costs(world):
    full_world(world)
    head = at_browser("head")
    assert len(things(head.get("/"), "task")) == 1
    once = cost(head, "/")
    more_tasks(world, 29)
    assert len(things(head.get("/"), "task")) == 30
    assert (cost(head, "/"), once <= MOST) == (once, True)


def test_thirty_acceptances_cost_what_one_costs(world):
    full_world(world)
    clerk = at_browser("clerk")
    submitted_tasks(world, 1)
    assert "1件待验收" in text_of(clerk.get("/"))
    once = cost(clerk, "/")
    submitted_tasks(world, 29)
    assert "30件待验收" in text_of(clerk.get("/"))
    assert (cost(clerk, "/"), once <= MOST) == (once, True)


def test_thirty_sheets_cost_what_one_costs(world):
    start(world)
    head = at_browser("head")
    assert len(things(head.get("/"), "selfcheck")) == 1
    once = cost(head, "/")
    more_sheets(world, 29)
    assert len(things(head.get("/"), "selfcheck")) == 30
    assert (cost(head, "/"), once <= MOST) == (once, True)


MOST = 53


def test_what_was_announced_to_the_staff_is_found_from_the_home_page(world):
    """An employee without any part in the campaign finds who leads and who answers for what."""
    launch.launch(world.campaign, by=world.clerk)
    for who in ("employee", "clerk"):
        assert get(who, "home").xpath("//*[@id='announced']") == []
    division.announce(world.campaign, by=world.clerk)
    card = get("employee", "home").get_element_by_id("announced")
    [link] = card.xpath(".//a/@href")
    assert link == "/campaigns/spring/leadership/"
    assert visit("employee").get(link).status_code == 200
    assert get("auditor", "home").xpath("//*[@id='announced']") == []
