"""零报告清单: a line a department, whoever has sent nothing is named."""

import pypdfium2
import pytest

from campaigns import returns
from campaigns.models import SelfCheck
from organization import clock
from tests.counting import queries_of
from tests.test_filling import signed_in
from tests.visiting import get, text, visit
from tests.world import DAY, at, phase, start, submit

URL = "/campaigns/spring/nil-returns/paper/"


@pytest.fixture(autouse=True)
def today():
    with clock.at(at(DAY)):
        yield


def lines(page) -> list[list[str]]:
    return [[text(cell) for cell in row.xpath("./td")] for row in page.xpath("//article//tbody/tr")]


def counts() -> str:
    page = get("clerk", "nil_report_list", "spring")
    return text(page.xpath("//article//*[@data-block='counts']")[0])


def test_before_the_launch_there_is_nothing_to_list(world):
    page = get("clerk", "nil_report_list", "spring")
    assert lines(page) == []
    assert "尚未下发自查表。" in text(page.xpath("//article")[0])


def test_nobody_has_sent_anything(world):
    start(world)
    page = get("clerk", "nil_report_list", "spring")
    assert [row[1:4] for row in lines(page)] == [
        ["销售部", "未报送", "2026年3月6日"],
        ["服务部", "未报送", "2026年3月6日"],
    ]
    assert counts() == "截至2026年3月2日，应报2份，均未报送。"


def test_one_nil_return_and_one_who_is_silent_and_late(world):
    start(world)
    submit(world)
    with clock.at(at(DAY.replace(day=9))):
        page = get("clerk", "nil_report_list", "spring")
        assert counts() == (
            "截至2026年3月9日，应报2份，已报1份，为零报告；尚有1份未报送，涉及服务部。"
        )
    first, second = lines(page)
    assert first[2] == "零报告" and "未发现" in first[4]
    assert first[5:] == ["销售部负责人", "2026年3月2日"]
    assert second[2:] == ["未报送，已逾期", "2026年3月6日", "—", "—", "—"]


def test_problems_and_a_nil_return(world):
    start(world)
    submit(world, "SALES", _2={"result": "no", "text": "资料不全", "cause": "重视不够"})
    submit(world, "SERVICE")
    page = get("clerk", "nil_report_list", "spring")
    assert counts() == "截至2026年3月2日，应报2份，已报2份，其中零报告1份、报告问题的1份。"
    assert lines(page)[0][2:5] == ["报告问题", "2026年3月6日", "自查不符合1项次。"]


def test_what_was_sent_back_is_missing_again(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    rows = sheet.answers.filter(item__no=1).select_related("item")
    returns.send_back(sheet, rows, reason="copied", note="", due_on=None, by=world.clerk)
    assert lines(get("clerk", "nil_report_list", "spring"))[0][2] == "退回重查中"


def test_the_page_of_the_nil_returns_leads_to_the_list_and_the_file_prints_it(world):
    start(world)
    assert URL in get("clerk", "nil_reports", "spring").xpath("//main//a/@href")
    pdf = pypdfium2.PdfDocument(visit("clerk").get(f"{URL}pdf/").content)
    words = pdf[0].get_textpage().get_text_bounded()
    assert "零报告清单" in words and "服务部" in words


def test_more_departments_cost_no_more_queries(world):
    start(world)
    client = signed_in(world.clerk)
    two = queries_of(client, URL, "未报送", 3)
    SelfCheck.objects.create(
        campaign=world.campaign, department=world.departments["OTHER"], due_on=DAY
    )
    assert queries_of(client, URL, "未报送", 4) == two
