"""Where pages end: what stays together, repeated table headers, rows longer than a page."""

import pytest

from reports.document import (
    Annex,
    AnnexNote,
    Column,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from reports.layouts import GBT9704
from reports.renderers.pdf import render_pdf
from reports.renderers.pdf.faces import OWN_FONTS, faces_of
from reports.renderers.pdf.pages import pages_of
from tests.pdf_pages import body_lines, paper, sheets
from tests.sample_document import REGISTER, measure

SIGNATURE = Signature(("东山设备公司",), ("2024年5月24日",))
FULL = GBT9704.lines - GBT9704.title_blank_above  # lines of text on a first page


def pages(document):
    """The lines of each page as they are set, without drawing them; empty lines are ''."""
    faces = faces_of("gbt9704", OWN_FONTS)
    return [
        ["".join(piece.text for piece in getattr(strip, "pieces", ())) for strip in page.strips]
        for page in pages_of(document, GBT9704, faces)
    ]


def body_on(page):
    return [line for line in page if line.endswith("行正文。")]


@pytest.mark.parametrize("count", range(FULL - 6, FULL + 4))
def test_a_signature_never_stands_alone(count):
    last = pages(paper(*body_lines(count), SIGNATURE))[-1]
    assert last[-2:] == ["东山设备公司", "2024年5月24日"]
    assert len(body_on(last)) >= 2


@pytest.mark.parametrize("count", range(FULL - 9, FULL + 1))
def test_a_signature_below_an_annex_note_has_lines_of_the_body_with_it(count):
    note = AnnexNote(("问题清单", "整改台账"))
    last = pages(paper(*body_lines(count), note, SIGNATURE))[-1]
    assert last[-1] == "2024年5月24日"
    assert len(body_on(last)) >= 2


def test_a_signature_that_fits_moves_no_line():
    assert [len(body_on(page)) for page in pages(paper(*body_lines(FULL - 4), SIGNATURE))] == [16]


def test_two_lines_go_with_a_signature_that_does_not_fit():
    result = pages(paper(*body_lines(FULL - 3), SIGNATURE))
    assert [len(body_on(page)) for page in result] == [15, 2]


@pytest.mark.parametrize("count", range(FULL - 3, FULL + 1))
def test_an_annex_note_keeps_with_the_last_line(count):
    last = pages(paper(*body_lines(count), AnnexNote(("问题清单", "整改台账"))))[-1]
    assert last[-2:] == ["附件：1.问题清单", "2.整改台账"]
    assert last[-4] == f"第{count}行正文。"


@pytest.mark.parametrize("count", range(FULL - 4, FULL))
def test_headings_keep_with_the_line_below_them(count):
    headings = Heading(1, ("一、情况",)), Heading(2, ("（一）现状",))
    for page in pages(paper(*body_lines(count), *headings, *body_lines(3))):
        assert page[-1] not in ("一、情况", "（一）现状")


def test_a_paragraph_keeps_with_the_next_if_told():
    kept = Paragraph(("见下表。",), keep_with_next=True)
    first, second = pages(paper(*body_lines(FULL - 1), kept, *body_lines(1)))
    assert (first[-1], second) == (f"第{FULL - 1}行正文。", ["见下表。", "第1行正文。"])


def test_a_page_begins_with_no_empty_line():
    table = Table((Column("项", 50),), (("一",),))
    tall = paper(*body_lines(FULL - 2), table, *body_lines(3))
    assert pages(tall)[1][0] == "第1行正文。"


def test_what_stays_together_and_is_longer_than_a_page_is_let_go():
    headings = [Heading(1, (f"{number}、情况",)) for number in range(30)]
    assert sum(len(page) for page in pages(paper(*headings))) == 30 + 1  # and the first empty lines


def register(rows):
    return Annex("台账", (Table(REGISTER, tuple(rows)),), landscape=True)


def row(number, text="按期整改"):
    return (str(number), "问题", "部门", text, "9月30日前", "已销号")


def test_a_header_is_repeated_at_the_top_of_pages_and_nowhere_else():
    annex = register(row(number) for number in range(1, 61))
    printed = sheets(render_pdf(paper(annexes=(annex,))))
    assert len(printed) == 4
    for page in printed:
        headers = [n for n, line in enumerate(page.lines) if line.text.startswith("序号问题")]
        assert headers == [2 if page.lines[0].text == "附件" else 0]
    numbers = [line.text.partition("问题")[0] for page in printed for line in page.body]
    assert [int(text) for text in numbers if text.isdigit()] == list(range(1, 61))


def test_a_row_longer_than_a_page_is_torn_and_complete():
    text = measure(60)
    rows = [row(1), row(2, text), row(3)]
    printed = sheets(render_pdf(paper(annexes=(register(rows),))))
    assert [page.lines[0].text[:2] for page in printed][1:] == ["序号"] * (len(printed) - 1)
    cells = [
        line.text.removeprefix("2问题部门").removesuffix("9月30日前已销号")
        for page in printed
        for line in page.body
    ]
    start = next(n for n, cell in enumerate(cells) if cell.startswith("一是"))
    body = [cell for cell in cells[start:-1] if not cell.startswith("序号")]
    assert "".join(body) == text
    assert len(printed) == 6


def test_a_row_that_fits_on_a_page_is_not_torn():
    rows = [row(number, measure(3)) for number in range(1, 12)]
    printed = sheets(render_pdf(paper(annexes=(register(rows),))))
    for page in printed:
        assert page.body[-1].text.endswith("责任。")


def test_a_table_without_rows_says_so():
    table = Table(REGISTER, (), empty="没有未销号的问题。")
    (page,) = sheets(render_pdf(paper(table)))
    assert [line.text for line in page.body] == ["没有未销号的问题。"]


def test_a_table_too_wide_for_its_page_is_narrowed():
    (page,) = sheets(render_pdf(paper(Table(REGISTER, (row(1),)))))
    assert max(line.right for line in page.body) <= 184
    assert min(line.left for line in page.body) >= 28


def test_cells_align_as_their_columns():
    columns = (Column("甲", 52), Column("乙", 52, "center"), Column("丙", 52, "right"))
    (page,) = sheets(render_pdf(paper(Table(columns, (("一", "", "三"), ("", "二", ""))))))
    one_three, two = page.body[1:]
    padding = GBT9704.cell_padding / 72 * 25.4
    assert (one_three.left, one_three.right) == (
        pytest.approx(28 + padding, abs=0.05),
        pytest.approx(184 - padding, abs=0.05),
    )
    assert (two.left + two.right) / 2 == pytest.approx(28 + 78, abs=0.05)
