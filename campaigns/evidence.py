"""Keeping evidence: a file is stored once, under a name of ours, with its SHA-256.

The file is written to a temporary name, flushed to the disk, hashed and renamed before its
row is written: a row without a whole file cannot come to be, a file without a row can, and
the sweeper of orphans finds it.
"""

import hashlib
import os
import unicodedata
import uuid
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns import quota
from campaigns.file_kinds import KINDS, kind_of
from campaigns.models import Campaign, Evidence, Shelf
from organization import clock, outbox
from organization.models import Department, Person, record

NAME_LENGTH = 120
FOLDER = "evidence"
PREVIEW = "preview"  # the kind of job that draws pages


@dataclass(frozen=True)
class Written:
    """A file on the disk that has no row yet."""

    path: Path
    sha256: str
    size: int
    kind: str


@dataclass(frozen=True)
class Kept:
    """Stored evidence; `is_new` is False where the same contents lay there already."""

    evidence: Evidence
    is_new: bool


def store(
    upload: UploadedFile,
    campaign: Campaign,
    department: Department,
    owner: Person | None = None,
    *,
    by: Person,
) -> Evidence:
    """Keep an uploaded file as evidence of a department; the same contents are kept once.

    With an `owner` it lies apart from the library of the department, for personal sheets.

    Raises ValidationError in the reader's language when the file is too large, empty, not of a
    kind that is taken, or beyond the person's quota; then nothing is kept. Call it outside a
    transaction: it writes a file, and no transaction should wait for a disk.
    """
    return keep(upload, campaign, department, owner, by=by).evidence


def keep(
    upload: UploadedFile,
    campaign: Campaign,
    department: Department,
    owner: Person | None = None,
    *,
    by: Person,
) -> Kept:
    """As `store`, and it says whether the contents were there already."""
    name = neutral_name(upload.name or "")
    shelf = Shelf(campaign=campaign, department=department, owner=owner)
    return _keep(_write(upload, name), name, shelf, by)


def keep_file(path: Path, name: str, shelf: Shelf, *, by: Person) -> Kept:
    """As `keep`, for a file on this disk, which is moved; it is gone when it is refused."""
    name = neutral_name(name)
    try:
        size = path.stat().st_size
        if size > settings.EVIDENCE_MAX_BYTES:
            raise _too_large(name)
        kind = _demand_kind(name, path, size)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return _keep(Written(path, sha256, size, kind), name, shelf, by)


def demand_takeable(name: str, size: int) -> None:
    """Raise ValidationError when a file of this name and size would be refused anyhow."""
    if size == 0:
        raise ValidationError(_("“%(name)s” is empty.") % {"name": name})
    if size > settings.EVIDENCE_MAX_BYTES:
        raise _too_large(name)
    if Path(name).suffix.lower().lstrip(".") not in KINDS:
        raise _of_no_kind(name)


def ask_for_preview(evidence: Evidence) -> None:
    """Have the pages of a file drawn, if it is of a kind that can be."""
    if evidence.has_preview:
        # Nobody's own work: it stands in no list of jobs but the administrator's.
        outbox.ask_for(PREVIEW, str(evidence.pk), by=None, evidence=evidence.pk)


def path_of(evidence: Evidence) -> Path:
    """Where the file lies."""
    return Path(settings.MEDIA_ROOT) / evidence.stored


def read_verified(evidence: Evidence) -> bytes | None:
    """The file, if it still has the SHA-256 of its upload; else None.

    It is read once: what was verified is what is sent. The limit of uploads bounds the memory.
    """
    try:
        contents = path_of(evidence).read_bytes()
    except OSError:
        return None
    return contents if hashlib.sha256(contents).hexdigest() == evidence.sha256 else None


def neutral_name(name: str) -> str:
    """The name without folders, control and direction characters, at most 120 characters.

    The extension survives; a name of which nothing is left becomes "file".
    """
    plain = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    plain = plain.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join("_" if c in '<>:"|?*' else c for c in plain).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    if not dot:
        stem, extension = plain, ""
    room = NAME_LENGTH - len(extension) - len(dot)
    return f"{stem.strip()[:room] or 'file'}{dot}{extension}"


def _keep(written: Written, name: str, shelf: Shelf, by: Person) -> Kept:
    """The row of a written file: the one that has its contents already, or a new one."""
    of_same = Evidence.objects.filter(**shelf, sha256=written.sha256)
    same = of_same.first()
    if same is None:
        try:
            return Kept(_create(written, name, shelf, by), is_new=True)
        except IntegrityError:  # somebody else stored the same contents at the same moment
            return Kept(of_same.get(), is_new=False)
    # Puts the file back if it was lost from the disk, or removed because nothing used it.
    _rename(written.path, path_of(same))
    was_swept = bool(of_same.exclude(swept_at=None).update(swept_at=None, uploaded_at=clock.now()))
    of_same.filter(is_damaged=True).update(is_damaged=False)
    same.swept_at = None
    return Kept(same, is_new=was_swept)


def _create(written: Written, name: str, shelf: Shelf, by: Person) -> Evidence:
    stored = f"{FOLDER}/{written.sha256[:2]}/{uuid.uuid4().hex}"
    final = Path(settings.MEDIA_ROOT) / stored
    _rename(written.path, final)
    try:
        with transaction.atomic():
            quota.demand_room(name, written.size, by=by)
            evidence = Evidence.objects.create(
                **shelf,
                name=name,
                kind=written.kind,
                size=written.size,
                sha256=written.sha256,
                stored=stored,
                uploaded_at=clock.now(),
                uploaded_by=by,
                verified_at=clock.now(),
            )
            record("evidence.stored", evidence, by=by, sha256=written.sha256)
            ask_for_preview(evidence)
    except (ValidationError, IntegrityError):
        final.unlink(missing_ok=True)
        raise
    return evidence


def _write(upload: UploadedFile, name: str) -> Written:
    """The upload on the disk under a temporary name, checked; removed again when refused."""
    limit = settings.EVIDENCE_MAX_BYTES
    if (upload.size or 0) > limit:
        raise _too_large(name)
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, prefix="new-", delete=False) as target:
        path = Path(target.name)
        try:
            for chunk in upload.chunks():
                size += len(chunk)
                if size > limit:
                    raise _too_large(name)
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
            kind = _demand_kind(name, path, size)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return Written(path, digest.hexdigest(), size, kind)


def _demand_kind(name: str, path: Path, size: int) -> str:
    if size == 0:
        raise ValidationError(_("“%(name)s” is empty.") % {"name": name})
    with path.open("rb") as file:
        kind = kind_of(name, file)
    if kind is None:
        raise _of_no_kind(name)
    return kind


def _of_no_kind(name: str) -> ValidationError:
    return ValidationError(
        _("“%(name)s” is not taken: its contents must fit one of these kinds: %(kinds)s.")
        % {"name": name, "kinds": " ".join(KINDS)}
    )


def _too_large(name: str) -> ValidationError:
    return ValidationError(
        _("“%(name)s” is too large: at most %(n)d MB a file.")
        % {"name": name, "n": settings.EVIDENCE_MAX_BYTES // (1024 * 1024)}
    )


def _rename(temporary: Path, final: Path) -> None:
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    temporary.replace(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the new name must survive a power cut as well
    finally:
        os.close(folder)
