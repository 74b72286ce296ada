"""备份: making one of a house on SQLite, and what the administrator is told about the last one.

Whatever tool made them, backups lie as files in `BACKUP_DIR`; the newest one counts.
"""

import os
import sqlite3
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from organization import clock
from organization.sweeps import spoken

# What DATA_DIR holds and a restored house makes anew, or must not have.
LEFT_OUT = ("queue", "static", "uploads", "imports", "running.lock", "beat-schedule")
PART = ".part"


@dataclass(frozen=True)
class Backup:
    """A file with a backup: when it was written (aware), how large it is in bytes."""

    path: Path
    at: datetime
    size: int

    @property
    def is_old(self) -> bool:
        """Is it older than `BACKUP_WARN_DAYS`?"""
        return clock.machine_now() - self.at > timedelta(days=settings.BACKUP_WARN_DAYS)

    @property
    def age(self) -> str:
        """How long ago it was written, in words."""
        return spoken(clock.machine_now() - self.at)


def is_own() -> bool:
    """Can `make` write it? The database is a file; a server is dumped by its own tool."""
    return connection.vendor == "sqlite"


def described() -> dict[str, Any]:
    """What the page of the administrator needs for its instructions."""
    return {
        "is_own": is_own(),
        "folder": settings.BACKUP_DIR,
        "data": settings.DATA_DIR,
        "days": settings.BACKUP_WARN_DAYS,
    }


def last() -> Backup | None:
    """The newest file in BACKUP_DIR, None where there is none; unfinished ones do not count."""
    try:
        entries = [one for one in os.scandir(settings.BACKUP_DIR) if one.is_file()]
    except OSError:
        return None
    found = [
        Backup(Path(one.path), datetime.fromtimestamp(seen.st_mtime, UTC), seen.st_size)
        for one in entries
        if not one.name.endswith(PART) and (seen := one.stat()).st_size
    ]
    return max(found, key=lambda one: one.at, default=None)


def make() -> Backup:
    """Database, files and secret key in one archive that only its owner reads, while all runs.

    Raises OSError when it cannot be written; then no file of this name is there.
    """
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"inspection-{timezone.localtime(clock.machine_now()):%Y%m%d-%H%M%S}.tar.gz"
    part = target.with_name(target.name + PART)
    database = Path(connection.settings_dict["NAME"])
    try:
        with TemporaryDirectory(dir=folder) as aside, _opened(part) as archive:
            # The database first: a file that comes later is one too many, never one too few.
            copy = Path(aside) / database.name
            _copy(copy)
            archive.add(copy, "inspection.sqlite3")
            for path in sorted(Path(settings.DATA_DIR).iterdir()):
                if _belongs(path, database, folder):
                    archive.add(path, path.name)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    seen = target.stat()
    return Backup(target, datetime.fromtimestamp(seen.st_mtime, UTC), seen.st_size)


def _opened(part: Path) -> tarfile.TarFile:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return tarfile.open(part, "w:gz")


def _copy(target: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
    finally:
        copy.close()


def _belongs(path: Path, database: Path, folder: Path) -> bool:
    is_database = path.name.startswith(database.name)  # with its -wal and -shm
    is_backup = path.resolve() == folder.resolve()
    return not (is_database or is_backup or path.name.startswith(LEFT_OUT))
