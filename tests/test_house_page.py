"""What a house does otherwise than GB/T 9704 shows on the page of a paper as in PDF and Word."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import html

from reports.deviations import as_pairs
from reports.document import Document, Paragraph, Title
from reports.renderers.html import render_html, render_page
from reports.renderers.html_house import address_of, asked_for, house_css
from tests.visiting import visit
from tests.world import make_world


def paper(**deviations) -> Document:
    return Document("报告", (Title(("报告",)), Paragraph(("文",))), deviations=as_pairs(deviations))


def links(page: str) -> list[str]:
    found = html.fragment_fromstring(page, create_parent="div").iter("link")
    return [one.get("href") for one in found]


def rules(**deviations) -> str:
    return house_css(as_pairs(deviations))


def test_a_paper_of_the_standard_links_to_nothing():
    assert links(render_html(paper())) == []


def test_the_page_links_to_the_rules_of_its_house_and_carries_no_style(db):
    make_world()
    page = render_html(paper(title_size=24.0, body_face="song", head_colour="C00000"))
    assert "style=" not in page
    (address,) = links(page)
    answer = visit("clerk").get(address)
    styles = answer.content.decode()
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/css")
    assert "font-family: var(--song)" in styles and "color: #C00000" in styles
    assert f"font-size: {24 / 15.7943:.3f}em" in styles


def test_margins_lines_and_size_are_those_of_the_house():
    styles = rules(margin_left=30.0, margin_right=30.0, lines=25)
    em = 150 / 28  # mm
    assert f"width: {210 / em:.2f}em" in styles
    assert f"{37 / em:.2f}em {30 / em:.2f}em {35 / em:.2f}em {30 / em:.2f}em" in styles
    assert "@page { margin: 37mm 30mm 35mm 30mm; }" in styles
    assert f"line-height: {225 / 25 / em:.3f}" in styles


def test_the_sheet_of_the_standard_is_the_one_that_paper_css_draws():
    styles = rules(head_colour="C00000")
    for words in ("width: 37.69em", "6.64em 4.67em 6.28em 5.03em", "15.79pt", "line-height: 1.836"):
        assert words in styles


def test_a_face_stands_before_those_of_the_standard():
    assert '--own-biaosong: "华文中宋",;' in rules(face_biaosong="华文中宋")


def test_the_name_of_a_face_ends_no_rule():
    name = '"; } body { display: none; } \\'
    styles = rules(face_fang=name[:30])
    assert '--own-fang: "\\"; } body' in styles and styles.count("@page") == 2


@pytest.mark.parametrize(
    "query",
    [
        {"lines": "0"},
        {"lines": "many"},
        {"title_size": "1000"},
        {"head_colour": "red;}"},
        {"faces": "1"},
        {"face_fang": "仿\n宋"},
        {"margin_left": "110", "margin_right": "110"},
    ],
)
def test_what_no_house_can_have_is_refused(db, query):
    make_world()
    assert visit("clerk").get("/papers/form.css", query).status_code == 422


def test_the_address_says_all_that_is_seen_and_comes_back_as_it_was():
    pairs = as_pairs(
        {"lines": 25, "title_size": 24.0, "face_hei": "华文黑体", "imprint_even": True}
    )
    address = address_of(pairs)
    asked = asked_for(parse_qsl(urlsplit(address).query))
    assert asked == tuple(one for one in pairs if one[0] != "imprint_even")


def test_a_saved_page_carries_the_rules_with_it():
    page = html.document_fromstring(render_page(paper(lines=25)))
    addresses = [one.get("href") for one in page.iter("link")]
    assert len(addresses) == 2 and all(one.startswith("data:text/css") for one in addresses)
