"""A paper as a Word file: what Word reads in it (geometry, fonts, order, safety)."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from openxml_audit import OpenXmlValidator

from reports.document import (
    Annex,
    Column,
    Document,
    Face,
    Heading,
    Missing,
    Paragraph,
    Table,
    Title,
)
from reports.layouts import GBT9704
from reports.renderers.docx import render_docx
from tests.hostile_document import hostile_document
from tests.sample_document import REGISTER, sample_document
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
    words,
    written,
)

# ---- the file -----------------------------------------------------------------------

ODD = paper(
    Paragraph(("",)),
    Table(REGISTER, ()),
    Table((Column("甲", 300),), (((Missing("乙"), "\n", Face("丙", "hei")),),)),
    annexes=(
        Annex("丁", (Table(REGISTER, (("x",) * 6,)),), landscape=True),
        Annex("戊", (), landscape=True),
        Annex("己", (Heading(9, ("庚",)),)),
    ),
)


@pytest.mark.parametrize("document", [sample_document(), ODD, hostile_document(), paper()])
def test_the_file_follows_the_standard(document, tmp_path):
    file = tmp_path / "paper.docx"
    file.write_bytes(render_docx(document))
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


def test_the_file_has_no_part_that_the_paper_did_not_ask_for():
    with ZipFile(BytesIO(sample())) as package:
        assert sorted(package.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "word/footer3.xml",  # of pages that lie on their side
            "word/footer4.xml",
            "word/settings.xml",
            "word/styles.xml",
            "word/theme/theme1.xml",
        ]


def test_the_same_paper_gives_the_same_bytes():
    with ZipFile(BytesIO(sample())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert render_docx(sample_document()) == sample()


def test_properties_say_what_the_paper_is():
    properties = docx.Document(BytesIO(sample())).core_properties
    assert (properties.title, properties.author, properties.language) == (
        "东山设备公司关于特种设备安全管理专项检查情况的报告",
        "东山设备公司",
        "zh-CN",
    )
    assert (properties.subject, properties.content_status) == ("专项检查", "Draft")
    assert (properties.created, properties.modified, properties.comments) == (None, None, "")


def test_a_very_long_title_is_cut_in_the_properties_only():
    content = render_docx(Document("长" * 300, (Title(("长" * 300,)),)))
    assert docx.Document(BytesIO(content)).core_properties.title == "长" * 255
    assert words(part(content)) == "长" * 300


def test_characters_that_would_break_the_file_are_dropped():
    (paragraph,) = written(Paragraph(("甲\x00乙\x0b\ud800\ufffe丙<w:p>&'\"",)))
    assert words(paragraph) == "甲乙丙<w:p>&'\""


def test_line_ends_and_tabs_are_kept():
    (paragraph,) = written(Paragraph(("甲\r\n乙\n丙\t丁",)))
    marks = [node.tag.removeprefix(W) for node in paragraph.find(W + "r")]
    assert marks == ["rPr", "t", "br", "t", "br", "t", "tab", "t"]


def test_an_unknown_layout_is_refused():
    with pytest.raises(KeyError):
        render_docx(Document("甲", (), layout="none"))


# ---- pages --------------------------------------------------------------------------


def test_pages_are_a4_with_the_margins_of_the_standard():
    sections = list(part(sample()).iter(W + "sectPr"))
    sizes = [dict(section.find(W + "pgSz").attrib) for section in sections]
    portrait = {W + "w": "11906", W + "h": "16838"}
    assert sizes == [
        portrait,
        {W + "w": "16838", W + "h": "11906", W + "orient": "landscape"},
        portrait,
    ]
    names = ("top", "right", "bottom", "left")
    margins = [
        [int(section.find(W + "pgMar").get(W + name)) for name in names] for section in sections
    ]
    upright = [2098, 1474, 1980, 1587]  # 37, 26, 35, 28 mm, less 4 twips for 22 lines of 580
    assert margins == [upright, [1587, 2098, 1474, 1984], upright]
    assert 16838 - 2098 - 1980 == 22 * 580


def test_lines_stand_on_the_grid_of_the_standard():
    for section in part(sample()).iter(W + "sectPr"):
        grid = section.find(W + "docGrid")
        assert dict(grid.attrib) == {W + "type": "lines", W + "linePitch": "580"}


def test_28_characters_fill_a_line_and_22_lines_a_page():
    normal = sample_styles()["Normal"]
    assert value(normal, "rPr/sz") == "32"
    assert value(normal, "rPr/spacing") == "-5"
    assert value(normal, "pPr/spacing", "line") == str(LINE)
    assert value(normal, "pPr/spacing", "lineRule") == "exact"
    assert 28 * CHARACTER <= WIDTH < 29 * CHARACTER
    assert 22 * LINE <= GBT9704.text_height * 1440 / 25.4 < 23 * LINE


def test_lines_keep_their_pitch_words_their_distance_and_marks_the_margin():
    for style in ("Normal", "BodyText", "Heading1", "TableText"):
        properties = sample_styles()[style].find(W + "pPr")
        for name in ("snapToGrid", "overflowPunct", "autoSpaceDE", "autoSpaceDN"):
            assert value(properties, name) == "0", (style, name)


def test_odd_and_even_pages_carry_the_number_on_their_outer_side():
    settings = part(sample(), "word/settings.xml")
    assert settings.find(W + "evenAndOddHeaders") is not None
    for name, side in (("word/footer1.xml", "right"), ("word/footer2.xml", "left")):
        (paragraph,) = part(sample(), name)
        assert words(paragraph) == "— 1 —"
        assert value(paragraph, "pPr/jc") == side
        assert dict(paragraph.find(f"{W}pPr/{W}ind").attrib) == {W + side: "280"}
        kinds = [mark.get(W + "fldCharType") for mark in paragraph.iter(W + "fldChar")]
        assert kinds == ["begin", "separate", "end"]
        assert [code.text for code in paragraph.iter(W + "instrText")] == [" PAGE "]
    footer = sample_styles()["Footer"]
    assert value(footer, "rPr/rFonts", "ascii") == "宋体"
    assert value(footer, "rPr/sz") == "28"


def test_every_section_has_the_page_numbers_and_none_begins_anew():
    sections = list(part(sample()).iter(W + "sectPr"))
    footers = [
        sorted(mark.get(W + "type") for mark in section.findall(W + "footerReference"))
        for section in sections
    ]
    assert footers == [["default", "even"]] * 3
    assert [section.find(W + "pgNumType") for section in sections] == [None] * 3


def test_the_dash_of_the_page_number_stands_7_mm_below_the_text():
    for section in part(sample()).iter(W + "sectPr"):
        margins = section.find(W + "pgMar")
        bottom, footer = int(margins.get(W + "bottom")), int(margins.get(W + "footer"))
        middle = bottom - footer - 140  # half of 14 pt
        assert middle / 1440 * 25.4 == pytest.approx(7, abs=0.05)


# ---- fonts --------------------------------------------------------------------------


def test_every_style_names_its_chinese_font():
    fonts = {
        name: value(style, "rPr/rFonts", "eastAsia")
        for name, style in sample_styles().items()
        if style.get(W + "type") == "paragraph"
    }
    assert fonts == {
        "Normal": "仿宋_GB2312",
        "BodyText": "仿宋_GB2312",
        "Heading1": "黑体",
        "Heading2": "楷体_GB2312",
        "Heading3": "仿宋_GB2312",
        "Heading4": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "TitleNote": "楷体_GB2312",
        "AnnexTitle": "方正小标宋简体",
        "Masthead": "方正小标宋简体",
        "AnnexLabel": "黑体",
        "Classification": "黑体",
        "TableText": "仿宋_GB2312",
        "TableHead": "黑体",
        "Imprint": "仿宋_GB2312",
        "Footer": "宋体",
        "Chart": "仿宋_GB2312",
    }


def test_no_theme_decides_a_font():
    with ZipFile(BytesIO(sample())) as package:
        for name in package.namelist():
            if name != "word/theme/theme1.xml":
                assert b"Theme=" not in package.read(name), name
    defaults = part(sample(), "word/styles.xml").find(W + "docDefaults")
    assert value(defaults, "rPrDefault/rPr/rFonts", "eastAsia") == "仿宋_GB2312"
    assert value(defaults, "rPrDefault/rPr/lang", "eastAsia") == "zh-CN"


def test_every_run_names_its_chinese_font():
    runs = [run for run in part(sample()).iter(W + "r") if run.find(W + "t") is not None]
    fonts = [value(run, "rPr/rFonts", "eastAsia") for run in runs]
    assert None not in fonts
    assert {value(run, "rPr/rFonts", "hint") for run in runs} == {"eastAsia"}
    named = dict(zip((words(run) for run in runs), fonts, strict=True))
    assert named["（二）深入检查阶段（5月10日至18日）。"] == "楷体_GB2312"
    assert named["检查组分三个层次，"] == "仿宋_GB2312"


def test_a_font_that_windows_lacks_has_an_alternative():
    table = part(sample(), "word/fontTable.xml")
    others = {font.get(W + "name"): value(font, "altName") for font in table}
    assert others["仿宋_GB2312"] == "仿宋"
    assert others["楷体_GB2312"] == "楷体"


def test_what_is_missing_is_highlighted_and_nothing_else():
    marked = [
        words(run)
        for run in part(sample()).iter(W + "r")
        if value(run, "rPr/highlight") == "yellow"
    ]
    assert marked == [missing.text for missing in sample_document().missing()]


def test_pages_on_their_side_have_turned_numbers_at_the_left_edge():
    """Once bound with its head at the left, a turned page has its number where all have it."""
    with ZipFile(BytesIO(sample())) as package:
        odd, even = (package.read(f"word/footer{n}.xml").decode() for n in (3, 4))
        names = package.read("word/_rels/document.xml.rels").decode()
    assert "layout-flow:vertical" in odd and "layout-flow:vertical" in even
    assert "PAGE" in odd and "PAGE" in even
    assert "margin-top:93.4pt" in even  # 28 mm and a character
    assert "footer3.xml" in names and "footer4.xml" in names
