"""`manage.py paper CODE final --format … -o FILE`."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from docx import Document as WordFile
from pypdfium2 import PdfDocument

from organization import clock
from reports import publishing
from tests.reporting import LAST, afresh, told_once
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    with clock.at(at(LAST, 15)):
        yield afresh(base)


@pytest.fixture
def paper(tmp_path, capsys):
    """`paper("spring", …)` → the bytes written, and what was printed."""

    def written(code: str, *more: str, format_: str = "json") -> bytes:
        path = tmp_path / f"报告.{format_}"
        call_command("paper", code, "final", "--format", format_, "-o", str(path), *more)
        assert capsys.readouterr().out == f"{path}\n"
        return path.read_bytes()

    return written


def test_pdf(story, paper):
    pages = PdfDocument(paper("spring", format_="pdf"))
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "重要文件执行情况效能监察自查情况的报告" in words.replace("\r\n", "")


def test_word(story, paper):
    word = WordFile(BytesIO(paper("spring", format_="docx")))
    assert "特此报告。" in [paragraph.text for paragraph in word.paragraphs]


def test_html_has_its_figures(story, paper):
    page = paper("spring", format_="html").decode()
    assert page.startswith("<!doctype html>")
    assert 'href="/campaigns/spring/figures/findings/" data-figure="findings"' in page


def test_json_has_blocks_and_figures(story, paper):
    told = json.loads(paper("spring"))
    assert told["blocks"][0]["kind"] == "title"
    figures = {row["name"]: row for row in told["figures"]}
    assert figures["items"] == {
        "name": "items",
        "value": 4,
        "text": "4",
        "count": 4,
        "url": "/campaigns/spring/figures/items/",
    }
    assert told["missing"] == []


def test_another_instant(story, paper):
    told = json.loads(paper("spring", "--now", "2026-03-31T09:00"))
    words = "".join(block.get("text", "") for block in told["blocks"])
    assert "截至3月31日，" in words
    told = json.loads(paper("spring", "--now", "2026-04-01T09:00:00+08:00"))
    words = "".join(block.get("text", "") for block in told["blocks"])
    assert "该问题已逾期" in words


def test_what_was_signed_comes_out_word_for_word(story, paper):
    publication = publishing.draft(story.campaign, "final", by=story.clerk)
    publishing.send_to_review(publication, by=story.clerk)
    publishing.sign(publication, by=story.leader)
    first = paper("spring")
    with clock.at(date(2026, 5, 1)):
        assert paper("spring") == first
    assert json.loads(first)["draft"] is False


def test_the_report_on_the_rectification(story, tmp_path):
    path = tmp_path / "整改报告.json"
    call_command("paper", "spring", "rectification", "--format", "json", "-o", str(path))
    told = json.loads(path.read_text())
    assert told["title"] == "示例公司关于重要文件效能监察自查发现问题整改情况的报告"
    urls = {row["name"]: row["url"] for row in told["figures"]}
    assert urls["tasks"] == "/campaigns/spring/figures/tasks/?paper=rectification"


def test_a_campaign_nobody_knows(db, paper):
    with pytest.raises(CommandError, match="no campaign has the code summer"):
        paper("summer")


def test_a_time_nobody_can_read(story, paper):
    with pytest.raises(CommandError, match="not an ISO 8601 time: morgen"):
        paper("spring", "--now", "morgen")


def test_a_paper_nobody_writes(story, tmp_path):
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("paper", "spring", "poem", "-o", str(tmp_path / "x"))


def test_a_folder_that_does_not_exist(story, tmp_path):
    with pytest.raises(CommandError, match="cannot write"):
        call_command("paper", "spring", "final", "-o", str(tmp_path / "no" / "x.pdf"))
