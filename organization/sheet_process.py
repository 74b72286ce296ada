"""Reads one workbook in a process of its own: bytes on stdin, JSON on stdout.

Run by `organization.sheets` as a bare script, without Django. A workbook is somebody else's
program for a parser: one cell at XFD1048576 makes the parser ask for 500 GB and abort, and a
small file can inflate without end. Here that ends a child with little memory and little time,
never the server.
"""

import io
import json
import sys
import zipfile
from datetime import date, datetime, time
from itertools import islice
from xml.etree.ElementTree import iterparse

MEMORY = 512 * 1024**2  # bytes of address space
SECONDS = 9  # of processor time
TEXT = 20_000_000  # characters in all cells together
FORMULAS = 100  # cells of a sheet that are named; more say nothing new

# Why a workbook was refused; `organization.sheets` has the words for the reader.
PROTECTED, BROKEN, ROWS, COLUMNS, LARGE = "protected", "broken", "rows", "columns", "large"


class Refused(Exception):
    """The first argument is one of the reasons above."""


def main() -> None:
    """Read stdin; write {"sheets": [[name, rows, formulas], …]} or {"refused": reason, "sheet":
    name}. Formulas are the addresses of cells ("D7") that a program computes."""
    limit_rows, limit_columns = (int(number) for number in sys.argv[1:])
    _limit_resources()
    answer = _answer(sys.stdin.buffer.read(), limit_rows, limit_columns)
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # not on this system; the time limit of the parent remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(content: bytes, limit_rows: int, limit_columns: int) -> dict:
    import python_calamine

    name = ""
    try:
        formulas = _formulas(content)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets, left = [], TEXT
        for entry in workbook.sheets_metadata:
            if entry.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            name = entry.name
            rows = _rows(workbook.get_sheet_by_name(name), limit_rows, limit_columns)
            left -= sum(len(cell) for row in rows for cell in row)
            if left < 0:
                raise Refused(LARGE)
            sheets.append([name, rows, formulas.get(name, [])])
    except Refused as refusal:
        return {"refused": refusal.args[0], "sheet": name}
    except python_calamine.PasswordError:
        return {"refused": PROTECTED, "sheet": ""}
    except MemoryError:
        return {"refused": LARGE, "sheet": name}
    except Exception:  # a damaged file may break the parser in any way
        return {"refused": BROKEN, "sheet": name}
    return {"sheets": sheets}


def _rows(sheet, limit_rows: int, limit_columns: int) -> list[list[str]]:
    """The cells from A1 on as text; trailing empty cells and rows are cut off."""
    cells = sheet.to_python(skip_empty_area=False)
    rows = []
    for row in cells:
        words = [_words(cell) for cell in row]
        while words and not words[-1]:
            words.pop()
        if len(words) > limit_columns:
            raise Refused(COLUMNS)
        rows.append(words)
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > limit_rows:
        raise Refused(ROWS)
    _fill_merged(rows, sheet.merged_cell_ranges or [], limit_columns)
    return rows


def _formulas(content: bytes) -> dict[str, list[str]]:
    """The cells with a formula by the name of their sheet; the reader shows only what a program
    last made of them. Known for .xlsx alone."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        parts = {}
        for kind, values in _elements(archive, "xl/_rels/workbook.xml.rels"):
            if kind == "Relationship":
                parts[values["Id"]] = values["Target"].removeprefix("/xl/")
        found = {}
        for kind, values in _elements(archive, "xl/workbook.xml"):
            part = parts.get(values.get("id", "")) if kind == "sheet" else None
            if part and part.startswith("worksheets/"):
                found[values["name"]] = _formula_cells(archive, f"xl/{part}")
    return found


def _formula_cells(archive: zipfile.ZipFile, part: str) -> list[str]:
    found: list[str] = []
    computed = False
    for kind, values in _elements(archive, part):
        if kind == "f":
            computed = True
        elif kind == "c":
            if computed and len(found) < FORMULAS:
                found.append(values.get("r", ""))
            computed = False
    return found


def _elements(archive: zipfile.ZipFile, part: str):
    """(name, attributes) of every element as it ends, names without their namespace."""
    with archive.open(part) as file:
        above = []
        for event, element in iterparse(file, ("start", "end")):
            if event == "start":
                above.append(element)
                continue
            above.pop()
            yield (
                element.tag.rpartition("}")[2],
                {name.rpartition("}")[2]: value for name, value in element.attrib.items()},
            )
            if above:
                above[-1].remove(element)  # read already: a long sheet is never held as a tree


def _fill_merged(rows: list[list[str]], ranges: list, limit_columns: int) -> None:
    """Every cell of a merged range says what its first cell says, as the reader sees it."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]) or not rows[top][left]:
            continue
        words, end = rows[top][left], min(right, limit_columns - 1) + 1
        for row in islice(rows, top, bottom + 1):
            row.extend([""] * (end - len(row)))
            row[left:end] = [words] * (end - left)


def _words(cell) -> str:
    """A cell as a person reads it: no 1.0 for 1, days as 2009-08-12."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    main()
