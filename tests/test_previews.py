"""Pages of evidence as pictures: drawn in a job, by a child process, for whoever may read."""

import io
import struct
import zlib

import pytest
from django.urls import reverse
from PIL import Image

from campaigns import previews
from campaigns.models import EvidencePage
from organization import jobs
from organization.models import Job
from tests.evidence_files import attached, pdf, picture, shelve
from tests.visiting import get, text, visit
from tests.world import start


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def running(world):
    start(world)
    return world


def drawn(world, name: str, contents: bytes):
    """The file, its pages drawn by a worker."""
    row = shelve(world, name, contents)
    jobs.run_all()
    return row


def page_url(row, number: int = 1) -> str:
    return reverse("evidence_page", args=["spring", row.pk, number])


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that stands for 3.6 thousand million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + sum_

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_the_row_of_the_job_stands_before_anything_is_drawn(running):
    row = shelve(running, "登记.pdf", pdf())
    job = Job.objects.get(kind="preview")
    assert (job.key, job.state, job.by) == (str(row.pk), "waiting", None)
    page = get("head", "evidence_pages", "spring", row.pk)
    assert "正在生成预览" in text(page)


def test_the_first_three_pages_of_a_pdf_are_drawn(running):
    row = drawn(running, "登记.pdf", pdf(5))
    assert [page.number for page in row.pages.all()] == [1, 2, 3]
    sent = visit("head").get(page_url(row))
    assert (sent.status_code, sent["Content-Type"]) == (200, "image/png")
    assert sent["Content-Security-Policy"] == "sandbox; default-src 'none'"
    image = Image.open(io.BytesIO(sent.getvalue()))
    assert (
        max(image.size) == 1400
        and (row.pages.first().width, row.pages.first().height) == image.size
    )


def test_a_photograph_is_drawn_small_and_without_what_the_camera_wrote(running):
    exif = Image.Exif()
    exif[0x010E] = "where it was taken"
    row = drawn(running, "现场.jpg", picture(3000, 2000, "JPEG", exif=exif))
    image = Image.open(io.BytesIO(visit("head").get(page_url(row)).getvalue()))
    assert (image.format, image.size) == ("PNG", (1400, 933))
    assert not image.getexif() and image.info.get("exif") is None


@pytest.mark.parametrize(
    ("name", "contents", "words"),
    [
        ("弹.png", bomb(), "画面过大"),
        ("坏.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "不能在此预览"),
        ("坏.pdf", b"%PDF-1.7\nnothing of a PDF", "不能在此预览"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_draws_nothing(running, name, contents, words):
    row = drawn(running, name, contents)
    assert Job.objects.get(kind="preview").state == "done"
    assert not row.pages.exists()
    assert words in text(get("head", "evidence_pages", "spring", row.pk))


def test_a_file_of_another_kind_asks_for_nothing(running):
    shelve(running)
    assert not Job.objects.filter(kind="preview").exists()


def test_drawing_again_takes_the_place_of_the_pages_before(
    running, tmp_path, django_capture_on_commit_callbacks
):
    row = drawn(running, "登记.pdf", pdf())
    before = previews.path_of(row.pages.get())
    with django_capture_on_commit_callbacks(execute=True):
        previews.draw(Job.objects.get(kind="preview"))
    assert EvidencePage.objects.count() == 1
    assert not before.exists() and previews.path_of(row.pages.get()).exists()


def test_a_changed_file_is_not_drawn(running):
    row = shelve(running, "登记.pdf", pdf())
    (previews.settings.MEDIA_ROOT / row.stored).write_bytes(pdf(2))
    jobs.run_all()
    assert not row.pages.exists()


def test_pages_are_read_by_whoever_may_read_the_file(running):
    row = drawn(running, "登记.pdf", pdf())
    attached(running, row)
    wanted = {"head": 200, "member": 200, "clerk": 403, "stranger": 404, "admin": 404}
    for url in (page_url(row), reverse("evidence_pages", args=["spring", row.pk])):
        assert {name: visit(name).get(url).status_code for name in wanted} == wanted
    assert visit("head").get(page_url(row, 2)).status_code == 404
