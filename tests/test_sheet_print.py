"""自查表 on paper: blank or filled, wide, with lines to be signed by hand."""

import io

import pypdfium2
import pytest
from docx import Document as read_docx

from campaigns import returns
from campaigns.models import CheckItem, Phase
from campaigns.permissions import can_print_sheet
from organization import clock
from organization.models import Event
from tests.access.selfcheck import begun
from tests.visiting import get, text, visit
from tests.world import DAY, at, fill, phase, start, submit

SHEET = ("spring", "SALES")
URL = "/campaigns/spring/sheets/SALES/print/"


@pytest.fixture(autouse=True)
def today():
    with clock.at(at(DAY)):
        yield


def rows(page) -> list[list[str]]:
    return [[text(cell) for cell in row.xpath("./td")] for row in page.xpath("//article//tbody/tr")]


def said(page) -> str:
    return text(page.xpath("//article")[0])


def test_the_head_of_the_paper_says_who_what_and_when(world):
    start(world)
    told = said(get("head", "sheet_print_blank", *SHEET))
    assert "活动名称：春季专项自查 填报部门（单位）：销售部" in told
    assert "自查时间：2026年3月2日至6日 填报时限：2026年3月6日 检查项点：3个" in told
    titles = get("head", "sheet_print", *SHEET).xpath("//article//th")
    assert [text(one) for one in titles] == [
        "序号",
        "检查项点",
        "依据",
        "评判标准",
        "自查结果",
        "检查方法、抽查",
        "情况说明",
        "佐证材料",
    ]


def test_the_blank_sheet_asks_every_item_and_tells_no_answer(world):
    fill(start(world), _1={"result": "no", "text": "缺少登记", "sample_n": 30})
    page = get("head", "sheet_print_blank", *SHEET)
    printed = rows(page)
    assert [row[0] for row in printed] == ["1", "2", "3"]
    assert "□ 符合" in printed[0][4] and "□ 符合（附说明）" in printed[0][4]
    assert "缺少登记" not in said(page) and "【待补" not in said(page)


def test_the_filled_sheet_says_what_was_answered(world):
    fill(start(world), _1={"result": "no", "text": "缺少登记", "sample_n": 30, "sample_ok": 29})
    printed = rows(get("head", "sheet_print", *SHEET))
    assert printed[0][4] == "不符合"
    assert printed[0][5] == "查阅资料抽查30，合格29"
    assert printed[0][6:] == ["说明或问题：缺少登记", "—"]


def test_what_is_not_filled_in_yet_is_a_gap_that_leads_to_its_item(world):
    start(world)
    page = get("head", "sheet_print", *SHEET)
    assert [row[4] for row in rows(page)] == ["【待补：自查结果】"] * 3
    assert "填报中，尚未提交" in said(page)
    assert "/campaigns/spring/sheets/SALES/1/" in page.xpath("//article//td//a/@href")


def test_the_categories_have_a_column_where_there_are_several(world):
    CheckItem.objects.filter(no=2).update(category="第二类")
    start(world)
    assert [row[1] for row in rows(get("head", "sheet_print", *SHEET))] == [
        "示例类别",
        "第二类",
        "示例类别",
    ]


def test_a_sheet_whose_phase_has_no_days_says_what_is_missing(world):
    start(world)
    Phase.objects.filter(key="self_check").update(opens=["analysis"])
    assert "自查时间：【待补：自查时间】" in said(get("head", "sheet_print", *SHEET))


def test_a_submitted_sheet_says_who_signed_in_the_system_and_still_has_lines_for_a_hand(world):
    submit(start(world))
    told = said(get("clerk", "sheet_print", *SHEET))
    assert "系统签报：销售部负责人于2026年3月2日签字提交。" in told
    assert "零报告：" in told
    for line in ("填报人（签字）：＿", "部门（单位）负责人（签字）：＿", "日期： 年 月 日"):
        assert line in told
    blank = said(get("clerk", "sheet_print_blank", *SHEET))
    assert "系统签报" not in blank and "零报告：" not in blank and "填报人（签字）" in blank


def test_overseers_read_no_draft_on_paper(world):
    fill(start(world))
    assert not can_print_sheet(world.clerk, world.sheet())
    get("clerk", "sheet_print", *SHEET, status=403)
    assert visit("clerk").get(f"{URL}pdf/").status_code == 403
    get("clerk", "sheet_print_blank", *SHEET)


def test_while_it_is_sent_back_overseers_read_no_draft_on_paper(world):
    submit(start(world))
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    back = sheet.answers.filter(item__no=1).select_related("item")
    returns.send_back(sheet, back, reason="superficial", note="", due_on=None, by=world.clerk)
    get("clerk", "sheet_print", *SHEET, status=403)
    page = get("head", "sheet_print", *SHEET)
    assert rows(page)[0][4] == "已退回，待重新自查"
    assert "填报轮次：第二次" in said(page) and "系统签报" not in said(page)


def test_the_evidence_is_named_on_paper(world):
    begun(world)
    assert rows(get("head", "sheet_print", *SHEET))[0][7] == "收文登记.pdf"


def test_pdf_and_word_are_wide_and_say_the_same(world):
    fill(start(world), _1={"result": "no", "text": "缺少登记"})
    pdf = pypdfium2.PdfDocument(visit("head").get(f"{URL}pdf/").content)
    width, height = pdf[0].get_size()
    assert width > height
    assert "缺少登记" in pdf[0].get_textpage().get_text_bounded()
    word = read_docx(io.BytesIO(visit("head").get(f"{URL}docx/").content))
    assert word.sections[-1].page_width > word.sections[-1].page_height
    assert "说明或问题：缺少登记" in [cell.text for cell in word.tables[0]._cells]
    printed = Event.objects.filter(kind="selfcheck.printed")
    assert [one.particulars["format"] for one in printed.order_by("id")] == ["pdf", "docx"]
    assert visit("head").get(f"{URL}odt/").status_code == 404


def test_a_sheet_of_many_items_repeats_its_headings_and_numbers_its_pages(world):
    first = CheckItem.objects.get(no=1)
    for no in range(10, 60):
        item = CheckItem.objects.create(
            checklist=first.checklist,
            project=first.project,
            order=no,
            no=no,
            code=str(no),
            text=f"第{no}个示例项点",
            methods="查阅资料",
        )
        item.scopes.create(department=world.departments["SALES"])
    start(world)
    pdf = pypdfium2.PdfDocument(visit("head").get(f"{URL}blank/pdf/").content)
    assert len(pdf) > 3
    for place, page in enumerate(pdf, start=1):
        words = page.get_textpage().get_text_bounded()
        assert "检查项点" in words and f"— {place} —" in words
