"""Reading the files of an earlier campaign: the same nouns and columns as a story has.

Every problem is listed with its cell (answers.csv!C7); what cannot be read is never guessed.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from inspection.story.reading import Row, StoryError
from organization.sheets import CellError, Unreadable, letters, read_workbook

LIMIT_ROWS = 300_000  # a thousand departments with three hundred items
LIMIT_BYTES = 200 * 1024 * 1024

# file → the columns it cannot do without; the first three files must be there
REQUIRED = {
    "campaign": ("title", "kind", "organisation", "office", "launched_on"),
    "checklist": ("code", "text"),
    "answers": ("department", "item", "result"),
    "findings": ("code", "title"),
    "tasks": ("code", "finding", "measure", "department", "due_on"),
    "acceptances": ("task", "on", "outcome"),
}
MUST = ("campaign", "checklist", "answers")


@dataclass
class Package:
    """The rows of every file, and everything that is wrong in them so far."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)

    def __getitem__(self, noun: str) -> list[Row]:
        return self.rows.get(noun, [])

    @property
    def campaign(self) -> Row:
        """The one row of the campaign."""
        return self["campaign"][0]

    def refuse(self, row: Row, column: str, text: str) -> None:
        """Note what is wrong in a cell."""
        self.errors.append(CellError(cell_of(row, column), text))

    def day(self, row: Row, column: str) -> date | None:
        """The day in a cell (2025-09-30, a time behind it is left out); None when empty."""
        try:
            return date.fromisoformat(row[column][:10]) if row[column] else None
        except ValueError:
            self.refuse(row, column, _("This is no date like 2025-09-30."))
            return None

    def whole(self, row: Row, column: str) -> int | None:
        """The whole number in a cell, 0 or more; None when empty."""
        words = row[column]
        if not words:
            return None
        if not (words.isascii() and words.isdecimal() and len(words) <= 9):
            self.refuse(row, column, _("This is no whole number."))
            return None
        return int(words)

    def counts(self, row: Row) -> dict[str, int]:
        """The further numbers of an answer in the cell `counts`: 同意=7;反对=1."""
        try:
            return row.counts("counts")
        except StoryError:
            self.refuse(row, "counts", _("This is no list of numbers like 同意=7;反对=1."))
            return {}


def cell_of(row: Row, column: str) -> str:
    """answers.csv!C7; the line alone where the file has no such column."""
    name, line = row.place.rsplit(":", 1)
    columns = list(row)
    return f"{name}!{letters(columns.index(column)) if column in columns else 'A'}{line}"


def read_package(folder: Path) -> Package:
    """The files in `folder`; missing files, columns and cells are among the errors."""
    package = Package()
    for noun, columns in REQUIRED.items():
        path = folder / f"{noun}.csv"
        if path.exists():
            _read(package, noun, path, columns)
        elif noun in MUST:
            package.errors.append(CellError(path.name, _("The file is missing.")))
    if "campaign" in package.rows and len(package["campaign"]) != 1:
        package.errors.append(CellError("campaign.csv", _("The file must have just one line.")))
    return package


def _read(package: Package, noun: str, path: Path, columns: tuple[str, ...]) -> None:
    try:
        (sheet,) = read_workbook(path, limit_rows=LIMIT_ROWS, limit_bytes=LIMIT_BYTES)
    except (Unreadable, ValueError) as error:
        why = str(error) if isinstance(error, Unreadable) else _("The file is no CSV.")
        package.errors.append(CellError(path.name, why))
        return
    head = sheet.rows[0]
    missing = [column for column in columns if column not in head]
    for column in missing:
        text = _("The column “%(column)s” is missing.") % {"column": column}
        package.errors.append(CellError(f"{path.name}!A1", text))
    package.rows[noun] = [
        Row(dict(zip(head, cells, strict=False)), f"{path.name}:{line}")
        for line, cells in enumerate(sheet.rows[1:], start=2)
        if any(cells)
    ]
    for row in package.rows[noun]:
        for column in columns:
            if column not in missing and not row[column]:
                package.refuse(row, column, _("The cell is empty."))
