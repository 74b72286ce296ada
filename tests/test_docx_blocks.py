"""How each block of a paper, each table and each annex is written in Word."""

from __future__ import annotations

import time
from io import BytesIO

import docx
import pytest

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Column,
    Heading,
    Paragraph,
    Signature,
    Table,
    Title,
)
from reports.layouts import GBT9704
from reports.renderers.docx import render_docx
from reports.renderers.docx.blocks import kept_with_next
from reports.renderers.docx.tables import column_widths
from tests.sample_document import PROSE, REGISTER, sample_document
from tests.word_file import (
    CHARACTER,
    LINE,
    WIDTH,
    W,
    paper,
    part,
    sample,
    sample_styles,
    value,
    whole_body,
    words,
    written,
)

# ---- blocks -------------------------------------------------------------------------


def test_headings_are_headings_for_the_navigation_pane():
    outline = [
        (paragraph.style.name, paragraph.text)
        for paragraph in docx.Document(BytesIO(sample())).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert outline == [
        ("Heading 1", "一、检查工作开展情况"),
        ("Heading 2", "（一）组织领导"),
        ("Heading 1", "二、存在的主要问题"),
        ("Heading 3", "1.台账记录不完整"),
        ("Heading 4", "（1）登记环节"),
        ("Heading 1", "三、下一步工作打算"),
    ]
    levels = [value(sample_styles()[f"Heading{n}"], "pPr/outlineLvl") for n in range(1, 5)]
    assert levels == ["0", "1", "2", "3"]
    assert value(sample_styles()["AnnexTitle"], "pPr/outlineLvl") == "0"
    assert sample_styles()["Heading1"].find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize("style", ["BodyText", "Heading1", "Heading4"])
def test_text_and_headings_begin_two_characters_in(style):
    indent = sample_styles()[style].find(f"{W}pPr/{W}ind")
    assert dict(indent.attrib) == {W + "firstLine": "630", W + "firstLineChars": "200"}


def test_a_paragraph_without_indent_is_flush():
    indented, flush = written(Paragraph(("甲",)), Paragraph(("乙",), indent=False))
    assert [value(block, "pPr/pStyle") for block in (indented, flush)] == ["BodyText", "Normal"]


def test_a_title_keeps_its_lines_and_its_note_has_brackets():
    title, note = written(Title(("关于甲的", "报告"), note="送审稿"))
    assert [node.tag.removeprefix(W) for node in title.find(W + "r")] == ["rPr", "t", "br", "t"]
    assert words(title) == "关于甲的报告"
    assert words(note) == "（送审稿）"
    assert value(sample_styles()["Title"], "rPr/sz") == "44"
    assert value(title, "pPr/spacing", "before") == str(2 * LINE)
    assert value(note, "pPr/spacing", "after") == str(LINE)


def test_a_label_takes_the_first_line_and_leaves_the_title_on_the_third():
    content = render_docx(paper(Title(("甲",)), label="内部资料"))
    label, title, _ = part(content)[0]
    assert (words(label), value(label, "pPr/pStyle")) == ("内部资料", "Classification")
    assert value(title, "pPr/spacing", "before") == str(LINE)


def test_a_title_too_long_for_a_line_is_broken_between_its_parts():
    (title,) = written(Title(("特种设备安全管理整改台账（按时限和部门排列）",)))
    assert [node.text for node in title.iter(W + "t")] == [
        "特种设备安全管理整改台账",
        "（按时限和部门排列）",
    ]


@pytest.mark.parametrize("name", ["甲公司监察室", "甲公司监察室："])
def test_an_addressee_ends_with_one_full_width_colon(name):
    (addressee,) = written(Addressee((name,)))
    assert words(addressee) == "甲公司监察室："
    assert value(addressee, "pPr/pStyle") == "Normal"


def test_several_annexes_are_numbered_below_each_other():
    first, second = written(AnnexNote(("问题清单", "整改台账")))
    assert [words(first), words(second)] == ["附件：1.问题清单", "2.整改台账"]
    # names begin after two characters, 附件： and a number of half an em and a quarter
    left = str(round((2 + 3 + 0.75) * CHARACTER))
    indents = [dict(line.find(f"{W}pPr/{W}ind").attrib) for line in (first, second)]
    assert indents == [
        {W + "left": left, W + "hanging": str(round(3.75 * CHARACTER))},
        {W + "left": left, W + "hanging": str(round(0.75 * CHARACTER))},
    ]
    assert value(first, "pPr/spacing", "before") == str(LINE)


def test_one_annex_has_no_number():
    (line,) = written(AnnexNote(("问题清单",)))
    assert words(line) == "附件：问题清单"
    indent = {W + "left": str(5 * CHARACTER), W + "hanging": str(3 * CHARACTER)}
    assert dict(line.find(f"{W}pPr/{W}ind").attrib) == indent


@pytest.mark.parametrize(
    ("name", "half"),
    [
        ("甲公司", 4 + 3.25),  # a date of 6.5 characters ends four from the edge
        ("甲" * 14, 4 + 3.25),  # reaches almost to both ends of the strip
        ("甲" * 20, 10),  # too long for it: both move to the left
    ],
)
def test_a_sealed_name_is_centred_on_the_date(name, half):
    organisation, date = written(Signature((name,), ("2009年8月25日",)))
    left = str(WIDTH - 2 * round(half * CHARACTER))
    for line in (organisation, date):
        assert value(line, "pPr/jc") == "center"
        assert dict(line.find(f"{W}pPr/{W}ind").attrib) == {W + "left": left}
    assert value(organisation, "pPr/spacing", "before") == str(2 * LINE)


@pytest.mark.parametrize(
    ("name", "from_right"),
    [
        ("甲乙丙丁戊公司", 2 + 7),  # two characters in
        ("甲公司", 2 + 6.5 + 2),  # shorter than its date: the date is two characters in
    ],
)
def test_an_unsealed_date_begins_two_characters_after_the_name(name, from_right):
    organisation, date = written(Signature((name,), ("2009年8月25日",), sealed=False))
    left = WIDTH - round(from_right * CHARACTER)
    assert value(organisation, "pPr/ind", "left") == str(left)
    assert value(date, "pPr/ind", "left") == str(left + 2 * CHARACTER)
    assert value(organisation, "pPr/spacing", "before") == str(LINE)


SHORT, LONG = Paragraph(("特此报告。",)), Paragraph((PROSE,))
NOTE, SEAL = AnnexNote(("甲",)), Signature(("乙",), ("丙",))


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ((LONG, SHORT, NOTE, SEAL), {0, 1, 2}),
        ((LONG, LONG, SEAL), {1}),
        ((LONG, SHORT, NOTE), {0, 1}),
        ((LONG, Heading(1, ("丁",)), SHORT, SEAL), {2}),
        ((LONG, SHORT), set()),
    ],
)
def test_two_lines_of_text_go_with_a_signature(blocks, kept):
    assert kept_with_next(blocks, GBT9704) == kept


