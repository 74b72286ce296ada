"""The ledger as a worksheet: the column order of the trade, nothing that computes."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from findings.models import Finding
from organization import clock
from organization.models import Event
from organization.registers import neutral, workbook
from rectification import planning
from rectification.models import Measure, Task
from tests.sheet_file import rows_of
from tests.stage import staged
from tests.visiting import visit
from tests.world import at, full_world

COLUMNS = """
    序号 问题编号 来源 方面／类别 依据（规定、条款） 具体问题 原因（主观、客观） 责任 整改类型
    整改目标 整改措施 责任领导 牵头部门 配合部门 责任人 整改时限 进展 完成率（%） 佐证材料 状态
    验收人／日期／结论 销号日期／编号 回头看结论 预警灯 备注
""".split()  # noqa: SIM905
NOW = at(date(2026, 3, 19))


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(NOW):
        yield scene()


def export(account: str, query: str = "") -> list[dict]:
    response = visit(account).get(f"/campaigns/spring/ledger/export/{query}")
    assert response.status_code == 200
    head, *rows = rows_of(response.content)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_columns_of_the_trade(world):
    response = visit("clerk").get("/campaigns/spring/ledger/export/")
    assert list(rows_of(response.content)[0]) == COLUMNS


def test_a_row_tells_the_whole_task(world):
    Task.objects.update(due_text="三月下旬", first_due_on=date(2026, 3, 10), leader="副总经理")
    Finding.objects.update(rule_clause="第三条", cause_objective="系统未上线")
    task = Task.objects.get()
    task.supports.add(world.departments["SERVICE"])
    task.report_progress("已补齐", 100, by=world.member)
    task.submit(by=world.head)
    planning.accept(Task.objects.get(), by=world.inspector, method="现场查看", text="属实")
    [row] = export("clerk")
    assert row == {
        "序号": 1,
        "问题编号": 1,
        "来源": "自查",
        "方面／类别": "示例类别",
        "依据（规定、条款）": "《示例管理办法》第三条\n齐全为符合；缺一为不符合",
        "具体问题": "资料不全",
        "原因（主观、客观）": "主观：重视不够\n客观：系统未上线",
        "责任": "销售部",
        "整改类型": "限期整改",
        "整改目标": None,
        "整改措施": "补齐示例资料",
        "责任领导": "副总经理",
        "牵头部门": "销售部",
        "配合部门": "服务部",
        "责任人": "销售部填报人",
        "整改时限": "2026年3月20日\n三月下旬\n原时限2026年3月10日",
        "进展": "2026年3月19日 已补齐",
        "完成率（%）": 100,
        "佐证材料": None,
        "状态": "已销号",
        "验收人／日期／结论": "检查组成员 2026年3月19日 通过 属实",
        "销号日期／编号": "2026年3月19日 SPRING-2026-001",
        "回头看结论": None,
        "预警灯": "按期完成",
        "备注": None,
    }


def test_the_file_has_a_chinese_name(world):
    response = visit("clerk").get("/campaigns/spring/ledger/export/")
    name = (
        "%E6%98%A5%E5%AD%A3%E4%B8%93%E9%A1%B9%E8%87%AA%E6%9F%A5%E6%95%B4%E6%94%B9%E5%8F%B0%E8%B4%A6"
    )
    assert response.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}.xlsx"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.filter(kind="campaign.ledger_exported").count() == 1


def test_what_people_typed_never_computes(world):
    bad = '=HYPERLINK("http://x","点我")'
    Task.objects.update(title="甲", leader="@SUM(A1)")
    Finding.objects.update(problem=bad, cause_subjective="-1+2")
    Measure.objects.update(text="+cmd|' /C calc'!A0")
    response = visit("clerk").get("/campaigns/spring/ledger/export/")
    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    [cells] = sheet.iter_rows(min_row=2)
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    texts = {COLUMNS[n]: cell.value for n, cell in enumerate(cells)}
    assert texts["具体问题"] == f"'{bad}"
    assert texts["责任领导"] == "'@SUM(A1)"
    assert texts["整改措施"] == "'+cmd|' /C calc'!A0"
    assert texts["原因（主观、客观）"] == "主观：-1+2"


def test_the_export_follows_the_filters(world):
    assert export("clerk", "?department=SALES") != []
    assert export("clerk", "?department=SERVICE") == []
    assert export("clerk", "?light=late") == []
    assert len(export("clerk", "?light=near")) == 1


def test_departments_export_what_they_see(world):
    assert len(export("head")) == 1
    assert export("service_head") == []
    Finding.objects.update(restricted=True, problem="限制内容")
    [row] = export("head")
    assert (row["具体问题"], row["依据（规定、条款）"], row["来源"]) == (None, None, None)
    assert export("leader")[0]["具体问题"] == "限制内容"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("\x00=1", "'=1"),
        ("1-2", "1-2"),
        ("正常\x0b文字", "正常文字"),
        ("", ""),
    ],
)
def test_neutral_texts(typed, kept):
    assert neutral(typed) == kept


def test_numbers_and_days_stay_what_they_are():
    contents = workbook(
        "甲/乙[丙]", ["数", "日", "刻", "空", "真"], [[1.5, date(2026, 3, 2), NOW, None, True]]
    )
    book = load_workbook(BytesIO(contents))
    sheet = book.worksheets[0]
    assert sheet.title == "甲 乙 丙 "
    [row] = sheet.iter_rows(min_row=2, values_only=True)
    assert row[0] == 1.5
    assert row[1].date() == date(2026, 3, 2)
    assert row[2].isoformat() == "2026-03-19T10:00:00"
    assert row[3:] == (None, "True")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E2")


def test_a_text_longer_than_a_cell_is_cut():
    [_head, [value]] = rows_of(workbook("甲", ["字"], [["=" * 40000]]))
    assert len(value) == 32767
