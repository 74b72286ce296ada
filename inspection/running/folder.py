"""The folder of an installation: one running process at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderInUse(Exception):
    """Another process runs on this folder. `pid` is its process id, "" when unknown."""

    def __init__(self, folder: Path, pid: str) -> None:
        self.pid = pid
        super().__init__(
            f"{folder} is in use by a running server" + (f" (process {pid})" * bool(pid))
        )


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold `folder` for the length of the block. Raises FolderInUse.

    The kernel drops the lock with the process, however it dies: no stale lock is left behind.
    """
    file = os.open(folder / "running.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUse(folder, os.read(file, 20).decode("ascii", "replace")) from None
        os.ftruncate(file, 0)
        os.write(file, str(os.getpid()).encode())
        yield
    finally:
        os.close(file)
