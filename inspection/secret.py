"""The secret key of an installation: made once, kept in DATA_DIR, readable by its owner only."""

import os
import secrets
from pathlib import Path


def read_or_make_secret(path: Path) -> str:
    """The key kept at `path`; a new random one is written when there is none yet.

    Several processes may start at once: O_EXCL lets exactly one of them write.
    """
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, key: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        return  # another process was first: its key stands
    finally:
        draft.unlink()
