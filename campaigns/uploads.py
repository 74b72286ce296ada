"""Uploads in pieces: what has arrived stays, and a dropped connection goes on from there.

The browser says which file it has (name, size, day, SHA-256 where it can count one) and is told
how much of it is here. Each piece says where it belongs; one that belongs elsewhere changes
nothing and is answered with the right place. A file is looked at when it is whole.
"""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import evidence, quota
from campaigns.evidence import Kept
from campaigns.models import Evidence, PersonalSheet, SelfCheck, Upload
from organization import clock
from organization.models import NotAllowed, Person

Sheet = SelfCheck | PersonalSheet

PIECE = 1024 * 1024  # bytes; the longest piece that is taken
KEPT = timedelta(days=2)


def begin(sheet: Sheet, name: str, size: int, stamp: str, sha256: str, *, by: Person) -> Upload:
    """The upload of a file: a new one, or the one that was broken off, with what has `arrived`.

    Raises ValidationError when the file is too large, of no kind that is taken, or has no room.
    """
    name = evidence.neutral_name(name)
    evidence.demand_takeable(name, size)
    shelf = sheet.shelf
    said = "\0".join([name, str(size), stamp, sha256, *(["own"] if shelf["owner"] else [])])
    with transaction.atomic():
        quota.demand_room(name, size, by=by)
        upload, _is_new = Upload.objects.get_or_create(
            **shelf,
            by=by,
            fingerprint=hashlib.sha256(said.encode()).hexdigest(),
            defaults={"name": name, "size": size, "sha256": sha256, "begun_at": clock.now()},
        )
    path = path_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    if (path.stat().st_size if path.exists() else 0) < upload.arrived:
        Upload.objects.filter(pk=upload.pk).update(arrived=0)
        upload.arrived = 0
    return upload


def already_there(sheet: Sheet, sha256: str) -> Evidence | None:
    """The whole file with these contents where those of the sheet lie, if there is one."""
    if len(sha256) != 64:
        return None
    row = Evidence.objects.library(**sheet.shelf).filter(sha256=sha256).first()
    return row if row is not None and evidence.read_verified(row) is not None else None


def receive(upload: Upload, offset: int, piece: bytes) -> int:
    """Write a piece where it belongs. How much has arrived, which is where the next one begins.

    A piece that begins anywhere else, or is too long, changes nothing.
    """
    fits = len(piece) <= PIECE and offset + len(piece) <= upload.size
    if offset != upload.arrived or not fits:
        return upload.arrived
    handle = os.open(path_of(upload), os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.seek(offset)
        file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    # Of two tabs with the same file one counts; both wrote the same bytes to the same place.
    arrived = offset + len(piece)
    Upload.objects.filter(pk=upload.pk, arrived=offset).update(arrived=arrived)
    upload.refresh_from_db(fields=["arrived"])
    return upload.arrived


def finish(upload: Upload, *, by: Person) -> Kept:
    """Make evidence of a file that has arrived whole; the upload is gone then.

    Raises ValidationError when it is refused or not what the browser announced, NotAllowed when
    it is not whole or another tab finished it.
    """
    if upload.arrived < upload.size:
        raise NotAllowed(_("The file has not arrived whole yet."))
    won, _by_model = Upload.objects.filter(pk=upload.pk).delete()
    if not won:
        raise NotAllowed()
    path = path_of(upload)
    if upload.sha256 and not _has(path, upload.sha256):
        path.unlink(missing_ok=True)
        raise ValidationError(
            _("“%(name)s” was damaged on its way. Please upload it once more.")
            % {"name": upload.name}
        )
    return evidence.keep_file(path, upload.name, upload.shelf, by=by)


def throw_away_old() -> None:
    """Forget uploads that nobody goes on with, and parts that belong to none."""
    Upload.objects.filter(begun_at__lt=clock.now() - KEPT).delete()
    known = {str(pk) for pk in Upload.objects.values_list("pk", flat=True)}
    oldest = (clock.machine_now() - KEPT).timestamp()
    for path in _folder().glob("*"):
        if path.name not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def path_of(upload: Upload) -> Path:
    """Where the part lies that has arrived."""
    return _folder() / str(upload.pk)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "arriving"


def _has(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
