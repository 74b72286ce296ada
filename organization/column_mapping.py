"""Which column of a stranger's sheet is what: guessed by its heading, changed by a person.

Pure. `guess` finds the heading row and gives each column the key it probably has; the person
changes that on a page; `Mapping.table` gives the rows below, by key.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Named
from dataclasses import dataclass, field

from organization.sheet_table import HEADING_WITHIN, Row, Sheet, Table, letters, plain

SAMPLES = 3  # values beside a heading


@dataclass(frozen=True)
class Column:
    """A column of the sheet as the page shows it; `key` is "" when it is not used."""

    place: int
    heading: str
    samples: list[str]
    key: str

    @property
    def letter(self) -> str:
        """A … Z, AA …"""
        return letters(self.place)


@dataclass
class Mapping:
    """The heading row (from 0) of a sheet, and the key of each column that is used."""

    sheet: Sheet
    heading: int
    keys: dict[int, str] = field(default_factory=dict)

    def columns(self) -> list[Column]:
        """Every column with something in it, from the left."""
        width = max((len(row) for row in self.sheet.rows[self.heading :]), default=0)
        found = (self._column(place) for place in range(width))
        return [column for column in found if column.heading or column.samples]

    def table(self) -> Table:
        """The rows below the heading, by the chosen keys; of two columns with a key the first."""
        places: dict[str, int] = {}
        for place, key in sorted(self.keys.items()):
            places.setdefault(key, place)
        unknown = [column.heading for column in self.columns() if not column.key]
        return Table(self.sheet, self.heading, places, [words for words in unknown if words])

    def twice(self) -> list[str]:
        """The keys that more than one column has."""
        chosen = list(self.keys.values())
        return [key for key in dict.fromkeys(chosen) if chosen.count(key) > 1]

    def above(self) -> str:
        """What stands above the heading: the title of the sheet."""
        rows = self.sheet.rows[: self.heading]
        return " ".join(dict.fromkeys(cell for row in rows for cell in row if cell))

    def _column(self, place: int) -> Column:
        rows = self.sheet.rows
        below = (row[place] for row in rows[self.heading + 1 :] if place < len(row))
        samples: dict[str, None] = {}
        for words in below:
            if words and len(samples) < SAMPLES:
                samples.setdefault(words)
        head = rows[self.heading] if self.heading < len(rows) else []
        heading = head[place] if place < len(head) else ""
        return Column(place, heading, list(samples), self.keys.get(place, ""))


def guess(sheets: Sequence[Sheet], names: Named[str, Sequence[str]]) -> Mapping | None:
    """The sheet and the row that name the most columns; None when no sheet has a cell.

    `names` maps a key to the headings it may have. Where no row names any, it is the fullest
    of the first rows, and the person says what its columns are.
    """
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    found = [guess_in(sheet, row, names) for sheet in filled for row in _candidates(sheet)]
    return max(found, key=lambda mapping: (len(mapping.keys), _filled(mapping)), default=None)


def guess_in(sheet: Sheet, heading: int, names: Named[str, Sequence[str]]) -> Mapping:
    """The keys of the columns below a row: by their whole heading, then by a part of it."""
    exact = {plain(name): key for key, spellings in names.items() for name in spellings}
    cells = [plain(cell) for cell in sheet.rows[heading]] if heading < len(sheet.rows) else []
    keys: dict[int, str] = {}
    for place, cell in enumerate(cells):
        key = exact.get(cell) if cell else None
        if key and key not in keys.values():
            keys[place] = key
    if len(keys) < 2:  # a title that happens to hold a word of a heading is none
        return Mapping(sheet, heading, keys)
    for place, cell in enumerate(cells):
        key = next((key for key in _parts(cell, exact) if key not in keys.values()), None)
        if place not in keys and key:
            keys[place] = key
    return Mapping(sheet, heading, keys)


def _parts(cell: str, exact: dict[str, str]) -> Iterator[str]:
    """The keys of the headings that `cell` holds as a part, the longest first."""
    within = [name for name in exact if len(name) > 1 and name in cell]
    return (exact[name] for name in sorted(within, key=len, reverse=True))


def _candidates(sheet: Sheet) -> Iterator[int]:
    return (index for index, row in enumerate(sheet.rows[:HEADING_WITHIN]) if any(row))


def _filled(mapping: Mapping) -> int:
    """How many different things a row says: a title over merged cells says one."""
    return len({cell for cell in mapping.sheet.rows[mapping.heading] if cell})


def first_words(row: Row) -> str:
    """What stands first in a row: 合计, 填表人, or a number."""
    return next((cell for cell in row.sheet.rows[row.index] if cell), "")
