"""任务分解表 as a paper of its own."""

import pypdfium2

from campaigns.models import CheckItem, ItemScope
from tests.visiting import get, text, visit

URL = "/campaigns/spring/breakdown/paper/"


def lines(page) -> list[list[str]]:
    return [[text(cell) for cell in row.xpath("./td")] for row in page.xpath("//article//tbody/tr")]


def test_every_item_with_who_leads_who_supports_and_until_when(world):
    rows = lines(get("clerk", "breakdown_paper", "spring"))
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0][1:4] == ["第1个示例项点", "销售部", "—"]
    assert rows[1][2:] == ["销售部", "服务部", "销售部负责人", "3月6日"]
    assert rows[3][2] == "监督室"


def test_an_item_without_a_department_has_a_gap(world):
    ItemScope.objects.filter(item__no=1).delete()
    first = lines(get("clerk", "breakdown_paper", "spring"))[0]
    assert first[2] == "【待补：牵头部门】"


def test_without_items_it_says_so(world):
    ItemScope.objects.all().delete()
    CheckItem.objects.all().delete()
    page = get("clerk", "breakdown_paper", "spring")
    assert "检查项点尚未确定。" in text(page.xpath("//article")[0])


def test_the_breakdown_leads_to_its_paper_and_the_file_is_wide(world):
    assert URL in get("clerk", "breakdown", "spring").xpath("//main//a/@href")
    pdf = pypdfium2.PdfDocument(visit("clerk").get(f"{URL}pdf/").content)
    width, height = pdf[0].get_size()
    assert width > height
    assert "任务分解表" in pdf[0].get_textpage().get_text_bounded()
