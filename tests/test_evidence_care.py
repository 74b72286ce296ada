"""The night: files that nothing uses go, the others are verified; hostile archives stay out."""

import io
import os
import struct
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from campaigns import attaching, evidence, evidence_care
from campaigns.models import Evidence
from organization import clock, jobs
from organization.models import Event
from tests.evidence_files import attached, pdf, shelve
from tests.visiting import get, text, visit
from tests.world import start


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def running(world):
    start(world)
    return world


def later(days: int):
    return clock.at(clock.now() + timedelta(days=days))


@pytest.fixture
def sweep(django_capture_on_commit_callbacks):
    def sweep(days: int) -> int:
        with later(days), django_capture_on_commit_callbacks(execute=True):
            return evidence_care.sweep()

    return sweep


def test_a_file_that_nothing_uses_goes_after_the_days_of_the_setting(running, sweep, settings):
    settings.EVIDENCE_ORPHAN_DAYS = 10
    row = shelve(running, "登记.pdf", pdf())
    jobs.run_all()
    assert (sweep(9), sweep(11), sweep(12)) == (0, 1, 0)
    row.refresh_from_db()
    assert row.swept_at is not None and not row.pages.exists()
    assert not evidence.path_of(row).exists()
    assert Event.objects.filter(kind="evidence.swept", thing_pk=row.pk).count() == 1
    assert visit("head").get(row.get_absolute_url()).status_code == 404
    assert "登记.pdf" not in text(get("head", "choose_evidence", "spring", "SALES", 1))


def test_a_used_file_stays_also_as_an_older_version(running, sweep):
    old, new = shelve(running), shelve(running, "b.txt", b"b")
    answer = attached(running, old)
    attaching.replace(answer, old, new, by=running.head)
    assert sweep(400) == 0
    assert evidence.read_verified(old) == b"x"


def test_the_days_count_from_when_the_last_answer_let_go(running, sweep):
    row = shelve(running)
    answer = attached(running, row)
    with later(100):
        attaching.detach(answer, row, by=running.head)
    assert (sweep(110), sweep(131)) == (0, 1)


def test_the_same_contents_uploaded_again_bring_a_swept_file_back(running, sweep):
    row = shelve(running)
    sweep(31)
    assert shelve(running) == row
    row.refresh_from_db()
    assert row.swept_at is None and evidence.read_verified(row) == b"x"


def test_files_without_a_row_go_after_a_day(running, sweep, folder):
    row = shelve(running)
    attached(running, row)
    lost = folder / "evidence" / "new-lost"
    lost.write_bytes(b"x")
    sweep(0)
    assert lost.exists()
    old = timezone.now().timestamp() - 2 * 86400
    os.utime(lost, (old, old))
    os.utime(evidence.path_of(row), (old, old))
    sweep(0)
    assert not lost.exists() and evidence.path_of(row).exists()


def test_the_slice_takes_what_was_not_verified_for_longest(running):
    one, two = shelve(running), shelve(running, "b.txt", b"b")
    with later(1):
        evidence_care.verify_slice(1)
    times = [Evidence.objects.get(pk=row.pk).verified_at for row in (one, two)]
    assert times[0] > times[1]
    with later(2):
        evidence_care.verify_slice(1)
    assert Evidence.objects.get(pk=two.pk).verified_at > times[0]


def test_a_damaged_file_is_found_by_night_and_told_once(running):
    row = shelve(running)
    evidence.path_of(row).write_bytes(b"y")
    assert [evidence_care.verify_slice() for _night in range(2)] == [1, 1]
    assert Event.objects.filter(kind="evidence.damaged", ok=False).count() == 1
    shelve(running)  # the original once more
    assert evidence_care.verify_slice() == 0


def zip_bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", b"x")
        for number in range(3):
            target.writestr(f"word/{number}", b"\0" * 1024)
    content = bytearray(kept.getvalue())
    # The table of contents claims 400 MB for each part, as a real bomb would inflate to.
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", content, at + 24, 400 * 1024**2)
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(content)


def long_contents() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as target:
        target.writestr("xl/workbook.xml", b"x")
        for number in range(21_000):
            target.writestr(f"xl/{number}", b"")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "make"), [("弹.docx", zip_bomb), ("弹.xlsx", long_contents), ("弹.zip", long_contents)]
)
def test_an_archive_that_would_burst_is_refused(running, name, make, folder):
    with pytest.raises(ValidationError, match="未收存"):
        shelve(running, name, make())
    assert [path for path in folder.rglob("*") if path.is_file()] == []
