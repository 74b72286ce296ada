"""A paper on the screen and as data: every figure a link, every word escaped."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from lxml import html

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Block,
    Column,
    Document,
    Face,
    Figure,
    Heading,
    Missing,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from reports.renderers.docx.blocks import block_markup
from reports.renderers.html import STYLESHEET, block_html, render_html, render_page
from reports.renderers.json import block_json
from reports.renderers.links import safe_link
from tests.hostile_document import EVIL, hostile_document
from tests.sample_document import sample_document


def article(*blocks: Block, annexes: tuple[Annex, ...] = (), **more: str) -> html.HtmlElement:
    return html.fromstring(render_html(Document("甲", blocks, annexes=annexes, **more)))


def inside(*runs: Run) -> str:
    """The HTML of one paragraph with these runs, without its own tags."""
    whole = render_html(Document("甲", (Paragraph(runs),)))
    return re.search(r"<p>(.*)</p>", whole, re.DOTALL)[1]


@pytest.mark.parametrize("kind", get_args(Block))
@pytest.mark.parametrize("renderer", [block_html, block_json, block_markup])
def test_every_renderer_knows_every_block(renderer, kind):
    assert renderer.dispatch(kind) is not renderer.dispatch(object)


# ---- figures and gaps -----------------------------------------------------------------


def test_a_figure_links_to_its_records():
    figure = Figure("findings", "6个", 6, count=6, url="/go/finding/?campaign=1&open=1")
    assert inside(figure) == (
        '<a href="/go/finding/?campaign=1&amp;open=1" data-figure="findings" '
        'data-count="6" data-value="6">6个</a>'
    )


def test_a_figure_without_a_page_is_no_link():
    assert inside(Figure("rate", "96.3%", 0.963)) == (
        '<span data-figure="rate" data-count="0" data-value="0.963">96.3%</span>'
    )


def test_what_is_missing_is_marked_and_links_to_where_it_is_recorded():
    assert inside(Missing("责任部门")) == '<mark class="missing">【待补：责任部门】</mark>'
    assert inside(Missing("责任部门", "/findings/1/")) == (
        '<mark class="missing"><a href="/findings/1/">【待补：责任部门】</a></mark>'
    )


def test_a_face_is_a_span_and_a_line_end_a_break():
    assert inside(Face("（一）甲。", "kai"), "乙\r\n丙\n丁") == (
        '<span class="face-kai">（一）甲。</span>乙<br>丙<br>丁'
    )


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("/go/finding/1/", "/go/finding/1/"),
        ("/", "/"),
        ("?open=1", "?open=1"),
        ("#annex-1", "#annex-1"),
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org", "http://example.org"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        (" \x01javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("/go/\njavascript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("vbscript:x", ""),
        ("//example.org/", ""),
        ("/\\example.org/", ""),
        ("https:///example.org", ""),
        ("findings/1/", ""),
    ],
)
def test_only_addresses_of_the_web_are_links(url, safe):
    assert safe_link(url) == safe
    assert [link.get("href") for link in html.fromstring(inside_link(url)).iter("a")] == (
        [safe, safe] if safe else []
    )


def inside_link(url: str) -> str:
    return f"<div>{inside(Figure('x', '1', 1, url=url), Missing('y', url))}</div>"


# ---- safety ---------------------------------------------------------------------------


def test_no_record_brings_markup_of_its_own():
    page = html.document_fromstring(render_page(hostile_document()))
    tags = {element.tag for element in page.iter()}
    assert tags & {"script", "img", "style", "iframe", "form"} == set()
    attributes = {name for element in page.iter() for name in element.attrib}
    assert attributes <= {
        *("lang", "charset", "name", "content", "rel", "href", "class", "id", "role"),
        *("aria-label", "aria-labelledby", "tabindex", "scope"),
        *("data-block", "data-figure", "data-count", "data-value"),
    }
    words = EVIL.replace("\x00", "").replace("\x0b", "").replace("\ud800", "")
    assert page.findtext(".//title") == words
    # <title>, label, title, 附件说明, annex title; six times four runs; the cells of two tables
    assert page.text_content().count(words) == 1 + 1 + 3 + 2 + 1 + 6 * 4 + (2 + 1 + 4 + 1)


def test_nothing_comes_from_elsewhere_and_nothing_is_inline():
    page = html.document_fromstring(render_page(sample_document()))
    assert page.xpath("//@style | //@src | //script | //style") == []
    (link,) = page.iter("link")
    assert link.get("href").startswith("data:text/css;base64,")
    assert re.findall(r"url\(|@import|https?:", STYLESHEET.read_text("utf-8")) == []


# ---- structure ------------------------------------------------------------------------


def test_a_page_of_its_own_has_language_title_and_one_heading():
    page = html.document_fromstring(render_page(sample_document(), "/static/css/paper.css"))
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == "东山设备公司关于特种设备安全管理专项检查情况的报告"
    assert [h1.text_content() for h1 in page.iter("h1")] == [page.findtext(".//title")]
    assert [link.get("href") for link in page.iter("link")] == ["/static/css/paper.css"]
    assert render_page(sample_document()).startswith("<!doctype html>\n")


def test_headings_lie_below_the_heading_of_the_page():
    whole = article(
        Title(("甲",)),
        *(Heading(level, (str(level),), key=f"k{level}") for level in (1, 2, 3, 4)),
        annexes=(Annex("乙", (Heading(1, ("丙",)), Heading(4, ("丁",)))),),
    )
    headings = whole.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
    assert [(heading.tag, heading.text_content()) for heading in headings] == [
        ("h2", "1"),
        ("h3", "2"),
        ("h4", "3"),
        ("h5", "4"),
        ("h2", "乙"),
        ("h3", "丙"),
        ("h6", "丁"),
    ]
    assert whole.xpath("//h2[1]/@data-block") == ["k1"]


def test_blocks_carry_the_keys_they_are_edited_by():
    whole = html.fromstring(render_html(sample_document()))
    keys = ["opening", "h1", "h1-1", "p1", "p2", "h2", "h2-1", "h2-1-1", "p3", "by_kind", "p4"]
    assert whole.xpath("//@data-block") == [*keys, "h3", "closing", "register", "open"]
    assert article(Paragraph(("甲",))).xpath("//@data-block") == []


def test_a_table_has_column_headers_and_aligned_cells():
    columns = (Column("甲", 30, "center"), Column("乙", 120), Column("丙", 6, "right"))
    whole = article(Table(columns, (("1", ("二", Figure("x", "3", 3)), "4"),)))
    assert whole.xpath("//thead/tr/th[@scope='col']/text()") == ["甲", "乙", "丙"]
    assert whole.xpath("//tbody/tr/td/@class") == ["paper-center", "paper-left", "paper-right"]
    assert [cell.text_content() for cell in whole.iter("td")] == ["1", "二3", "4"]
    assert whole.xpath("//col/@class") == ["paper-w20", "paper-w75", "paper-w5"]
    (scrolling,) = whole.xpath("//*[@tabindex='0']")
    assert (scrolling.get("role"), scrolling.get("aria-label")) == ("region", "甲、乙、丙")


def test_a_table_without_rows_says_so():
    whole = article(Table((Column("甲", 30),), (), key="open", empty="均已销号。"))
    assert list(whole.iter("table")) == []
    assert whole.xpath("//p[@data-block='open']/text()") == ["均已销号。"]


def test_annexes_are_sections_that_the_note_links_to():
    whole = html.fromstring(render_html(sample_document()))
    sections = list(whole.iter("section"))
    assert [section.get("id") for section in sections] == ["annex-1", "annex-2"]
    assert ["paper-wide" in section.get("class") for section in sections] == [True, False]
    for section in sections:
        (title,) = section.xpath(f".//*[@id='{section.get('aria-labelledby')}']")
        assert title.tag == "h2"
    links = whole.xpath("//*[@class='paper-annexes']//a")
    assert [(link.get("href"), link.text) for link in links] == [
        ("#annex-1", sample_document().annexes[0].title),
        ("#annex-2", "尚未销号的问题"),
    ]
    (note,) = whole.xpath("//*[@class='paper-annexes']")
    assert note.text_content().startswith("附件：1.特种设备安全管理专项检查问题整改台账")
    assert len(set(whole.xpath("//@id"))) == len(whole.xpath("//@id"))


def test_the_only_annex_has_no_number():
    whole = article(AnnexNote(("乙",)), annexes=(Annex("乙", ()),))
    assert [note.text_content() for note in whole.find_class("paper-annexes")] == ["附件：乙"]
    assert [label.text for label in whole.find_class("paper-annex-label")] == ["附件"]


@pytest.mark.parametrize("name", ["甲公司监察室", "甲公司监察室："])
def test_an_addressee_ends_with_one_full_width_colon(name):
    assert article(Addressee((name,))).text_content().strip() == "甲公司监察室："


def test_draft_label_and_seal_are_told_to_the_styles():
    whole = article(Signature(("甲",), ("乙",)), label="内部资料", draft=True)
    assert (whole.get("data-draft"), whole.get("lang")) == ("true", "zh-CN")
    assert [label.text for label in whole.find_class("paper-label")] == ["内部资料"]
    assert len(whole.find_class("paper-sealed")) == 1
    unsealed = article(Signature(("甲",), ("乙",), sealed=False))
    assert (unsealed.get("data-draft"), len(unsealed.find_class("paper-unsealed"))) == (None, 1)


def test_every_class_of_a_paper_has_a_style():
    styles = STYLESHEET.read_text("utf-8")
    faces = Paragraph(tuple(Face("x", face) for face in ("hei", "kai", "fang", "song", "biaosong")))
    unsealed = Signature(("甲",), ("乙",), sealed=False)
    pages = render_page(sample_document()) + render_html(Document("甲", (faces, unsealed)))
    used = {name for names in re.findall(r'class="([^"]*)"', pages) for name in names.split()}
    assert {name for name in used if not re.search(rf"\.{name}\b", styles)} == set()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_a_paper_never_scrolls_sideways(width, tmp_path, chromium):
    file = tmp_path / "paper.html"
    file.write_text(render_page(sample_document()), "utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    sheet = page.locator(".paper-sheet").first
    size = sheet.evaluate("sheet => parseFloat(getComputedStyle(sheet).fontSize)")
    page.close()
    assert size == (16 if width == 360 else pytest.approx(21.05, abs=0.01))  # 15.79 pt
