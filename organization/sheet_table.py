"""A worksheet as rows of text: its heading, the cells below it, what is wrong in them.

How a file becomes a `Sheet` is in `organization.sheets`, which also offers these names.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organization.traditional import simplified

HEADING_WITHIN = 30  # rows from the top


class Unreadable(Exception):
    """The file as a whole cannot be used; the text says why and what to do."""


@dataclass(frozen=True)
class CellError:
    """Something wrong in a cell: `cell` is its address ("人员!B7"), `text` a sentence."""

    cell: str
    text: str

    @property
    def place(self) -> tuple[int, int, str]:
        """Row, column: errors sort as the sheet is read."""
        found = re.search(r"([A-Z]+)(\d+)$", self.cell)
        column, row = found.groups() if found else ("", "0")
        return int(row), len(column), column

    def __str__(self) -> str:
        return f"{self.cell}{pgettext('before a name', ': ')}{self.text}"


@dataclass
class Sheet:
    """One worksheet; `rows` are its cells from A1 on, merged cells filled. A CSV has no name.

    `formulas` are the addresses ("D7") of cells that a program computes, the first hundred.
    """

    name: str
    rows: list[list[str]]
    formulas: list[str] = field(default_factory=list)

    def cell(self, row: int, column: int) -> str:
        """The address of a cell, both counted from 0: "人员!B7"."""
        address = f"{letters(column)}{row + 1}"
        return f"{self.name}!{address}" if self.name else address


@dataclass
class Row:
    """One row below the heading: `row["name"]` is the text under that column, "" without."""

    sheet: Sheet
    index: int  # from 0 in the sheet
    places: dict[str, int]

    def __getitem__(self, column: str) -> str:
        place = self.places.get(column)
        cells = self.sheet.rows[self.index]
        return cells[place] if place is not None and place < len(cells) else ""

    @property
    def number(self) -> int:
        """The number of the row as the reader sees it."""
        return self.index + 1

    def cell(self, column: str) -> str:
        """The address of the cell under `column`: "人员!B7"."""
        return self.sheet.cell(self.index, self.places.get(column, 0))

    def error(self, column: str, text: str) -> CellError:
        """`text` is wrong with the cell under `column`."""
        return CellError(self.cell(column), text)


@dataclass
class Table:
    """The rows below a heading; `unknown` are headings nobody asked for."""

    sheet: Sheet
    heading: int  # index of the heading row
    places: dict[str, int]
    unknown: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        """Every row with something in it, except a heading repeated on a new page."""
        head = self.sheet.rows[self.heading]
        for index in range(self.heading + 1, len(self.sheet.rows)):
            cells = self.sheet.rows[index]
            if any(cells) and cells != head:
                yield Row(self.sheet, index, self.places)

    def has(self, column: str) -> bool:
        """Does the sheet have this column?"""
        return column in self.places


def find_header(
    sheet: Sheet, columns: Mapping[str, Sequence[str]], *, required: Sequence[str] = ()
) -> Table:
    """The heading row of `sheet`: the row among the first ones that names the most columns.

    `columns` maps a key to the headings it may have, the usual one first; notes in brackets,
    asterisks, spaces and line breaks in a heading do not matter. Raises Unreadable when no
    row names all of `required` (default: all columns).
    """
    known = {plain(heading): key for key, names in columns.items() for heading in names}
    must = set(required or columns)
    best = max((_places(row, known) for row in sheet.rows[:HEADING_WITHIN]), key=len, default={})
    if not best or not must <= set(best):
        missing = [columns[key][0] for key in columns if key in must and key not in best]
        raise Unreadable(_no_heading(sheet, missing, bool(best)))
    index = next(
        i for i, row in enumerate(sheet.rows[:HEADING_WITHIN]) if _places(row, known) == best
    )
    used = set(best.values())
    unknown = [
        cell
        for place, cell in enumerate(sheet.rows[index])
        if cell and place not in used and plain(cell) not in known
    ]
    return Table(sheet, index, best, unknown)


def letters(column: int) -> str:
    """The letters of a column counted from 0: A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def plain(heading: str) -> str:
    """A heading without what varies: width, case, blanks, asterisks, a note in brackets,
    simplified or traditional characters."""
    words = simplified(unicodedata.normalize("NFKC", heading)).casefold()
    words = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", words)
    return re.sub(r"[\s*:_、.]+", "", words)


def _places(row: list[str], known: dict[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        key = known.get(plain(cell)) if cell else None
        if key is not None:
            places.setdefault(key, place)
    return places


def _no_heading(sheet: Sheet, missing: list[str], found_some: bool) -> str:
    names = pgettext("between names", ", ").join(missing)
    values = {"sheet": sheet.name, "columns": names}
    if found_some and sheet.name:
        return _("Sheet “%(sheet)s” lacks the columns: %(columns)s.") % values
    if found_some:
        return _("The table lacks the columns: %(columns)s.") % values
    if sheet.name:
        return _("Sheet “%(sheet)s” has no heading row with: %(columns)s.") % values
    return _("The table has no heading row with: %(columns)s.") % values
