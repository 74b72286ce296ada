"""A worker is killed while it makes files: nothing that is not whole can be downloaded."""

import hashlib
import os
import random
import sys
import time
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from docx import Document as WordFile
from pypdfium2 import PdfDocument

from organization import clock
from organization.models import Job
from reports import publishing
from reports.models import PaperFile
from reports.rendering import papers_folder, path_of, render_publication, sweep
from tests.faults.printing import Printer
from tests.faults.processes import wait_until
from tests.reporting import LAST, tell
from tests.world import at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform == "win32", reason="forks"),
]
KILLS = 50
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def story(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    with clock.at(at(LAST, 15)):
        world = tell()
        Job.objects.all().delete()
        world.paper = publishing.draft(world.campaign, "final", by=world.clerk)
        publishing.ask_for_files(world.paper, by=world.clerk)
        yield world


@pytest.fixture
def printer(story, tmp_path):
    one = Printer(tmp_path)
    yield one
    one.close()


def whole(world) -> int:
    """Every file that a row names is there, is what was made, and opens. How many."""
    clerk = Client()
    clerk.force_login(world.clerk, BACKEND)
    rows = list(PaperFile.objects.all())
    for row in rows:
        content = path_of(row).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (row.size, row.sha256)
        answer = clerk.get(f"/campaigns/spring/papers/final/files/{row.format}/")
        if row.is_of_these_words:
            assert (answer.status_code, answer.getvalue()) == (200, content)
        else:
            assert answer.status_code == 404
        OPENS[row.format](content)
    return len(rows)


def undisturbed(world, printer) -> float:
    """How many seconds it takes to make both files a little more than once."""
    began = time.monotonic()
    pid = printer.begin(world.paper.pk)
    wait_until(lambda: PaperFile.objects.count() == 2, "both files are made")
    took = time.monotonic() - began
    printer.end(pid)
    assert whole(world) == 2
    return 1.5 * took


def opens_as_pdf(content: bytes) -> None:
    pages = PdfDocument(content)
    assert len(pages) > 3
    assert pages[len(pages) - 1].get_textpage().get_text_range()


def opens_as_word(content: bytes) -> None:
    assert ZipFile(BytesIO(content)).testzip() is None
    assert WordFile(BytesIO(content)).paragraphs


OPENS = {"pdf": opens_as_pdf, "docx": opens_as_word}


def test_fifty_kills_leave_nothing_that_is_not_whole(story, printer):
    longest, luck, seen = undisturbed(story, printer), random.Random(9704), set()
    for _kill in range(KILLS):
        pid = printer.begin(story.paper.pk)
        time.sleep(luck.uniform(0, longest))
        printer.end(pid)
        assert whole(story) == 2
        seen |= set(PaperFile.objects.values_list("stored", flat=True))
    assert len(seen) > 10  # files were replaced all the time
    left = {path.name for path in papers_folder().iterdir()}
    named = set(PaperFile.objects.values_list("stored", flat=True))
    assert named <= left
    for path in papers_folder().iterdir():
        os.utime(path, (0, 0))
    assert sweep() == len(left - named)
    assert {path.name for path in papers_folder().iterdir()} == named


def test_files_of_an_issued_paper_are_whole_or_not_there(story, printer):
    """Killed before they were made: the next worker makes what is missing, and no other."""
    publishing.send_to_review(story.paper, by=story.clerk)
    publishing.sign(story.paper, by=story.leader)
    publishing.issue(story.paper, by=story.clerk, document_number="示例〔2026〕1号")
    luck, first = random.Random(1), {}
    for kill in range(10):
        pid = printer.begin(story.paper.pk)
        time.sleep(luck.uniform(0, 0.2 * kill))
        printer.end(pid)
        whole(story)
        made = dict(PaperFile.objects.filter(is_issued=True).values_list("format", "sha256"))
        assert {name: made[name] for name in first} == first
        first = made
    render_publication(Job.objects.get(order_for__publication=story.paper.pk))
    assert whole(story) == 2
    made = dict(PaperFile.objects.filter(is_issued=True).values_list("format", "sha256"))
    assert set(made) == {"pdf", "docx"} and {name: made[name] for name in first} == first
