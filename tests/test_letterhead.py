"""版头 and 版记 as they are printed: where they stand on paper, in red, the same in three forms."""

import io
import zipfile
from dataclasses import replace

import pytest

from reports.document import Annex, Document, Paragraph, Signature, Title
from reports.letterhead import NO_DAY, NO_NUMBER, NO_SIGNER, Imprint, Letterhead
from reports.renderers.docx import render_docx
from reports.renderers.html import render_html
from reports.renderers.json import document_json
from reports.renderers.pdf import render_pdf
from tests.pdf_pages import sheets

HEAD = Letterhead("示例公司文件", number="示办〔2026〕1号")
IMPRINT = Imprint("上级公司，各部门", "示例公司办公室", "2026年3月13日")
LETTER = Document(
    "示例公司关于自查情况的报告",
    (
        Title(("示例公司关于自查情况的报告",)),
        Paragraph(("自查工作已经完成。",)),
        Signature(("示例公司",), ("2026年3月13日",)),
    ),
    label="内部资料",
    head=HEAD,
    imprint=IMPRINT,
)


def only(document: Document):
    (sheet,) = sheets(render_pdf(document))
    return sheet


def word(document: Document) -> str:
    with zipfile.ZipFile(io.BytesIO(render_docx(document))) as file:
        return file.read("word/document.xml").decode()


def test_the_mark_stands_35_mm_below_the_top_of_the_type_area():
    sheet = only(LETTER)
    mark, number = sheet.line("示例公司文件"), sheet.line("示办〔2026〕1号")
    assert sheet.line("内部资料").top == pytest.approx(37, abs=1.5)
    assert mark.top == pytest.approx(37 + 35, abs=2)
    assert mark.size == 42
    assert (mark.left + mark.right) / 2 == pytest.approx(28 + 78, abs=0.5)
    assert (number.left + number.right) / 2 == pytest.approx(28 + 78, abs=1)
    two_lines = 2 * 225 / 22
    assert number.top - (mark.top + 42 / 72 * 25.4) == pytest.approx(two_lines, abs=3)


def test_an_upward_paper_names_who_signed_at_the_other_end():
    sheet = only(replace(LETTER, head=replace(HEAD, upward=True, signer="总经理")))
    line = sheet.line("签发人：总经理")
    character = 156 / 28
    assert "示办〔2026〕1号" in line.text
    assert line.left == pytest.approx(28 + character, abs=0.5)
    assert line.right == pytest.approx(28 + 156 - character, abs=0.5)
    assert len(line.faces) == 2  # 仿宋 for the words, 楷体 for the name


def test_what_is_not_given_yet_says_so():
    head = Letterhead("示例公司文件", upward=True)
    page = render_html(replace(LETTER, head=head, imprint=replace(IMPRINT, date="")))
    assert all(words in page for words in (NO_NUMBER, NO_SIGNER, NO_DAY))


def test_where_the_office_system_prints_the_head_its_place_stays_empty():
    own, others = only(LETTER), only(replace(LETTER, head=Letterhead(""), imprint=None))
    title = "示例公司关于自查情况的报告"
    assert others.line(title).top == pytest.approx(own.line(title).top, abs=0.5)
    assert not any("文件" in line.text or "〔" in line.text for line in others.lines)
    assert others.line("内部资料")


def test_a_long_mark_stays_on_one_line():
    name = "示例省通信有限公司示例市分公司监督检查工作办公室文件"
    line = only(replace(LETTER, head=Letterhead(name))).line(name)
    assert line.right - line.left == pytest.approx(156, abs=2)


def test_the_imprint_stands_at_the_foot_of_the_last_page():
    sheet = only(LETTER)
    last = sheet.line("2026年3月13日印发")
    assert last.top == pytest.approx(37 + 225 - 24 / 72 * 25.4, abs=3)
    assert sheet.line("抄送：上级公司，各部门。").top < last.top


@pytest.mark.parametrize("landscape", [False, True])
def test_it_follows_the_annexes_and_never_lies_on_its_side(landscape):
    annex = Annex("问题清单", (Paragraph(("第一项。",)),), landscape=landscape)
    pages = sheets(render_pdf(replace(LETTER, annexes=(annex,))))
    assert [sheet.width for sheet in pages][-1] == pytest.approx(210, abs=0.5)
    assert "印发" in "".join(line.text for line in pages[-1].lines)
    assert len(pages) == (3 if landscape else 2)


def test_a_full_last_page_gives_the_imprint_a_page_of_its_own():
    body = tuple(Paragraph(("查" * 20,)) for _line in range(22))
    pages = sheets(render_pdf(Document("报告", body, imprint=IMPRINT)))
    assert len(pages) == 2 and "印发" in pages[-1].lines[-2].text


def test_word_says_the_same_in_red():
    body = word(LETTER)
    assert body.count('<w:color w:val="FF0000"/>') == 1  # the mark; the rule is a border
    assert 'w:color="FF0000"' in body
    order = ["内部资料", "示例公司文件", "示办〔2026〕1号", "自查工作", "抄送：上级公司"]
    assert sorted(order, key=body.index) == order
    assert "mso-position-vertical:bottom" in body
    bare = word(replace(LETTER, head=Letterhead(""), imprint=None))
    assert "示办" not in bare and "FF0000" not in bare


def test_the_screen_and_the_data_say_the_same():
    page, data = render_html(LETTER), document_json(LETTER)
    for words in ("内部资料", "示例公司文件", "示办〔2026〕1号", "抄送：上级公司，各部门。"):
        assert words in page
    assert data["head"] == {"mark": "示例公司文件", "number": "示办〔2026〕1号", "signer": ""}
    assert data["imprint"]["printer"] == "示例公司办公室"
    assert document_json(replace(LETTER, head=None))["head"] is None
