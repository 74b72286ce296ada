"""The papers of both stories, as the commands write them: the same bytes in another process,
places within half a millimetre of GB/T 9704-2012, the words in their order, sound Word files."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from reports.document import plain, runs_of
from reports.layouts import GBT9704
from reports.renderers.pdf.faces import cleaned
from tests.pdf_pages import MM, sheets
from tests.whole_reports import made

pytestmark = pytest.mark.slow
NEAR = 0.5  # mm
EM, LINE = 156 / 28, 225 / 22  # mm
HEAD = 6.5 / MM  # mm: half of what a line of the title is higher than its characters


@pytest.fixture(scope="module", params=["lanzhou", "wuhan"])
def papers(request):
    return made(request.param)


@pytest.fixture(scope="module")
def pages(papers):
    return sheets(papers.file("final", "pdf"))


def near(value):
    return pytest.approx(value, abs=NEAR)


def is_upright(page) -> bool:
    return page.height > page.width


def is_body(line) -> bool:
    return round(line.size, 1) == 15.8


def edges(papers) -> list[tuple[float, float]]:
    """The left and the right edge of what is printed on each page, in mm."""
    found = []
    document = PdfDocument(papers.file("final", "pdf"))
    for page in document:
        text = page.get_textpage()
        places = range(text.count_chars())
        boxes = [
            text.get_charbox(n, loose=True) for n in places if text.get_text_range(n, 1).strip()
        ]
        found.append((min(box[0] for box in boxes) / MM, max(box[2] for box in boxes) / MM))
    return found


def test_the_command_writes_the_same_pdf_in_another_process(papers):
    assert papers.once_more("final", "pdf") == papers.file("final", "pdf")


def test_the_command_writes_the_same_parts_of_word_in_another_process(papers):
    def parts(content: bytes) -> dict[str, bytes]:
        with ZipFile(BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}

    assert parts(papers.once_more("final", "docx")) == parts(papers.file("final", "docx"))


def test_the_text_stands_in_the_type_area(papers, pages):
    for page, (_number, right) in zip(pages, edges(papers), strict=True):
        left = min(line.left for line in page.body)
        from_, to = (28, 184) if is_upright(page) else (35, 260)
        top, bottom = (37, 262) if is_upright(page) else (28, 184)
        assert left >= from_ - NEAR and right <= to + NEAR
        assert page.lines[0].top >= top - NEAR
        last = page.body[-1]
        assert last.top + last.size / MM <= bottom + NEAR


def test_a_page_of_text_fills_the_type_area(papers, pages):
    full = [n for n, page in enumerate(pages) if len([x for x in page.body if is_body(x)]) > 18]
    assert len(full) >= 5
    for n in full[1:]:
        assert edges(papers)[n] == (near(28), near(184))
        assert pages[n].lines[0].top == near(37)


def test_the_pitch_of_lines_is_a_22nd_of_the_type_area(pages):
    upright = [page for page in pages if is_upright(page)]
    for page in upright:
        lines = [line for line in page.body if is_body(line)]
        whole = all(is_body(line) for line in page.body)
        for n, line in enumerate(lines if whole else ()):
            rows = (line.top - lines[0].top) / LINE
            assert rows * LINE == near(round(rows) * LINE), (n, line.text)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages):
    """7 mm below the text; on a page that lies on its side they are turned with it."""
    inset, low = 14 / MM, 262 + 7
    for number, page in enumerate(pages, 1):
        line = page.number
        assert (line.text, line.size, line.faces) == (f"— {number} —", 14, ("GWSong",))
        begin = line.left if is_upright(page) else line.top
        if number % 2:
            assert line.right == near(184 - inset)
        else:
            assert begin == near(28 + inset)
        if is_upright(page):
            assert line.top + (0.88 - 0.293) * 14 / MM == near(low)
        else:
            assert line.left + 0.293 * 14 / MM == near(297 - low)


def test_the_title_stands_on_the_third_line(pages):
    titles = [line for line in pages[0].lines if line.size == 22]
    assert [line.faces for line in titles] == [("GWBiaoSong",)] * len(titles)
    for n, line in enumerate(titles):
        assert line.top == near(37 + 2 * LINE + HEAD + n * 35 / MM)
        assert (line.left + line.right) / 2 == near(106)


def test_a_written_report_is_signed_four_characters_in(papers, pages):
    if papers.story == "wuhan":  # read aloud: it ends with thanks
        assert "谢谢大家！" in {line.text for line in pages[-2].lines}
        return
    days = re.compile(r"20\d\d年\d+月\d+日")
    [(page, n)] = [
        (page, n)
        for page in pages
        for n, line in enumerate(page.body)
        if is_body(line) and days.fullmatch(line.text)
    ]
    name, day = page.body[n - 1 : n + 1]
    assert day.right == near(184 - 4 * EM)
    assert (name.left + name.right) / 2 == near((day.left + day.right) / 2)
    assert day.top - name.top == near(LINE)


def test_annexes_begin_with_label_and_title(papers, pages):
    labels = [page for page in pages if re.fullmatch(r"附件\d*", page.lines[0].text)]
    assert len(labels) == len(papers.document().annexes) >= 1
    for page in labels:
        left, top, middle = (28, 37, 106) if is_upright(page) else (35, 28, 147.5)
        label, title = page.lines[:2]
        assert (label.left, label.top) == (near(left), near(top))
        assert title.top == near(top + 2 * LINE + HEAD)
        assert (title.left + title.right) / 2 == near(middle)


def test_the_pdf_says_what_it_is(papers):
    reader, document = PdfReader(BytesIO(papers.file("final", "pdf"))), papers.document()
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.metadata.title == document.title
    flat = []

    def walk(entries) -> None:
        for entry in entries:
            walk(entry) if isinstance(entry, list) else flat.append(entry.title)

    walk(reader.outline)
    headings = [plain(b.runs) for b in document.blocks if type(b).__name__ == "Heading"]
    assert [title for title in flat if not title.startswith("附件")] == headings
    assert len(flat) == len(headings) + len(document.annexes)


def test_the_text_is_read_in_the_order_of_the_document(papers):
    """Page after page, without page numbers; the cells of a table row by row."""
    document = papers.document()
    said = squeezed("".join(printed(page) for page in PdfDocument(papers.file("final", "pdf"))))
    at = 0
    blocks = [b for b in document.blocks if type(b).__name__ in ("Heading", "Paragraph")]
    assert len(blocks) > 40
    for block in blocks:
        words = squeezed("".join(plain(runs) for runs in runs_of(block)))
        found = said.find(words, at)
        assert found >= 0, words
        at = found + len(words)


def printed(page) -> str:
    """What a reader copies, without the page number."""
    return re.sub(r"—\s*\d+\s*—\s*$", "", page.get_textpage().get_text_range().strip())


def squeezed(text: str) -> str:
    return re.sub(r"[\s\ufffe\u00ad]", "", cleaned(text))


def test_every_word_file_of_the_story_is_sound(papers, tmp_path):
    found = papers.all("docx")
    assert len(found) >= 14
    faults = {}
    for name, content in found.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(content)
        result = OpenXmlValidator().validate(path)
        if result.errors:
            faults[name] = result.errors[:3]
    assert faults == {}


def test_every_pdf_of_the_story_opens_and_has_its_language(papers):
    for name, content in papers.all("pdf").items():
        reader = PdfReader(BytesIO(content))
        assert reader.trailer["/Root"].get("/Lang") == "zh-CN", name
        assert reader.metadata.title, name


def test_the_paper_stands_in_the_layout_of_the_standard(papers):
    assert papers.document().layout == GBT9704.name
