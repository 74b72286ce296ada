"""The sheet on paper: blank or filled, with lines to sign."""

from campaigns import returns
from campaigns.permissions import can_read_sheet
from tests.access.selfcheck import begun
from tests.visiting import get, text
from tests.world import fill, phase, start, submit

SHEET = ("spring", "SALES")


def rows(page) -> list[list[str]]:
    return [
        [text(cell) for cell in row.xpath("./td | ./th")]
        for row in page.xpath("//table[@class='sheet-items']/tbody/tr[not(@class='group')]")
    ]


def test_the_blank_sheet_asks_every_item_and_tells_no_answer(world):
    fill(start(world), _1={"result": "no", "text": "缺少登记", "sample_n": 30})
    page = get("head", "sheet_print_blank", *SHEET)
    printed = rows(page)
    assert [row[0] for row in printed] == ["1", "2", "3"]
    assert "□ 符合" in printed[0][3] and "□ 符合（附说明）" in printed[0][3]
    assert "缺少登记" not in text(page.find(".//main"))


def test_the_filled_sheet_says_what_was_answered(world):
    fill(start(world), _1={"result": "no", "text": "缺少登记", "sample_n": 30, "sample_ok": 29})
    printed = rows(get("head", "sheet_print", *SHEET))
    assert printed[0][3:] == ["不符合", "查阅资料抽查30，合格29", "说明或问题：缺少登记"]


def test_the_signature_stands_on_a_submitted_sheet(world):
    submit(start(world))
    page = get("clerk", "sheet_print", *SHEET)
    lines = [text(line) for line in page.xpath("//div[@class='lines']/span")]
    assert lines[0] == "部门负责人：销售部负责人"
    assert len(lines) == 6
    blank = get("clerk", "sheet_print_blank", *SHEET)
    assert "销售部负责人" not in text(blank.xpath("//section[@class='archive']")[0])


def test_overseers_read_no_draft_on_paper(world):
    fill(start(world))
    assert not can_read_sheet(world.clerk, world.sheet())
    get("clerk", "sheet_print", *SHEET, status=403)
    get("clerk", "sheet_print_blank", *SHEET)


def test_while_it_is_sent_back_overseers_read_no_draft_on_paper(world):
    submit(start(world))
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    back = sheet.answers.filter(item__no=1).select_related("item")
    returns.send_back(sheet, back, reason="superficial", note="", due_on=None, by=world.clerk)
    get("clerk", "sheet_print", *SHEET, status=403)
    get("head", "sheet_print", *SHEET)


def test_the_evidence_is_named_on_paper(world):
    begun(world)
    assert rows(get("head", "sheet_print", *SHEET))[0][5].endswith("佐证材料：收文登记.pdf")
