"""制度清单, 反馈渠道, 场所, 政务公开栏: kept by the office, read by whom they are for."""

import pytest

from campaigns import launch, mobilizing, registers
from campaigns.models import BasisDocument, FeedbackChannel, NoticeBoard, Site, Standard
from findings.models import Finding
from organization.models import NotAllowed
from tests.counting import queries_of
from tests.visiting import get, post, text, things, visit
from tests.world import DAY, full_world, phase

BOARD = "/campaigns/spring/board/"


@pytest.fixture
def running(world):
    launch.launch(world.campaign, by=world.clerk)
    return world


def put_up(world, *sections, is_up=True) -> NoticeBoard:
    fields = {"text": "严禁泄露客户信息。", "sections": sections, "is_up": is_up}
    return registers.put_up(world.campaign, by=world.clerk, **fields)


def test_the_office_adds_a_rule_and_takes_it_off(running):
    form = {"title": "《示例实施细则》", "role": "internal", "report_group": "制度现状"}
    post("clerk", "rules", "spring", **form)
    rule = BasisDocument.objects.get(role="internal")
    assert (rule.title, rule.report_group, rule.order) == ("《示例实施细则》", "制度现状", 2)
    shown = things(get("head", "rules", "spring"), "basisdocument")
    assert shown[0] == (f"basisdocument:{rule.pk}", "internal")
    post("clerk", "remove_rule", "spring", rule.pk)
    assert not BasisDocument.objects.filter(role="internal").exists()


def test_the_basis_is_not_taken_off_the_register(running):
    basis = BasisDocument.objects.get(role="basis")
    post("clerk", "remove_rule", "spring", basis.pk, status=409)
    assert BasisDocument.objects.filter(pk=basis.pk).exists()


BREACH = {"breach": "未经批准查询客户信息", "judged_by": "无审批记录", "penalty": "通报批评"}


def test_a_standard_says_what_is_a_breach_and_what_follows_for_which_items(running):
    post("clerk", "standards", "spring", points="2", numbers="1，3-4", **BREACH)
    [standard] = Standard.objects.all()
    assert (standard.points, [item.no for item in standard.items.order_by("no")]) == (2, [1, 3, 4])
    said = text(get("member", "standards", "spring").xpath("//main")[0])
    assert "未经批准查询客户信息 无审批记录 通报批评 2 1、3、4" in said
    sent = post("clerk", "standards", "spring", status=422, **BREACH)
    assert "该情形已在清单中。" in text(sent.page.xpath("//form[@data-act='add_standard']")[0])
    post("clerk", "remove_standard", "spring", standard.pk)
    assert not Standard.objects.exists()


@pytest.mark.parametrize(
    ("numbers", "said"), [("9", "检查表中没有第9项。"), ("一", "“一”不是序号。")]
)
def test_a_standard_names_items_that_there_are(running, numbers, said):
    sent = post("clerk", "standards", "spring", status=422, numbers=numbers, **BREACH)
    assert said in text(sent.page.xpath("//form[@data-act='add_standard']")[0])
    assert not Standard.objects.exists()


def test_who_records_a_result_reads_the_standards_of_the_items(world):
    full_world(world)
    finding = Finding.objects.get()
    involved = finding.items.first()
    other = world.item(4)
    for breach, items in {"涉及": [involved], "不涉及": [other], "通用": []}.items():
        registers.add_standard(
            world.campaign, by=world.clerk, items=items,
            **{**BREACH, "breach": breach},
        )  # fmt: skip
    said = text(get("clerk", "add_consequence", "spring", finding.number).xpath("//main")[0])
    assert ("“涉及”：通报批评" in said, "“通用”：通报批评" in said) == (True, True)
    assert "“不涉及”" not in said


def test_a_channel_stands_in_the_list_once(running):
    form = {"kind": "phone", "contact": "0931-8888888"}
    form["department"] = running.departments["SERVICE"].pk
    post("clerk", "channels", "spring", **form)
    sent = post("clerk", "channels", "spring", status=422, **form)
    assert "该渠道已在清单中。" in text(sent.page.xpath("//form[@data-act='add_channel']")[0])
    [channel] = FeedbackChannel.objects.all()
    assert "0931-8888888" in text(get("member", "channels", "spring").xpath("//main")[0])
    post("clerk", "remove_channel", "spring", channel.pk)
    assert not FeedbackChannel.objects.exists()


def test_a_channel_names_who_handles_and_who_is_responsible(running):
    """Handling and answering for it are two departments (处理部门, 责任部门)."""
    parts = running.departments
    form = {"kind": "phone", "contact": "0931-8888888", "department": parts["SERVICE"].pk}
    post("clerk", "channels", "spring", responsible=parts["SALES"].pk, **form)
    said = text(get("member", "channels", "spring").xpath("//main")[0])
    assert f"处理部门：{parts['SERVICE'].name} · 责任部门：{parts['SALES'].name}" in said
    form["contact"] = "0931-7777777"
    post("clerk", "channels", "spring", responsible="", **form)
    assert FeedbackChannel.objects.get(contact="0931-7777777").responsible is None


def test_sites_come_as_a_list_each_once(running):
    form = {"department": running.departments["SALES"].pk, "kind": "partner"}
    form["names"] = "一号 营业厅\n\n二号营业厅\n二号营业厅"
    sent = post("clerk", "sites", "spring", **form)
    assert "新增2处场所。" in text(sent.page.xpath("//body")[0])
    sent = post("clerk", "sites", "spring", **form)
    assert "新增0处场所。" in text(sent.page.xpath("//body")[0])
    assert list(Site.objects.values_list("name", "kind")) == [
        ("一号 营业厅", "partner"), ("二号营业厅", "partner"),
    ]  # fmt: skip


