"""Rendering a paper to files: by a worker, with progress, whole or not at all."""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pypdfium2
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from organization import clock
from organization.models import Job, NotAllowed, record
from reports.document import Document
from reports.models import Package, PaperFile, Publication
from reports.publishing import Written, words_of
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from reports.without_names import PREFIX, SAID, without_names

RENDERERS: dict[str, Callable[[Document], bytes]] = {"pdf": render_pdf, "docx": render_docx}
EDITIONS = {  # what the name of a file says
    "large": "（大字版）",
    PREFIX: SAID,
    f"{PREFIX}-large": f"（大字版）{SAID}",
}
LEFT_BEHIND = 3600  # seconds after which an unfinished file is nobody's any more


def render_publication(job: Job) -> dict:
    """Make the Word and PDF files of the job's publication. The result names the files."""
    sweep()
    read_at, publication = clock.now(), _publication(job)
    while True:
        told = _words(publication)
        files = _render(job, publication, told.document, read_at)
        before = publication
        read_at, publication = clock.now(), _publication(job)
        if before.status == publication.status:
            break  # else it was sent on, signed or issued meanwhile, and other words belong there
    return {
        "files": {file.format: str(path_of(file)) for file in files},
        "publication": publication.pk,
        "thing": publication._meta.label_lower,
        "pk": publication.pk,
    }


def _publication(job: Job) -> Publication:
    return Publication.objects.select_related("campaign").get(pk=job.order_for["publication"])


def _words(publication: Publication) -> Written:
    """All figures of a draft are read in one transaction; nothing is rendered inside it."""
    with transaction.atomic():
        return words_of(publication)


def _render(
    job: Job, publication: Publication, document: Document, read_at: datetime
) -> list[PaperFile]:
    wanted = list(_wanted(document, names_hidden=bool(job.order_for.get("without_names"))))
    steps = 1 + len(wanted)
    job.progress(1, steps)
    files = []
    for done, (format_, edition, render) in enumerate(wanted, start=2):
        kept = _issued(publication, format_)
        file = kept or publish(
            publication, format_, edition, render(edition), by=job.by, read_at=read_at
        )
        files.append(file)
        job.progress(done, steps)
    return files


def _issued(publication: Publication, format_: str) -> PaperFile | None:
    """The file as it was issued, where it is whole: it is not made again."""
    file = PaperFile.objects.filter(publication=publication, format=format_, is_issued=True).first()
    if file is None:
        return None
    try:
        open_verified(file).close()
    except NotAllowed:
        return None
    return file


def _wanted(
    document: Document, *, names_hidden: bool = False
) -> Iterator[tuple[str, Document, Callable[[Document], bytes]]]:
    """Word and PDF, and again in every further edition: large-pdf, masked-large-docx."""
    if names_hidden:
        document = without_names(document)
    for edition in ("", *document.editions):
        words = in_edition(document, edition)
        for format_, render in RENDERERS.items():
            parts = (PREFIX if names_hidden else "", edition, format_)
            yield "-".join(filter(None, parts)), words, render


def in_edition(document: Document, edition: str) -> Document:
    """The same words in another layout; "" is the usual one. LookupError for one it has not."""
    if not edition:
        return document
    if edition not in document.editions:
        raise LookupError(edition)
    # what a house does otherwise it does otherwise than the usual layout
    return replace(document, layout=edition, deviations=())


def publish(
    publication: Publication,
    format_: str,
    document: Document,
    content: bytes,
    *,
    by=None,
    read_at: datetime | None = None,
) -> PaperFile:
    """Put a rendered file in its place: written, synced, renamed, then its row. `read_at` (aware)
    is when its words were read, None for now: a file is not newer than its words.

    NotAllowed when it is another than the file that was issued.
    """
    edition, _dash, kind = format_.rpartition("-")
    before = publication.files.filter(format=format_).first()
    sha256 = hashlib.sha256(content).hexdigest()
    if before and before.is_issued and before.sha256 != sha256:
        raise NotAllowed(_not_as_issued() % {"name": before.name})
    stored = _put(content, kind)
    name = f"{file_name(document.title)}{EDITIONS.get(edition, '')}.{kind}"
    with transaction.atomic():
        before = publication.files.filter(format=format_).first()
        row, _new = PaperFile.objects.update_or_create(
            publication=publication,
            format=format_,
            defaults={
                "name": name,
                "stored": stored,
                "size": len(content),
                "sha256": sha256,
                "pages": pages_in(BytesIO(content)) if kind == "pdf" else None,
                "made_at": read_at or clock.now(),
                **_stage(document, publication, edition),
            },
        )
        record("publication.rendered", publication, by=by, format=format_, sha256=row.sha256)
    if before:
        (papers_folder() / before.stored).unlink(missing_ok=True)
    return row


def _stage(document: Document, publication: Publication, edition: str) -> dict[str, bool]:
    """Of which stage of the paper the file tells."""
    return {
        "is_draft": document.draft,
        "is_in_review": document.draft and publication.is_in_review,
        "is_issued": _is_issued(publication, edition) and not document.draft,
    }


def _is_issued(publication: Publication, edition: str) -> bool:
    """Is it the paper that went out? An edition without names is made anew when it is asked for:
    the directory may know more people by then."""
    return publication.issued_at is not None and not edition.startswith(PREFIX)


def _put(content: bytes, format_: str) -> str:
    folder = papers_folder()
    folder.mkdir(parents=True, exist_ok=True)
    stored = f"{uuid.uuid4().hex}.{format_}"
    draft = folder / f".{stored}"
    with open(draft, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / stored)
    return stored


def pages_in(pdf: BinaryIO) -> int | None:
    """How many pages a PDF has; None where it is none."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return None


def file_name(title: str) -> str:
    """The title as the name of a file: no signs that a file system refuses."""
    return "".join("_" if sign in '\\/:*?"<>|' or sign < " " else sign for sign in title)[:150]


def open_verified(file: PaperFile | Package) -> BinaryIO:
    """The file for reading, from its beginning. Raises NotAllowed when it is not what was made."""
    try:
        content = open(path_of(file), "rb")  # noqa: SIM115  the answer closes it
    except OSError as error:
        raise NotAllowed(_damaged()) from error
    if hashlib.file_digest(content, "sha256").hexdigest() != file.sha256:
        content.close()
        raise NotAllowed(_damaged())
    content.seek(0)
    return content


def _not_as_issued() -> str:
    return _(
        "%(name)s was issued, and the program would now make another file than the one that was"
        " issued. The issued one stands: please have the administrator restore it from a backup."
    )


def _damaged() -> str:
    return _("The file on the server was damaged. Please have it made again.")


def papers_folder() -> Path:
    """Where rendered papers lie."""
    return settings.DATA_DIR / "papers"


def path_of(file: PaperFile | Package) -> Path:
    """The file of a row on this machine."""
    return papers_folder() / file.stored


def sweep() -> int:
    """Remove what killed workers left behind: old files that no row names. How many."""
    now = clock.now().timestamp()
    known = {
        *PaperFile.objects.values_list("stored", flat=True),
        *Package.objects.values_list("stored", flat=True),
    }
    removed = 0
    for path in papers_folder().glob("*.*") if papers_folder().exists() else ():
        if path.name not in known and now - path.stat().st_mtime > LEFT_BEHIND:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
