"""The reports of both stories through another office program and back: what GB/T 9704 asks of
pages is still in the file."""

import os
import shutil
import subprocess

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.whole_reports import made

pytestmark = pytest.mark.slow
NEAR = 0.5  # mm
# top, bottom, left, right
MARGINS = {"upright": (37, 35, 28, 26), "turned": (28, 26, 35, 37)}


@pytest.fixture(scope="module", params=["lanzhou", "wuhan"])
def papers(request):
    return made(request.param)


@pytest.fixture(scope="module")
def twice(papers, tmp_path_factory):
    """The report as we wrote it, and as LibreOffice gives it back by way of its own format."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None and os.environ.get("CI") != "true":
        pytest.skip("LibreOffice is not installed")
    assert office, "CI has to bring LibreOffice"
    folder = tmp_path_factory.mktemp("office")
    path = folder / "paper.docx"
    path.write_bytes(papers.file("final", "docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for format_ in ("odt", "docx"):
        command = [office, profile, "--headless", "--convert-to", format_, "--outdir"]
        target = folder / format_
        subprocess.run([*command, target, path], check=True, capture_output=True, timeout=240)
        path = target / f"paper.{format_}"
    return docx.Document(folder / "paper.docx"), docx.Document(path)


def test_every_section_keeps_its_margins(twice):
    ours, theirs = twice
    assert len(theirs.sections) == len(ours.sections)
    for section in theirs.sections:
        turned = section.page_width > section.page_height
        sides = (section.top_margin, section.bottom_margin, section.left_margin)
        found = [length.mm for length in (*sides, section.right_margin)]
        assert found == pytest.approx(MARGINS["turned" if turned else "upright"], abs=NEAR)


def test_odd_and_even_pages_keep_their_footers_with_the_number(twice):
    _ours, theirs = twice
    assert theirs.settings.odd_and_even_pages_header_footer
    for section in theirs.sections:
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            if section.page_width > section.page_height:  # it stands at the side, in a frame
                assert "PAGE" in footer._element.xml
                continue
            [line] = footer.paragraphs
            assert line.alignment == side
            assert line.text.startswith("— ") and line.text.endswith(" —")
            assert "PAGE" in line._p.xml and "fldChar" in line._p.xml


def test_every_table_keeps_a_header_that_repeats(twice):
    ours, theirs = twice
    assert len(theirs.tables) == len(ours.tables) >= 1
    for table, other in zip(ours.tables, theirs.tables, strict=True):
        assert [cell.text for cell in other.rows[0].cells] == [c.text for c in table.rows[0].cells]
        assert ["tblHeader" in row._tr.xml for row in other.rows[:2]] == [True, False]


def test_no_word_is_lost(twice):
    ours, theirs = (["".join(p.text.split()) for p in file.paragraphs] for file in twice)
    assert [text for text in theirs if text] == [text for text in ours if text]
