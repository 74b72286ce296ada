"""Pages of evidence as pictures: drawn by a worker, never the original itself."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import preview_process
from campaigns.evidence import PREVIEW, read_verified
from campaigns.models import Evidence, EvidencePage
from organization.models import Job

FOLDER = "pages"
SECONDS = 40  # of waiting for the child


def draw(job: Job) -> dict:
    """Draw the first pages of the job's file; they take the place of earlier ones."""
    evidence = Evidence.objects.filter(pk=job.order_for["evidence"], swept_at=None).first()
    if evidence is None:
        return {}
    content = read_verified(evidence)
    if content is None:
        return {"refused": "damaged"}
    with TemporaryDirectory(prefix="pages-") as name:
        drawn = drawn_pages(content, evidence.kind, Path(name))
        if "refused" in drawn:
            return drawn
        _publish(evidence, Path(name), drawn["pages"])
    return {"of": drawn["of"]}


def path_of(page: EvidencePage) -> Path:
    """Where the picture of a page lies."""
    return Path(settings.MEDIA_ROOT) / page.stored


def why_none(evidence: Evidence) -> str:
    """Why a file has no pictures (yet), in words."""
    job = Job.objects.filter(kind=PREVIEW, key=str(evidence.pk)).first()
    if job is not None and not job.is_finished:
        return _("The pages are being drawn. Please look again in a moment.")
    refused = job.result.get("refused", "") if job is not None else ""
    if refused == preview_process.PROTECTED:
        return _("The file is protected by a password: its pages cannot be shown here.")
    if refused == preview_process.LARGE:
        return _("The picture is too large to be shown here.")
    return _("The pages of this file cannot be shown here. The original can be downloaded.")


def drawn_pages(content: bytes, kind: str, folder: Path) -> dict:
    """Pictures of the first pages, in `folder`: {"pages": [[name, width, height], …]}, or
    {"refused": reason}. See `preview_process` for what the child guards against."""
    command = [sys.executable, "-I", preview_process.__file__, kind, str(folder)]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return {"refused": preview_process.LARGE}
    if child.returncode:
        return {"refused": preview_process.LARGE}
    return json.loads(child.stdout)


def _publish(evidence: Evidence, folder: Path, pages: list) -> None:
    """Put the pictures in their place: files first, then the rows that name them."""
    place = f"{FOLDER}/{evidence.sha256[:2]}"
    (Path(settings.MEDIA_ROOT) / place).mkdir(parents=True, exist_ok=True)
    rows = []
    for number, (name, width, height) in enumerate(pages, start=1):
        row = EvidencePage(evidence=evidence, number=number, width=width, height=height)
        row.stored = f"{place}/{uuid.uuid4().hex}.png"
        draft = path_of(row).with_suffix(".new")
        draft.write_bytes((folder / name).read_bytes())
        draft.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        os.replace(draft, path_of(row))
        rows.append(row)
    with transaction.atomic():
        remove(evidence)
        EvidencePage.objects.bulk_create(rows)


def remove(evidence: Evidence) -> None:
    """Forget the pictures of a file: their rows now, the files after the commit."""
    before = list(EvidencePage.objects.filter(evidence=evidence))
    EvidencePage.objects.filter(evidence=evidence).delete()
    transaction.on_commit(lambda: _unlink(before))


def _unlink(pages: list[EvidencePage]) -> None:
    for page in pages:
        path_of(page).unlink(missing_ok=True)