def test_a_signature_and_what_stands_above_it_share_a_page():
    *lines, last = written(LONG, SHORT, NOTE, SEAL)
    assert [line.find(f"{W}pPr/{W}keepNext") is not None for line in lines] == [True] * 4
    assert (words(last), last.find(f"{W}pPr/{W}keepNext")) == ("丙", None)


# ---- tables -------------------------------------------------------------------------


def test_a_header_repeats_and_only_long_rows_are_torn():
    register = list(part(sample()).iter(W + "tbl"))[1]
    assert [cell.get(W + "w") for cell in register.iter(W + "gridCol")] == [
        str(round(column.width / 25.4 * 1440)) for column in REGISTER
    ]
    assert value(register, "tblPr/tblLayout", "type") == "fixed"
    head, *rows = register.findall(W + "tr")
    assert [words(cell) for cell in head.findall(W + "tc")] == [c.title for c in REGISTER]
    assert [mark.tag for mark in head.find(W + "trPr")] == [W + "cantSplit", W + "tblHeader"]
    assert [row.find(f"{W}trPr/{W}tblHeader") for row in rows] == [None] * 30
    torn = [n for n, row in enumerate(rows, 1) if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert torn == [9]


def test_cells_are_aligned_as_their_column():
    by_kind = next(part(sample()).iter(W + "tbl"))
    row = by_kind.findall(W + "tr")[1]
    assert [value(cell, "p/pPr/jc") for cell in row.findall(W + "tc")] == [
        "left",
        "center",
        "right",
        "left",
    ]


@pytest.mark.parametrize(
    ("widths", "twips"),
    [((78, 78), [4422, 4422]), ((10, 20), [567, 1134]), ((156, 156), [4422, 4422])],
)
def test_columns_too_wide_for_the_line_are_narrowed(widths, twips):
    assert column_widths(tuple(Column("甲", width) for width in widths), 156) == twips


def test_a_table_without_rows_says_so():
    (sentence,) = written(Table(REGISTER, (), empty="没有未销号的问题。"))
    assert words(sentence) == "没有未销号的问题。"
    (table,) = written(Table(REGISTER, ()))
    assert len(table.findall(W + "tr")) == 1


def test_two_tables_in_a_row_stay_two():
    table = Table((Column("甲", 50),), (("乙",),))
    tags = [block.tag.removeprefix(W) for block in written(table, table)]
    assert tags == ["tbl", "p", "tbl"]


def test_a_ledger_of_a_thousand_rows_takes_less_than_a_second():
    document = sample_document(rows=1000)
    before = time.process_time()
    content = render_docx(document)
    assert time.process_time() - before < 1
    assert len(list(part(content).iter(W + "tr"))) == 1 + 3 + 1 + 1000


# ---- annexes ------------------------------------------------------------------------


def test_an_annex_begins_a_page_with_its_number_and_title():
    annexes = (Annex("问题清单", (), number=1), Annex("整改台账", (), number=2))
    _, first, title, second, *_ = whole_body(SHORT, annexes=annexes)
    assert [words(block) for block in (first, title, second)] == ["附件1", "问题清单", "附件2"]
    for label in (first, second):
        assert label.find(f"{W}pPr/{W}pageBreakBefore") is not None
        assert value(label, "r/rPr/rFonts", "ascii") == "黑体"
    assert value(title, "pPr/spacing", "before") == str(LINE)


def test_the_only_annex_has_no_number():
    _, label, *_ = whole_body(SHORT, annexes=(Annex("问题清单", ()),))
    assert words(label) == "附件"


def test_a_turned_annex_is_a_section_of_its_own_without_an_empty_page():
    table = Table((Column("甲", 225),), (("乙",),))
    blocks = whole_body(
        SHORT, annexes=(Annex("丙", (table,), landscape=True), Annex("丁", (SHORT,)))
    )
    text, label, _, grid, tiny, upright, *_ = blocks
    assert text.find(f"{W}pPr/{W}sectPr") is not None  # in the last line, not in one of its own
    assert label.find(f"{W}pPr/{W}pageBreakBefore") is None
    assert grid.tag == W + "tbl"
    assert value(tiny, "pPr/spacing", "line") == "20"
    assert value(tiny, "pPr/sectPr/pgSz", "orient") == "landscape"
    assert words(upright) == "附件"
    assert upright.find(f"{W}pPr/{W}pageBreakBefore") is None
    assert value(blocks[-1], "pgSz", "orient") is None
