"""双面印刷: a house that prints on both sides has the imprint on the back, an even page; behind a
blank page neither of the two is numbered (GB/T 9704-2012 7.5)."""

import io
import zipfile

import pytest

from reports.document import Annex, Document, Paragraph, Title
from reports.letterhead import Imprint, Letterhead
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from tests.pdf_pages import sheets

BOTH_SIDES = (("imprint_even", True),)
IMPRINT = Imprint("上级公司", "示例公司办公室", "2026年3月13日")


def paper(lines: int, *, turned: bool = False, deviations=BOTH_SIDES) -> Document:
    """A paper of so many lines below a head, which takes 14 of the first 22."""
    body = tuple(Paragraph(("查" * 20,)) for _line in range(lines))
    annexes = (Annex("清单", (Paragraph(("第一项。",)),), landscape=True),) if turned else ()
    return Document(
        "通知",
        (Title(("通知",)), *body),
        annexes,
        head=Letterhead("示例公司文件"),
        imprint=IMPRINT,
        deviations=deviations,
    )


def pages(document: Document) -> list[str]:
    """The words of each page from top to bottom."""
    return ["".join(line.text for line in one.lines) for one in sheets(render_pdf(document))]


@pytest.mark.parametrize(
    ("lines", "turned", "numbers", "last"),
    [
        (3, False, ["— 1 —", "— 2 —"], 2),  # the text ends on a front: the imprint on its back
        (12, False, ["— 1 —", "— 2 —"], 2),  # it ends on a back with room
        (31, False, ["— 1 —", "— 2 —", "", ""], 4),  # a full back: a blank page before it
        (3, True, ["— 1 —", "— 2 —", "", ""], 4),  # a back that lies on its side
        (12, True, ["— 1 —", "— 2 —", "— 3 —", "— 4 —"], 4),
    ],
)
def test_the_imprint_stands_on_an_even_page(lines, turned, numbers, last):
    told = pages(paper(lines, turned=turned))
    assert [place for place, words in enumerate(told, 1) if "印发" in words] == [last]
    assert [f"— {place} —" in words for place, words in enumerate(told, 1)] == [
        bool(number) for number in numbers
    ]
    assert len(told) == last


def test_without_the_choice_no_page_is_added():
    assert len(pages(paper(3, deviations=()))) == 1


def parts(document: Document) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(render_docx(document))) as file:
        names = [name for name in file.namelist() if name.startswith("word/")]
        return {name: file.read(name).decode() for name in names if name.endswith("xml")}


def test_word_begins_a_section_on_an_even_page_where_the_pdf_does():
    back = parts(paper(3))["word/document.xml"]
    assert back.count('w:type w:val="evenPage"') == 1
    assert back.index("evenPage") > back.index("印发")
    assert "evenPage" not in parts(paper(12))["word/document.xml"]
    assert "evenPage" not in parts(paper(3, deviations=()))["word/document.xml"]


def test_in_word_the_page_behind_a_blank_one_has_no_number():
    def empty(document: Document) -> int:
        told = parts(document)
        return sum("footer" in name and "PAGE" not in words for name, words in told.items())

    assert empty(paper(31)) == 2 and empty(paper(3)) == 0
