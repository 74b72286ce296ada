"""Papers in traditional characters are drawn in the faces of the standard, nearly all of them."""

from itertools import chain

import pytest

from organization.traditional import traditional
from reports.check import WARN
from reports.document import Paragraph
from reports.proofreading import _glyphs
from reports.renderers.pdf import render_pdf
from reports.renderers.pdf.faces import IDEOGRAPH, OWN_FONTS, in_song_instead, registered
from tests.pdf_pages import paper, sheets
from tests.source import ROOT

# Forms that the four faces lack and the Song face draws.
LACKING = set("羣峯饋礄")
SOURCES = (
    *(ROOT / "reports").rglob("*.py"),
    *(ROOT / "fixtures").rglob("*.json"),
    *(ROOT / "fixtures").rglob("*.csv"),
)


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Every character of our papers and of both stories, in traditional form."""
    texts = (path.read_text(encoding="utf-8") for path in SOURCES)
    return set(chain.from_iterable(IDEOGRAPH.findall(traditional(text)) for text in texts))


def test_what_papers_say_is_drawn_in_fangsong(said):
    assert len(said) > 1000
    assert set(in_song_instead(said)) <= LACKING


@pytest.mark.parametrize("face", ["kai", "hei", "biaosong"])
def test_what_headings_say_is_drawn_in_their_face(said, face):
    drawn = registered(OWN_FONTS / f"gw-{face}.ttf").face.charToGlyph
    assert {character for character in said if ord(character) not in drawn} <= LACKING


def test_a_paragraph_of_a_traditional_paper_has_no_song():
    [page] = sheets(render_pdf(paper(Paragraph(("查閱記錄，採取說明會，並沒有製度",)))))
    assert set(page.body[0].faces) == {"GWFang", "GWFangHant"}


def test_the_check_names_what_another_face_draws():
    found = list(_glyphs(paper(Paragraph(("黨羣工作部，主峯",))), []))
    assert [(check.level, check.text) for check in found] == [
        (WARN, "正文字体缺少“峯羣”，改用宋体印出")
    ]
    assert list(_glyphs(paper(Paragraph(("黨的組織",))), [])) == []
