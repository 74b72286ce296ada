"""The PDF file: faces, glyphs, language, outline, the same bytes from the same paper."""

from io import BytesIO
from shutil import copy
from threading import Thread

import pytest
from pypdf import PdfReader

from reports.document import (
    Heading,
    Paragraph,
)
from reports.renderers.pdf import missing_glyphs, render_pdf
from reports.renderers.pdf.blocks import lay_out
from reports.renderers.pdf.faces import OWN_FONTS, registered
from tests.pdf_pages import body_lines, paper, sheets
from tests.sample_document import RARE, sample_document


@pytest.fixture(scope="module")
def sample():
    return render_pdf(sample_document(rows=12))


def test_rare_characters_of_names_are_drawn_in_song():
    (page,) = sheets(render_pdf(paper(Paragraph((f"李{RARE}",)))))
    assert (page.body[0].text, page.body[0].faces) == (f"李{RARE}", ("GWFang", "GWSong"))


def test_rare_characters_beyond_the_basic_plane_can_be_copied():
    (page,) = sheets(render_pdf(paper(Paragraph(("李𬭚、王𬀩",)))))
    assert page.body[0].text == "李𬭚、王𬀩"


def test_quotation_marks_are_full_width_in_every_face():
    (page,) = sheets(render_pdf(paper(Heading(2, ("“一岗双责”",)))))
    assert page.body[0].right - page.body[0].left == pytest.approx(6 * 156 / 28, abs=0.05)  # mm


def test_no_glyph_is_missing():
    assert missing_glyphs(sample_document()) == set()
    assert missing_glyphs(paper(Paragraph((f"{RARE}\U0001f600☑",)))) == {"\U0001f600", "☑"}


def test_characters_that_print_nothing_are_dropped():
    (page,) = sheets(render_pdf(paper(Paragraph(("一\x07\u200b二\ufe00三\t四",)))))
    assert page.body[0].text == "一二三 四"


def fonts_of(pdf):
    fonts = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            fonts[font["/BaseFont"]] = font.get("/FontDescriptor")
    return fonts


def test_every_face_is_embedded_as_a_subset(sample):
    fonts = fonts_of(sample)
    assert {name[8:] for name in fonts} == {"GWBiaoSong", "GWFang", "GWHei", "GWKai", "GWSong"}
    assert {name[7] for name in fonts} == {"+"}  # a subset has a tag before its name
    assert all("/FontFile2" in descriptor for descriptor in fonts.values())


def test_language_outline_and_properties_are_set(sample):
    reader = PdfReader(BytesIO(sample))
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.metadata.title == "东山设备公司关于特种设备安全管理专项检查情况的报告"
    assert (reader.metadata.author, reader.metadata.subject) == ("东山设备公司", "专项检查")
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        "一、检查工作开展情况",
        "二、存在的主要问题",
        "三、下一步工作打算",
        "附件1　特种设备安全管理专项检查问题整改台账（按责任部门和完成时限排列，截至5月24日）",
        "附件2　尚未销号的问题",
    ]
    assert [entry.title for entry in reader.outline[1]] == ["（一）组织领导"]
    assert reader.get_destination_page_number(reader.outline[-1]) == len(reader.pages) - 1


def test_an_outline_that_skips_a_level_is_still_one():
    pdf = render_pdf(paper(Heading(3, ("1.台账",)), *body_lines(1), Heading(1, ("一、情况",))))
    assert [entry.title for entry in PdfReader(BytesIO(pdf)).outline] == ["1.台账", "一、情况"]


def test_the_same_paper_gives_the_same_bytes(sample):
    assert render_pdf(sample_document(rows=12)) == sample
    assert PdfReader(BytesIO(sample)).metadata.creation_date.year == 2000  # not the clock's


def test_papers_printed_side_by_side_do_not_disturb_each_other(sample):
    printed = []
    threads = [
        Thread(target=lambda: printed.append(render_pdf(sample_document(rows=12))))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [pdf == sample for pdf in printed] == [True, True]


def test_a_face_is_read_once():
    render_pdf(paper(Paragraph(("正文",))))
    before = registered.cache_info().misses
    render_pdf(paper(Paragraph(("再来一次",))))
    assert registered.cache_info().misses == before


def test_licensed_fonts_replace_ours(tmp_path):
    copy(OWN_FONTS / "gw-kai.ttf", tmp_path / "fang.ttf")
    (page,) = sheets(render_pdf(paper(Paragraph((f"正文{RARE[0]}",))), tmp_path))
    assert page.body[0].faces == ("GWKai",)
    assert page.number.faces == ("GWSong",)


def test_the_setting_names_a_folder_of_fonts(tmp_path, settings):
    copy(OWN_FONTS / "gw-kai.ttf", tmp_path / "fang.ttf")
    settings.FONTS_DIR = str(tmp_path)
    (page,) = sheets(render_pdf(paper(Paragraph(("正文",)))))
    assert page.body[0].faces == ("GWKai",)


def test_an_unknown_layout_and_an_unknown_block_are_refused():
    with pytest.raises(KeyError):
        render_pdf(paper(layout="letter"))
    with pytest.raises(TypeError):
        lay_out(object(), None)
