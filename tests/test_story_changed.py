"""Numbers follow: a story with one item and one finding less, a later end, another name."""

import io
import zipfile

import pypdfium2
import pytest

from reports.publishing import written as paper_of
from reports.renderers.docx import render_docx
from reports.renderers.html import render_page
from reports.renderers.pdf import render_pdf
from tests.stories import copied, replayed

pytestmark = pytest.mark.django_db

GONE = "A01"  # a compliant item
OLD_NAME, NEW_NAME = "市场经营部", "市场拓展中心"


def later(row):
    return {**row, "ends_on": "2009-08-26"} if row["ends_on"] == "2009-08-25" else row


def renamed(row):
    return {key: (value or "").replace(OLD_NAME, NEW_NAME) for key, value in row.items()}


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker, tmp_path_factory):
    """The words of the issued report as Word, PDF and HTML."""
    folder = copied(
        tmp_path_factory.mktemp("story") / "lanzhou",
        {
            "checklist": lambda row: None if row["code"] == GONE else row,
            "findings": lambda row: None if row["code"] == "F3" else row,
            "phases": later,
            "departments": renamed,
            "people": renamed,
        },
    )
    with django_db_blocker.unblock():
        story = replayed(folder)
        campaign = next(story)
        document = paper_of(campaign, "final").document
        yield {
            "html": str(render_page(document)),
            "docx": words_of_docx(render_docx(document)),
            "pdf": words_of_pdf(render_pdf(document)),
        }
        next(story, None)


def words_of_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


def words_of_pdf(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    return text.replace("\r", "").replace("\n", "")


def without_marks(text: str) -> str:
    """The words without tags, so that a figure in the middle of a sentence does not cut it."""
    import re

    return re.sub(r"<[^>]*>|\s", "", text)


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_the_new_facts_are_printed(written, form):
    text = without_marks(written[form])
    for words in ("82个检查项点", "三个方面5个问题", "8月12日至26日", "2009年8月26日", NEW_NAME):
        assert words in text, words


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_the_old_facts_are_gone(written, form):
    text = without_marks(written[form])
    for words in ("83个", "6个问题", "8月25日", "至25日", OLD_NAME):
        assert words not in text, words
