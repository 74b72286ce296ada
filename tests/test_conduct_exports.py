"""行风台账 as worksheets: what the page shows by its filters, under official column names."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from findings import partners, zero_tolerance
from findings.models import ListWord, Partner
from organization import clock
from organization.models import Event
from organization.named_kinds import kinds_of
from rectification import cards, commitments
from tests import evaluating
from tests.stage import staged
from tests.visiting import get, visit
from tests.world import DAY, at, full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    with clock.at(at(DAY)):
        yield world


def sheet(account: str, name: str, query: str = "") -> tuple[list, list[dict]]:
    """The head and the rows of a worksheet as this person gets it."""
    answer = visit(account).get(reverse(name, args=["spring"]) + query)
    assert answer.status_code == 200
    head, *rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    return list(head), [dict(zip(head, row, strict=True)) for row in rows]


def two_faults(world) -> None:
    """One of 销售部, answered; one of 服务部."""
    of = ListWord.objects.create(campaign=world.campaign, kind="fault_class", name="服务态度")
    for code, words in (("SALES", "答复生硬"), ("SERVICE", "=未挂工号牌")):
        told = {"on": DAY, "text": words, "came_from": "complaint"}
        zero_tolerance.open_record(
            world.campaign, of, world.departments[code], by=world.clerk, **told
        )
    fault = world.campaign.service_faults.get(number=1)
    zero_tolerance.answer(fault, text="已当面致歉", post="营业班长", by=world.head)


def test_the_register_of_faults(world):
    two_faults(world)
    head, rows = sheet("clerk", "faults_export")
    assert head == [
        *("序号", "发生日期", "问题类别", "发生场所", "责任部门", "来源", "问题描述"),
        *("责任人（岗位）", "整改时限", "整改情况", "处理结果", "状态"),
    ]
    assert [row["序号"] for row in rows] == [2, 1]
    assert rows[1]["整改情况"] == "已当面致歉"
    assert rows[1]["发生日期"].date() == DAY
    assert rows[0]["问题描述"] == "'=未挂工号牌"  # no formula
    assert Event.objects.filter(kind="campaign.faults_exported").count() == 1


def test_the_filters_of_the_page_hold_and_a_department_gets_its_own(world):
    two_faults(world)
    _head, rows = sheet("clerk", "faults_export", "?state=open")
    assert [row["责任部门"] for row in rows] == ["服务部"]
    _head, rows = sheet("head", "faults_export")
    assert [row["责任部门"] for row in rows] == ["销售部"]


def test_the_button_keeps_the_filters(world):
    two_faults(world)
    page = get("clerk", "faults", "spring", query="?state=open")
    [link] = page.xpath("//a[contains(@href, '/export/')]/@href")
    assert link == reverse("faults_export", args=["spring"]) + "?state=open"


def test_the_register_of_partners(world):
    for name in ("甲公司", "乙公司"):
        partners.enter(world.campaign, next(iter(kinds_of("partner_kinds"))), name, by=world.clerk)
    partners.end(Partner.objects.get(name="乙公司"), "合同到期", by=world.clerk)
    head, rows = sheet("leader", "partners_export")
    assert head[:3] == ["序号", "合作方类别", "合作方名称"]
    assert [(row["合作方名称"], row["状态"]) for row in rows] == [("甲公司", "合作中")]
    _head, rows = sheet("clerk", "partners_export", "?shelf=ended")
    assert [(row["合作方名称"], row["终止原因"]) for row in rows] == [("乙公司", "合同到期")]


def test_the_register_of_commitments_counts_the_span_of_the_page(world):
    promise = commitments.publish(
        world.campaign, "time_limit", world.departments["SALES"], by=world.clerk,
        title="障碍修复", text="障碍24小时修复", hours=24,
        published_on=date(2026, 1, 1), published_where="营业厅",
    )  # fmt: skip
    february = (date(2026, 2, 1), date(2026, 2, 28))
    commitments.add_total(promise, *february, accepted=8, on_time=6, by=world.head)
    [row] = sheet("head", "commitments_export")[1]
    assert (row["承诺事项"], row["办理件数"], row["按时办结率（%）"]) == ("障碍修复", 0, None)
    [row] = sheet("head", "commitments_export", "?span=last")[1]
    assert (row["办理件数"], row["按时办结件数"], row["按时办结率（%）"]) == (8, 6, 75)
    assert row["统计起始日期"].date() == date(2026, 2, 1)
    assert sheet("service_head", "commitments_export")[1] == []


def test_the_register_of_cards(world):
    card = cards.give(
        world.campaign, "yellow", world.departments["SALES"], by=world.clerk, reason="多次逾期",
        follows="warning",
    )  # fmt: skip
    [row] = sheet("leader", "cards_export")[1]
    assert (row["序号"], row["发牌对象"], row["发牌事由"]) == (card.no, "销售部", "多次逾期")
    assert row["状态"] == "生效中"
    assert sheet("leader", "cards_export", "?shelf=red")[1] == []
    assert sheet("service_head", "cards_export")[1] == []


def test_the_roll_of_evaluators(world):
    evaluating.appointed(world)
    head, rows = sheet("inspector", "evaluators_export")
    assert head[:4] == ["聘书编号", "行评代表", "所在单位", "类别"]
    assert [row["状态"] for row in rows] == ["在聘"]
