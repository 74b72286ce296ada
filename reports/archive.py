"""A ZIP archive that is the same bytes for the same contents, written without holding a file."""

import hashlib
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

CHUNK = 1024 * 1024
PLAIN_FILE = 0o644 << 16
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a ZIP archive
MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True)
class Entry:
    """A file in the archive."""

    path: str
    size: int
    sha256: str


class Archive:
    """An archive under way; `entries` are the files that lie in it. Paths are told once."""

    def __init__(self, target: BinaryIO, at: datetime) -> None:
        self.entries: list[Entry] = []
        self._file = ZipFile(target, "w", ZIP_STORED)
        self._at = max(at.timetuple()[:6], EARLIEST)
        self._taken: set[str] = set()

    def put(self, path: str, content: bytes) -> None:
        """Add a file that was made for the archive."""
        self.copy(path, BytesIO(content), len(content), hashlib.sha256(content).hexdigest())

    def copy(self, path: str, source: BinaryIO, size: int, sha256: str) -> None:
        """Add what is read from `source`, a piece at a time."""
        part = ZipInfo(self.free(path), self._at)
        part.create_system, part.external_attr = 3, PLAIN_FILE
        part.file_size = size
        with self._file.open(part, "w") as inside:
            shutil.copyfileobj(source, inside, CHUNK)
        self._taken.add(part.filename.casefold())
        self.entries.append(Entry(part.filename, size, sha256))

    def free(self, path: str) -> str:
        """The path, numbered where another file has it: 登记表（2）.pdf."""
        stem, dot, ending = path.rpartition(".")
        if not dot or "/" in ending:
            stem, ending = path, ""
        number, told = 1, path
        while told.casefold() in self._taken:
            number += 1
            told = f"{stem}（{number}）{dot}{ending}"
        return told

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error) -> None:
        self._file.close()  # writes the directory of the archive


def without_times(workbook: bytes) -> bytes:
    """A workbook that does not tell when it was made."""
    target = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(target, "w", ZIP_DEFLATED) as fixed:
        for name in source.namelist():
            part = ZipInfo(name)
            part.compress_type = ZIP_DEFLATED
            content = source.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            fixed.writestr(part, content)
    return target.getvalue()
