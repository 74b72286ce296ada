"""Reading worksheets: a file of a stranger becomes rows of text with cell addresses.

`read_workbook` takes .xlsx, .xls (also of WPS), .ods and .csv by content, not by name, and
raises `Unreadable` with one sentence for the reader when it cannot. `find_header` finds the
heading row below title rows and names the columns. What is wrong in a cell is a `CellError`.
"""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from organization import sheet_process
from organization.sheet_table import (
    CellError,
    Row,
    Sheet,
    Table,
    Unreadable,
    find_header,
    letters,
    plain,
)

__all__ = [
    "CellError",
    "Row",
    "Sheet",
    "Table",
    "Unreadable",
    "find_header",
    "letters",
    "plain",
    "read_workbook",
]

LIMIT_BYTES = 20 * 1024 * 1024
LIMIT_INFLATED = 200 * 1024 * 1024
LIMIT_PARTS = 2000  # files inside a workbook
LIMIT_ROWS = 20_000
LIMIT_COLUMNS = 256
SECONDS = 10  # for reading one workbook, start of the process included

# How the first bytes of a file tell what it is.
ZIP, OLE, WEB = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"<html", b"<!doctype", b"<table", b"<?xml")


def read_workbook(
    file, *, limit_rows: int = LIMIT_ROWS, limit_bytes: int = LIMIT_BYTES
) -> list[Sheet]:
    """The worksheets of an uploaded file, a path or bytes, in the order of the workbook.

    Raises Unreadable: too large, protected, damaged, not a table, more than `limit_rows`.
    """
    content = _content(file, limit_bytes)
    if content.startswith(ZIP):
        _demand_workbook(content)
    elif not content.startswith(OLE):
        return [Sheet("", _text_rows(content, limit_rows))]
    return _read_apart(content, limit_rows)


def _content(file, limit_bytes: int) -> bytes:
    if isinstance(file, bytes):
        content = file
    elif isinstance(file, Path):
        content = file.read_bytes()
    else:
        file.seek(0)
        content = file.read(limit_bytes + 1)
    if len(content) > limit_bytes:
        raise Unreadable(
            _("The file is larger than %(n)d MB.") % {"n": limit_bytes // (1024 * 1024)}
        )
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    return content


def _demand_workbook(content: bytes) -> None:
    """Look at the directory of the zip before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(_words_for(sheet_process.BROKEN)) from error
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Unreadable(
            _("This is no workbook. Please choose an Excel (.xlsx, .xls) or CSV file.")
        )
    if len(parts) > LIMIT_PARTS or sum(part.file_size for part in parts) > LIMIT_INFLATED:
        raise Unreadable(_words_for(sheet_process.LARGE))


def _read_apart(content: bytes, limit_rows: int) -> list[Sheet]:
    """Read in a child process: see `sheet_process` for what that guards against."""
    command = [sys.executable, "-I", sheet_process.__file__, str(limit_rows), str(LIMIT_COLUMNS)]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_words_for(sheet_process.LARGE)) from error
    if child.returncode:
        raise Unreadable(_words_for(sheet_process.LARGE))
    answer = json.loads(child.stdout)
    if "refused" in answer:
        raise Unreadable(_words_for(answer["refused"], answer["sheet"], limit_rows))
    return [Sheet(*sheet) for sheet in answer["sheets"]]


def _words_for(reason: str, sheet: str = "", limit_rows: int = LIMIT_ROWS) -> str:
    values = {"sheet": sheet, "rows": limit_rows, "columns": LIMIT_COLUMNS}
    if reason == sheet_process.PROTECTED:
        return _("The workbook is protected by a password. Take the password off and save again.")
    if reason == sheet_process.ROWS:
        return _("Sheet “%(sheet)s” has more than %(rows)d rows. Please divide it.") % values
    if reason == sheet_process.COLUMNS:
        return (
            _("Sheet “%(sheet)s” has something beyond column %(columns)d. Please tidy it up.")
            % values
        )
    if reason == sheet_process.LARGE:
        return _(
            "The workbook is too large to read, or something stands far outside the table. "
            "Delete what lies outside, save again and repeat."
        )
    return _("The file is damaged. Open it in Excel or WPS, save it as .xlsx and choose it again.")


def _text_rows(content: bytes, limit_rows: int) -> list[list[str]]:
    if content.lstrip()[:9].lower().startswith(WEB):
        raise Unreadable(
            _(
                "This is a web page named like a workbook. "
                "Open it in Excel or WPS and save it as .xlsx."
            )
        )
    text = _decoded(content)
    delimiter = max(",\t;", key=text.split("\n", 1)[0].count)
    rows = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([cell.replace("\r\n", "\n").strip() for cell in cells])
            if len(rows) > limit_rows:
                raise Unreadable(
                    _("The table has more than %(rows)d rows. Please divide it.")
                    % {"rows": limit_rows}
                )
    except csv.Error as error:
        raise Unreadable(_words_for(sheet_process.BROKEN)) from error
    if any(len(row) > LIMIT_COLUMNS for row in rows):
        raise Unreadable(
            _("The table has more than %(n)d columns. Please tidy it up.") % {"n": LIMIT_COLUMNS}
        )
    return rows


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 as Excel's “Unicode text” has it, or GB 18030 as Excel in China saves."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_("This is no workbook. Please choose an Excel (.xlsx, .xls) or CSV file."))
