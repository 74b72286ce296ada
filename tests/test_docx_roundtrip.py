"""A Word file as another office program lays it out: LibreOffice prints it, we measure."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter

import pdfplumber
import pytest

from reports.document import Document, Paragraph
from reports.layouts import PT_PER_MM
from reports.renderers.docx import render_docx
from tests.sample_document import REGISTER, sample_document

pytestmark = pytest.mark.slow
HANGING = "，、。；：）》”"  # LibreOffice lets a mark hang over the edge whatever the file says


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None and os.environ.get("CI") != "true":
        pytest.skip("LibreOffice is not installed")
    assert office, "CI has to bring LibreOffice"
    folder = tmp_path_factory.mktemp("office")
    full = Document("甲", (Paragraph(("国" * 28 * 30,), indent=False),))
    (folder / "paper.docx").write_bytes(render_docx(sample_document()))
    (folder / "full.docx").write_bytes(render_docx(full))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    files = [folder / "paper.docx", folder / "full.docx"]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def pages(folder):
    with pdfplumber.open(folder / "paper.pdf") as file:
        yield file.pages


def printed(page, *, text: bool):
    """The characters of the type area, or of the foot, of a page."""
    if is_landscape(page):  # its number stands at the left edge, where its foot is once bound
        edge = 34 * PT_PER_MM
        return [c for c in page.chars if c["text"].strip() and (c["x0"] > edge) == text]
    foot = float(page.height) - 35 * PT_PER_MM
    return [c for c in page.chars if c["text"].strip() and (c["top"] < foot) == text]


def is_landscape(page) -> bool:
    return page.width > page.height


def test_the_text_stands_between_the_margins(pages):
    for page in pages:
        left, right = (35, 260) if is_landscape(page) else (28, 184)
        chars = [c for c in printed(page, text=True) if c["text"] not in HANGING]
        assert min(c["x0"] for c in chars) / PT_PER_MM > left - 0.5
        assert max(c["x1"] for c in chars) / PT_PER_MM < right + 0.5
        assert min(c["top"] for c in chars) / PT_PER_MM > (28 if is_landscape(page) else 37) - 0.5


def test_a_full_page_has_22_lines_of_28_characters(folder):
    with pdfplumber.open(folder / "full.pdf") as file:
        lines = Counter(round(c["top"]) for c in printed(file.pages[0], text=True))
    assert list(lines.values()) == [28] * 22
    tops = sorted(lines)
    assert (tops[-1] - tops[0]) / 21 == pytest.approx(28.95, abs=0.06)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages):
    for number, page in enumerate(pages, 1):
        foot = printed(page, text=False)
        begin, end = ("top", "bottom") if is_landscape(page) else ("x0", "x1")
        foot.sort(key=lambda c: c[begin])
        assert "".join(c["text"] for c in foot).replace("︱", "—") == f"—{number}—"
        inset, near = 14 / PT_PER_MM, 1.5 if is_landscape(page) else 0.6
        if number % 2:
            assert max(c[end] for c in foot) / PT_PER_MM == pytest.approx(184 - inset, abs=near)
        else:
            assert min(c[begin] for c in foot) / PT_PER_MM == pytest.approx(28 + inset, abs=near)


def test_the_header_of_a_table_is_repeated_on_every_page(pages):
    titles = "".join(column.title for column in REGISTER)
    landscape = [page for page in pages if is_landscape(page)]
    assert len(landscape) > 3
    for page in landscape:
        assert titles in (page.extract_text() or "").replace(" ", "").replace("\n", "")


def test_the_signature_is_not_alone_on_its_page(pages):
    texts = [(page.extract_text() or "").replace(" ", "") for page in pages]
    signed = [text for text in texts if "2024年5月24日" in text and "东山设备公司\n" in text]
    assert len(signed) == 1
    assert "特此报告。" in signed[0]
    assert "附件：1." in signed[0]
