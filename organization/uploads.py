"""Files between upload and confirmation: kept a day, for the person who uploaded them only."""

import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from organization import clock
from organization.models import Person

KEPT = timedelta(days=1)


def keep(file, *, by: Person) -> uuid.UUID:
    """Keep an uploaded file; the token finds it again. Old ones are thrown away."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    _throw_away_old(folder)
    token = uuid.uuid4()
    file.seek(0)
    _path(token, by).write_bytes(file.read())
    return token


def find(token: uuid.UUID, *, by: Person) -> Path | None:
    """The kept file of this person, None when it is not (any longer) there."""
    path = _path(token, by)
    return path if path.is_file() else None


def throw_away(token: uuid.UUID, *, by: Person) -> None:
    """Forget the file."""
    _path(token, by).unlink(missing_ok=True)


def _folder() -> Path:
    return settings.DATA_DIR / "uploads"


def _path(token: uuid.UUID, by: Person) -> Path:
    return _folder() / f"{by.pk}-{token.hex}"


def _throw_away_old(folder: Path) -> None:
    oldest = (clock.now() - KEPT).timestamp()
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
