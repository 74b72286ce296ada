"""关于重新开展自查的通知: what goes back, why, until when; the head reads it."""

from datetime import date

import pypdfium2
import pytest

from campaigns import returns
from campaigns.models import Return
from organization import clock
from tests.visiting import get, text, visit
from tests.world import DAY, at, fill, phase, sign, start, submit

NOTICE = ("spring", "SALES", 1)
URL = "/campaigns/spring/sheets/SALES/returns/1/notice/"


@pytest.fixture(autouse=True)
def today():
    with clock.at(at(DAY)):
        yield


@pytest.fixture
def sent(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    return world


def send_back(world, *numbers: int, reason: str = "superficial", note: str = "请逐份核对") -> None:
    sheet = world.sheet()
    rows = sheet.answers.filter(item__no__in=numbers).select_related("item")
    day = date(2026, 3, 12)
    returns.send_back(sheet, rows, reason=reason, note=note, due_on=day, by=world.clerk)


def lines(page) -> list[list[str]]:
    return [[text(cell) for cell in row.xpath("./td")] for row in page.xpath("//article//tbody/tr")]


def why(page) -> str:
    return text(page.xpath("//article//*[@data-block='why']")[0])


def test_nothing_was_sent_back(sent):
    get("head", "return_notice", *NOTICE, status=404)


def test_one_item(sent):
    send_back(sent, 2)
    page = get("head", "return_notice", *NOTICE)
    assert why(page) == (
        "你部门在“春季专项自查”中报送的自查表经审核，1个检查项点存在浮皮潦草的情况，"
        "现予退回（第一次）。请对照评判标准重新自查，于2026年3月12日前重新提交。"
    )
    assert lines(page) == [["2", "第2个示例项点", "浮皮潦草", "请逐份核对"]]
    told = text(page.xpath("//article")[0])
    assert "销售部：" in told and "示例公司监督室" in told and "2026年3月2日" in told


def test_several_items_for_several_reasons(sent):
    send_back(sent, 1, 3)
    Return.objects.filter(item__no=3).update(reason="no_evidence", note="")
    page = get("head", "return_notice", *NOTICE)
    assert "2个检查项点存在浮皮潦草和缺少佐证材料的情况" in why(page)
    assert lines(page)[1] == ["3", "第3个示例项点", "缺少佐证材料", "—"]


def test_the_whole_sheet(sent):
    returns.tear_down(
        sent.sheet(), reason="copied", note="", due_on=date(2026, 3, 12), by=sent.clerk
    )
    page = get("head", "return_notice", *NOTICE)
    assert "存在照抄照搬的情况，现予整表退回（第一次），推倒重来。" in why(page)
    assert [row[0] for row in lines(page)] == ["1", "2", "3"]


def test_the_second_round_has_its_own_notice(sent):
    send_back(sent, 2)
    fill(sent, _2={"result": "ok", "methods": "查阅资料"})
    sign(sent, by=sent.head, signature="销售部负责人")
    send_back(sent, 3, reason="scope")
    assert "（第一次）" in why(get("head", "return_notice", *NOTICE))
    again = get("head", "return_notice", "spring", "SALES", 2)
    assert "自查范围不符合要求的情况，现予退回（第二次）" in why(again)
    assert [row[0] for row in lines(again)] == ["3"]


def test_a_return_without_a_deadline_has_a_gap(sent):
    send_back(sent, 2)
    Return.objects.update(due_on=None)
    assert "于【待补：重新提交时限】前重新提交" in why(get("clerk", "return_notice", *NOTICE))


@pytest.mark.parametrize(
    ("account", "name", "args"),
    [
        ("head", "fill", ("spring", "SALES")),
        ("head", "returns", ("spring",)),
        ("clerk", "returns", ("spring",)),
        ("clerk", "review_sheet", ("spring", "SALES")),
    ],
)
def test_the_notice_is_reached_from_the_pages_of_the_return(sent, account, name, args):
    send_back(sent, 2)
    assert URL in get(account, name, *args).xpath("//main//a/@href")


def test_the_notice_is_a_file(sent):
    send_back(sent, 2)
    pdf = pypdfium2.PdfDocument(visit("head").get(f"{URL}pdf/").content)
    assert "关于重新开展自查的通知" in pdf[0].get_textpage().get_text_bounded()
    assert visit("clerk").get(f"{URL}docx/").content[:2] == b"PK"
