"""报送材料包: made by a worker, whole or not at all; the same package is the same bytes."""

import hashlib
import os
import shutil
import uuid
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from campaigns.evidence import path_of as path_of_evidence
from campaigns.models import Campaign, Evidence
from organization import clock, outbox
from organization.models import Job, NotAllowed, Person, record
from organization.registers import workbook
from reports.archive import Archive, without_times
from reports.document import Document
from reports.kinds import INWARD
from reports.models import Package, Publication
from reports.packed_evidence import Filed, amount_of, evidence_of
from reports.packed_papers import count_of, papers_of
from reports.papers import package_words as words
from reports.papers.package_words import LeftOut
from reports.publishing import signed_words
from reports.rendering import file_name, papers_folder, sweep
from reports.without_names import SAID, without_names

KIND = "package"
STEP = 20  # files of evidence between two lines of progress
SPARE = 100 * 1024 * 1024  # bytes that stay free on the disk beside a package


def ask_for(
    publication: Publication, *, with_evidence: bool, names_hidden: bool, by: Person
) -> Job:
    """Have the package of an issued report made; the unfinished job when there is one.

    Raises NotAllowed for a paper of the house, before the issue, for evidence without names
    (files of others cannot be changed) and without room on the disk.
    """
    if publication.paper in INWARD or publication.status != Publication.Status.ISSUED:
        raise NotAllowed(_("Only an issued report is made into a package."))
    if with_evidence and names_hidden:
        raise NotAllowed(_("Names in evidence cannot be hidden. Take one of the two."))
    if with_evidence:
        _demand_room(publication, by)
    key = f"{publication.pk}-{int(with_evidence)}{int(names_hidden)}"
    return outbox.ask_for(
        KIND,
        key,
        by=by,
        publication=publication.pk,
        with_evidence=with_evidence,
        names_hidden=names_hidden,
    )


def of_all_editions(publication: Publication) -> QuerySet[Package]:
    """Its packages and those of the papers that it took the place of, the newest first."""
    return Package.objects.filter(
        publication__campaign=publication.campaign_id, publication__paper=publication.paper
    )


def latest_job(publication: Publication) -> Job | None:
    """The job that was asked for last."""
    return Job.objects.filter(kind=KIND, key__startswith=f"{publication.pk}-").first()


def make(job: Job) -> dict:
    """The work of the job: write the archive, then put it in the place of the one before."""
    publication = Publication.objects.select_related("campaign").get(
        pk=job.order_for["publication"]
    )
    sweep()
    folder = papers_folder()
    folder.mkdir(parents=True, exist_ok=True)
    stored = f"{uuid.uuid4().hex}.zip"
    draft = folder / f".{stored}"
    try:
        with draft.open("wb") as target:
            told = _write(target, publication, job)
            target.flush()
            os.fsync(target.fileno())
        os.replace(draft, folder / stored)
        _publish(publication, stored, told, job)
    finally:
        draft.unlink(missing_ok=True)
    return {"url": f"{publication.get_absolute_url()}dispatch/"}


def delete(package: Package, *, by: Person) -> None:
    """Take a package away; what was said of it when the report was sent up stays."""
    with transaction.atomic():
        record("publication.package_deleted", package.publication, by=by, sha256=package.sha256)
        Package.objects.filter(pk=package.pk).delete()
    (papers_folder() / package.stored).unlink(missing_ok=True)


def _write(target: BinaryIO, publication: Publication, job: Job) -> dict:
    """The archive on the disk. What the row is told of it."""
    document = signed_words(publication).document
    hidden, with_evidence = job.order_for["names_hidden"], job.order_for["with_evidence"]
    if hidden:
        document = without_names(document)
    said = SAID if hidden else "（含佐证材料）" if with_evidence else ""
    issued_at = localtime(publication.issued_at)
    told = words.Told(publication.document_number, issued_at.date(), with_evidence, hidden)
    with Archive(target, issued_at) as archive:
        left_out = _fill(archive, document, publication, job)
        listed = tuple(archive.entries)
        rows = words.rows(listed, left_out)
        text = words.list_text(document.title, listed, left_out)
        note = words.note(document, told, listed, left_out)
        archive.put("清单.xlsx", without_times(workbook("报送材料清单", words.COLUMNS, rows)))
        archive.put("清单.txt", text.encode("utf-8-sig"))
        archive.put("说明.txt", note.encode("utf-8-sig"))
    return {
        "name": f"{file_name(document.title)[:120]} 报送材料包{said}.zip",
        "files": len(listed),
        "left_out": [{"path": row.path, "why": row.why} for row in left_out],
    }


def _fill(
    archive: Archive, document: Document, publication: Publication, job: Job
) -> list[LeftOut]:
    """The paper, then the evidence, a file at a time. What of it could not go along."""
    wanted = _wanted(publication, job.by) if job.order_for["with_evidence"] else None
    total, done, left_out = count_of(document), 0, []
    total += amount_of(*wanted)[0] if wanted else 0
    for done, (name, content) in enumerate(papers_of(document), start=1):
        archive.put(name, content)
        job.progress(done, total)
    for place, file in enumerate(evidence_of(*wanted) if wanted else (), start=done + 1):
        if lost := _add(archive, file):
            left_out.append(lost)
        if place % STEP == 0 or file.evidence.size > SPARE:
            job.progress(place, total)
    job.progress(total, total)
    return left_out


def _wanted(publication: Publication, reader: Person | None) -> tuple[Campaign, datetime, Person]:
    """Whose evidence, as it stood when, and who reads it."""
    assert publication.as_of is not None and reader is not None  # it is signed and asked for
    return publication.campaign, publication.as_of, reader


def _add(archive: Archive, file: Filed) -> LeftOut | None:
    """Copy a file that is what was uploaded; else say why it stays behind."""
    try:
        source = path_of_evidence(file.evidence).open("rb")
    except OSError:
        return LeftOut(file.path, words.GONE)
    with source:
        if hashlib.file_digest(source, "sha256").hexdigest() != file.evidence.sha256:
            _note_damage(file.evidence)
            return LeftOut(file.path, words.CHANGED)
        source.seek(0)
        archive.copy(file.path, source, file.evidence.size, file.evidence.sha256)
    return None


def _note_damage(evidence: Evidence) -> None:
    with transaction.atomic():
        if Evidence.objects.filter(pk=evidence.pk, is_damaged=False).update(is_damaged=True):
            record("evidence.damaged", evidence, by=None, ok=False, sha256=evidence.sha256)


def _publish(publication: Publication, stored: str, told: dict, job: Job) -> None:
    """The row of the new package; the file of the one before goes."""
    path = papers_folder() / stored
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    contents = {name: job.order_for[name] for name in ("with_evidence", "names_hidden")}
    with transaction.atomic():
        before = Package.objects.filter(publication=publication, **contents).first()
        Package.objects.update_or_create(
            publication=publication,
            **contents,
            defaults={
                **told,
                "stored": stored,
                "size": path.stat().st_size,
                "sha256": sha256,
                "made_by": job.by,
                "made_at": clock.now(),
            },
        )
        record("publication.packed", publication, by=job.by, sha256=sha256)
    if before:
        (papers_folder() / before.stored).unlink(missing_ok=True)


def _demand_room(publication: Publication, by: Person) -> None:
    needed = amount_of(*_wanted(publication, by))[1] + SPARE
    folder: Path = papers_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < needed:
        raise NotAllowed(
            _("There is no room on the server for %(n)d MB. Make it without evidence.")
            % {"n": needed // (1024 * 1024)}
        )
