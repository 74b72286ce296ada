"""简报 as it is printed: head in red, tail below a rule, on one page; the same words in Word."""

import io
import zipfile

import pypdfium2
import pytest

from reports.document import Distribution, Document, Masthead, Paragraph, Title
from reports.renderers.docx import render_docx
from reports.renderers.html import render_html
from reports.renderers.json import block_json
from reports.renderers.pdf import render_pdf

HEAD = Masthead("春季专项自查简报", "第3期", "监督室", "2026年3月13日")
TAIL = Distribution(("报：领导小组组长、副组长", "发：各部门、各单位"), "（共印30份）")


def paper(name: str = HEAD.name) -> Document:
    head = Masthead(name, HEAD.number, HEAD.office, HEAD.date)
    said = Paragraph(("本期未印发督办文书，未发生达到发牌标准的情形。",))
    return Document("简报", (head, Title(("进展情况",)), said, TAIL), layout="brief")


def rows_of(pdf: bytes) -> list[str]:
    """The lines of the only page, from top to bottom."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        assert len(file) == 1
        page = file[0].get_textpage()
        told = page.get_text_range().splitlines()
        page.close()
        return told
    finally:
        file.close()


@pytest.mark.parametrize("name", [HEAD.name, "全省通信行业服务质量和行风建设专项效能监察简报"])
def test_a_name_of_any_length_stands_on_one_line(name):
    rows = rows_of(render_pdf(paper(name)))
    assert rows[0] == name
    assert rows[1] == "第3期"
    assert rows[2].replace(" ", "") == "监督室2026年3月13日"
    assert [row for row in rows if row.startswith(("报：", "发：", "（共印"))] == [
        *TAIL.lines,
        TAIL.copies,
    ]


def test_the_head_is_red_in_word_and_the_day_stands_at_the_right():
    with zipfile.ZipFile(io.BytesIO(render_docx(paper()))) as file:
        body = file.read("word/document.xml").decode()
    head = body[: body.index("进展情况")]
    assert head.count('<w:color w:val="C00000"/>') == 1
    assert '<w:tab w:val="right"' in head and 'w:color="C00000"' in head
    assert body.index("报：领导小组") > body.index("本期未印发")


def test_the_screen_says_the_same_words():
    page = render_html(paper())
    assert all(
        words in page for words in (HEAD.name, HEAD.number, HEAD.office, HEAD.date, *TAIL.lines)
    )
    assert "paper-distribution" not in render_html(Document("简报", (HEAD, Distribution(()))))


def test_as_data_both_have_their_kind():
    assert [block_json(block)["kind"] for block in (HEAD, TAIL)] == ["masthead", "distribution"]
