"""An uploaded workbook between its preview and its confirmation: a checklist or a filled sheet.

It lies in a file under DATA_DIR for a day, for the one person who uploaded it; taking it off
the shelf is one rename, so that a second confirmation finds nothing.
"""

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from django.conf import settings

from organization import clock
from organization.models import NotAllowed, Person

KEEP = timedelta(days=1)
_TOKEN = re.compile("[0-9a-f]{32}")


class Kept(Protocol):
    """What can lie on the shelf."""

    def as_json(self) -> dict[str, Any]: ...

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self: ...


K = TypeVar("K", bound=Kept)


def put(draft: Kept, *, by: Person) -> str:
    """Keep a draft; the token is its name on the shelf."""
    _tidy_up()
    token = secrets.token_hex(16)
    words = {"by": by.pk, "kind": type(draft).__name__, "draft": draft.as_json()}
    _path(token).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    return token


def look_at(token: str, kind: type[K], *, by: Person) -> K | None:
    """The draft of this kind `by` put there, None when there is none or it is somebody else's."""
    if not _TOKEN.fullmatch(token):  # out of an address: anything, of any length
        return None
    try:
        words = json.loads(_path(token).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    is_theirs = words["by"] == by.pk and words["kind"] == kind.__name__
    return kind.from_json(words["draft"]) if is_theirs else None


@contextmanager
def taken(token: str, kind: type[K], *, by: Person) -> Iterator[K]:
    """Take a draft off the shelf; when the block fails, it is put back.

    Raises NotAllowed when it is not there any more.
    """
    draft = look_at(token, kind, by=by)
    if draft is None:
        raise NotAllowed()
    path, hidden = _path(token), _path(token).with_suffix(".taken")
    try:
        path.rename(hidden)  # of two confirmations one finds the file
    except FileNotFoundError as error:
        raise NotAllowed() from error
    try:
        yield draft
    except BaseException:
        hidden.rename(path)
        raise
    hidden.unlink()


def _path(token: str) -> Path:
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{token}.json"


def _tidy_up() -> None:
    """Throw away what nobody confirmed within a day."""
    oldest = (clock.now() - KEEP).timestamp()
    for path in _path("x").parent.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
