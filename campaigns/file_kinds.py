"""Which files are taken as evidence: the extension and the contents must say the same.

Pure but for reading the file. HTML and SVG are not on the list: they would run in a browser.
"""

import zipfile
from pathlib import Path
from typing import BinaryIO, cast

import filetype

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of doc, xls, ppt, wps, et
OOXML = "application/vnd.openxmlformats-officedocument."

INFLATED = 1024**3  # bytes an archive may unpack to
PARTS = 20_000
CONTENTS = 4 * 1024 * 1024  # bytes of an archive's table of contents

# Extension → (MIME type that is kept, what the contents must be).
KINDS: dict[str, tuple[str, str]] = {
    "pdf": ("application/pdf", "pdf"),
    "jpg": ("image/jpeg", "jpg"),
    "jpeg": ("image/jpeg", "jpg"),
    "png": ("image/png", "png"),
    "docx": (f"{OOXML}wordprocessingml.document", "word/"),
    "xlsx": (f"{OOXML}spreadsheetml.sheet", "xl/"),
    "pptx": (f"{OOXML}presentationml.presentation", "ppt/"),
    "doc": ("application/msword", "ole"),
    "wps": ("application/vnd.ms-works", "ole"),
    "xls": ("application/vnd.ms-excel", "ole"),
    "et": ("application/vnd.ms-excel", "ole"),
    "ppt": ("application/vnd.ms-powerpoint", "ole"),
    "txt": ("text/plain", "text"),
    "csv": ("text/csv", "text"),
    "zip": ("application/zip", "zip"),
}
ACCEPT = ",".join(f".{extension}" for extension in KINDS)


def kind_of(name: str, file: BinaryIO) -> str | None:
    """The MIME type of an opened file called `name`; None when it is not on the list or when
    its contents are not what the extension says."""
    mime, wanted = KINDS.get(Path(name).suffix.lower().lstrip("."), ("", ""))
    if not wanted:
        return None
    file.seek(0)
    head = file.read(8192)
    return mime if _contains(wanted, head, file) else None


def _contains(wanted: str, head: bytes, file: BinaryIO) -> bool:
    if wanted == "ole":
        return head.startswith(OLE)
    if wanted == "text":
        return _is_text(head)
    if wanted == "zip" or wanted.endswith("/"):
        return _is_archive(file, "" if wanted == "zip" else wanted)
    guess = filetype.guess(head)
    return guess is not None and guess.extension == wanted


def _is_text(head: bytes) -> bool:
    if b"\0" in head or filetype.guess(head) is not None:
        return False
    for encoding in ("utf-8", "gb18030"):
        # The last character may have been cut off in the middle.
        if any(_decodes(head[: len(head) - cut], encoding) for cut in range(4)):
            return True
    return False


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        head.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_archive(file: BinaryIO, folder: str) -> bool:
    """Only the table of contents is read; nothing is unpacked, and what would unpack to far
    more than anybody's document is refused: somebody will open it."""
    try:
        parts = zipfile.ZipFile(cast(BinaryIO, _InSmallPieces(file))).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False  # the answer to the question; whoever asked refuses the file by its name
    if sum(part.file_size for part in parts) > INFLATED or len(parts) > PARTS:
        return False
    return any(part.filename.startswith(folder) for part in parts)


class _InSmallPieces:
    """A file that gives no table of contents of millions of entries."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.seek, self.tell = file.seek, file.tell

    def read(self, n: int = -1) -> bytes:
        if n > CONTENTS:
            raise zipfile.BadZipFile("table of contents too long")
        return self.file.read(n)
