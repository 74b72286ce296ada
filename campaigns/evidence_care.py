"""What the night does for evidence: unused files go, the others are verified."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from campaigns import previews, uploads
from campaigns.evidence import FOLDER, ask_for_preview, path_of, read_verified
from campaigns.models import Evidence, EvidencePage
from organization import clock
from organization.models import Job, record

A_SLICE = 50  # files of one turn
LEFT_BEHIND = timedelta(days=1)  # after which a file without a row is nobody's any more


def sweep() -> int:
    """Remove the files of evidence in no use table for `EVIDENCE_ORPHAN_DAYS`. How many.

    The row stays, with its name and hash, for the event log; uploading the same contents again
    brings the file back.
    """
    oldest = clock.now() - timedelta(days=settings.EVIDENCE_ORPHAN_DAYS)
    unused = Evidence.objects.kept().unused().filter(uploaded_at__lt=oldest)
    unused = unused.exclude(released_at__gte=oldest)
    swept = sum(_sweep_one(pk) for pk in unused.values_list("pk", flat=True))
    uploads.throw_away_old()
    _remove_files_without_a_row()
    return swept


def verify_slice(n: int = A_SLICE) -> int:
    """Verify the hashes of the `n` files that were not verified for longest. How many are damaged.

    A damaged one is noted once; whoever downloads it is refused anyway.
    """
    damaged = 0
    rows = Evidence.objects.kept().order_by(F("verified_at").asc(nulls_first=True), "pk")
    for evidence in rows[:n]:
        is_whole = read_verified(evidence) is not None
        with transaction.atomic():
            # Also the damaged one has had its turn; `is_damaged` keeps it known.
            Evidence.objects.filter(pk=evidence.pk).update(
                verified_at=clock.now(), is_damaged=not is_whole
            )
            if not is_whole and not evidence.is_damaged:
                record("evidence.damaged", evidence, by=None, ok=False, sha256=evidence.sha256)
        damaged += not is_whole
        _ask_for_missing_pages(evidence, is_whole)
    return damaged


def _sweep_one(pk: int) -> int:
    with transaction.atomic():
        # Whoever begins to use it takes the same row; of the two, one comes first.
        evidence = Evidence.objects.select_for_update().get(pk=pk)
        still = Evidence.objects.kept().unused().filter(pk=pk)
        if not still.update(swept_at=clock.now()):
            return 0
        previews.remove(evidence)
        record("evidence.swept", evidence, by=None, sha256=evidence.sha256)
        transaction.on_commit(lambda: path_of(evidence).unlink(missing_ok=True))
    return 1


def _ask_for_missing_pages(evidence: Evidence, is_whole: bool) -> None:
    if not is_whole or not evidence.has_preview:
        return
    asked = Job.objects.filter(kind="preview", key=str(evidence.pk)).exists()
    if not asked and not EvidencePage.objects.filter(evidence=evidence).exists():
        ask_for_preview(evidence)


def _remove_files_without_a_row() -> None:
    """What a killed process left: written and renamed, but never entered."""
    root = Path(settings.MEDIA_ROOT)
    oldest = (clock.machine_now() - LEFT_BEHIND).timestamp()
    old = [
        path
        for folder in (FOLDER, previews.FOLDER)
        for path in (root / folder).rglob("*")
        if path.is_file() and path.stat().st_mtime < oldest
    ]
    known = {
        *Evidence.objects.kept().values_list("stored", flat=True),
        *EvidencePage.objects.values_list("stored", flat=True),
    }
    for path in old:
        if path.relative_to(root).as_posix() not in known:
            path.unlink(missing_ok=True)