def test_a_department_sees_and_ticks_its_own_sites(running):
    world = running
    for code, name in (("SALES", "一号"), ("SERVICE", "二号")):
        fields = {"kind": "own", "department": world.departments[code], "by": world.clerk}
        registers.add_sites(world.campaign, [name], **fields)
    page = get("member", "note_publicity", "spring")
    assert [text(one) for one in page.xpath("//label[input[@name='sites']]")] == ["一号"]
    assert len(things(get("member", "sites", "spring"), "site")) == 1
    assert len(things(get("leader", "sites", "spring"), "site")) == 2


def test_a_site_that_was_used_stays(running):
    world = running
    fields = {"kind": "own", "department": world.departments["SALES"], "by": world.clerk}
    registers.add_sites(world.campaign, ["一号", "二号"], **fields)
    used, unused = Site.objects.all()
    mobilizing.note_activity(
        phase(world, "mobilization"), by=world.clerk, kind="publicity", on=DAY, title="海报",
        sites=[used],
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="保留"):
        registers.remove_site(used, by=world.clerk)
    registers.remove_site(unused, by=world.clerk)
    assert [one.name for one in Site.objects.all()] == ["一号"]


def test_all_staff_read_the_board_once_it_is_up(running):
    world = running
    statuses = {}
    for state in ("none", "down", "up"):
        if state != "none":
            put_up(world, "progress", is_up=state == "up")
        for account in ("leader", "employee", "auditor"):
            statuses[state, account] = visit(account).get(BOARD).status_code
    assert statuses == {
        ("none", "leader"): 200, ("none", "employee"): 404, ("none", "auditor"): 404,
        ("down", "leader"): 200, ("down", "employee"): 404, ("down", "auditor"): 404,
        ("up", "leader"): 200, ("up", "employee"): 200, ("up", "auditor"): 404,
    }  # fmt: skip
    page = get("employee", "board", "spring")
    assert "严禁泄露客户信息。" in text(page.xpath("//main")[0])
    assert "深入自查" in text(page.xpath("//main")[0])
    assert "/campaigns/spring/board/" in get("employee", "campaigns").xpath("//main//a/@href")


def test_only_chosen_sections_stand_on_the_board(running):
    world = running
    registers.add_channel(
        world.campaign, by=world.clerk, kind="phone", contact="0931-8888888",
        department=world.departments["SERVICE"],
    )  # fmt: skip
    for department in (None, world.departments["SALES"]):
        mobilizing.note_activity(
            phase(world, "mobilization"), by=world.clerk, kind="other", on=DAY, title="示例",
            department=department,
        )  # fmt: skip
    put_up(world, "channels")
    page = get("employee", "board", "spring")
    assert "0931-8888888" in text(page.xpath("//main")[0])
    assert things(page, "activity") == []
    put_up(world, "activities")
    page = get("employee", "board", "spring")
    assert "0931-8888888" not in text(page.xpath("//main")[0])
    assert len(things(page, "activity")) == 1  # what concerned the whole company


def test_results_are_numbers_for_all_and_names_for_whom_they_concern(world):
    full_world(world)
    put_up(world, "results")
    shown = {}
    for account in ("employee", "service_head", "head", "leader"):
        page = get(account, "board", "spring")
        [said] = page.xpath("//p[@data-found]")
        names = len(things(page, "finding"))
        shown[account] = (said.get("data-found"), said.get("data-closed"), names)
    assert shown == {
        "employee": ("1", "0", 0), "service_head": ("1", "0", 0),
        "head": ("1", "0", 1), "leader": ("1", "0", 1),
    }  # fmt: skip


def test_restricted_findings_are_not_counted_on_the_board(world):
    full_world(world)
    world.campaign.findings.update(restricted=True)
    put_up(world, "results")
    said = get("leader", "board", "spring").xpath("//p[@data-found]/@data-found")
    assert said == ["0"]


def test_the_office_puts_it_up_on_the_page(running):
    form = {"is_up": "on", "text": "公示内容", "sections": ["progress", "results"]}
    post("clerk", "put_up_board", "spring", **form)
    board = NoticeBoard.objects.get()
    assert (board.text, board.sections, board.is_up) == ("公示内容", ["progress", "results"], True)
    post("clerk", "put_up_board", "spring", text="改过", sections=["progress"])
    board.refresh_from_db()
    assert (board.text, board.is_up) == ("改过", False)


def test_a_closed_campaign_keeps_its_registers(running):
    world = running
    launch.close(world.campaign, by=world.clerk)
    form = {"kind": "phone", "contact": "1", "department": world.departments["SALES"].pk}
    post("clerk", "channels", "spring", status=409, **form)
    post("clerk", "rules", "spring", status=409, title="细则", role="internal")
    assert (FeedbackChannel.objects.count(), BasisDocument.objects.count()) == (0, 1)


def test_the_board_costs_the_same_for_three_rows_as_for_one(running):
    world = running
    put_up(world, "progress", "activities", "rules", "channels", "results")
    spent = []
    for number in (1, 3):
        while FeedbackChannel.objects.count() < number:
            registers.add_channel(
                world.campaign, by=world.clerk, kind="phone",
                contact=f"#{FeedbackChannel.objects.count()}",
                department=world.departments["SERVICE"],
            )  # fmt: skip
        spent.append(queries_of(visit("employee"), BOARD, "<b>#", number))
    assert spent[0] == spent[1]
