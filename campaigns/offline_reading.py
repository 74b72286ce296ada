"""A filled workbook becomes lines again: is it ours, of this sheet, and unchanged where locked?

Everything that is wrong with the file as a whole is one `Unreadable` with one sentence; what a
person typed into the open cells is judged later, against the sheet (`offline_merge`).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from campaigns import offline_cells as cells
from campaigns.models import SelfCheck
from organization.sheets import Sheet, Table, Unreadable, find_header, letters, plain, read_workbook

LIMIT_BYTES = 5 * 1024 * 1024


@dataclass
class Line:
    """One item as the workbook has it: `row` as the reader counts, `version` 0 for no answer."""

    code: str
    row: int
    version: int
    cells: dict[str, str]


@dataclass
class Filled:
    """A workbook that is ours; `letters` are the columns by name, for the address of a cell."""

    sheet_pk: int
    lines: list[Line]
    letters: dict[str, str]

    def address(self, line: Line, name: str) -> str:
        """Where the cell stands: "自查表!I7"."""
        return f"{cells.SHEET}!{self.letters[name]}{line.row}"

    def as_json(self) -> dict[str, Any]:
        """For keeping between the preview and the confirmation."""
        return {**vars(self), "lines": [vars(line) for line in self.lines]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Filled":
        """The workbook that `as_json` gave."""
        return cls(**{**kept, "lines": [Line(**line) for line in kept["lines"]]})


def read(file, sheet: SelfCheck) -> Filled:
    """Read an uploaded workbook of `sheet`.

    Raises Unreadable: no workbook, not from this installation, of another campaign or
    department, a column missing, a formula, or a locked cell changed.
    """
    pages = {page.name: page for page in read_workbook(file, limit_bytes=LIMIT_BYTES)}
    page, seal_page = pages.get(cells.SHEET), pages.get(cells.SEAL)
    if page is None or seal_page is None:
        raise Unreadable(
            _(
                "This is no workbook that was downloaded here, or it was not saved as .xlsx. "
                "Please download the workbook of this sheet and fill in that one."
            )
        )
    _demand_no_formulas(page)
    _demand_no_formulas(seal_page)
    table = find_header(page, {name: (words,) for name, words in cells.COLUMNS.items()})
    seal = _seal(seal_page)
    _demand_this_sheet(seal, sheet)
    rows = {row.number: {name: row[name] for name in cells.COLUMNS} for row in table}
    if not cells.is_signed(seal, list(rows.values())):
        raise Unreadable(_changed(table, rows, sheet))
    lines = [
        Line(row["code"], number, int(row["version"]), {name: row[name] for name in cells.FILLED})
        for number, row in rows.items()
    ]
    return Filled(sheet.pk, lines, {name: letters(n) for name, n in table.places.items()})


def _demand_no_formulas(page: Sheet) -> None:
    if page.formulas:
        raise Unreadable(
            _("%(cell)s holds a formula. Please type the value itself, formulas are not taken.")
            % {"cell": f"{page.name}!{page.formulas[0]}"}
        )


def _seal(page: Sheet) -> dict[str, str]:
    names = {plain(words): name for name, words in cells.SEAL_KEYS.items()}
    seal = dict.fromkeys(cells.SEAL_KEYS, "")
    for row in page.rows:
        if len(row) > 1 and plain(row[0]) in names:
            seal[names[plain(row[0])]] = row[1]
    return seal


def _demand_this_sheet(seal: dict[str, str], sheet: SelfCheck) -> None:
    """Whose workbook it says it is; the signature proves it afterwards."""
    expected = cells.seal_of(sheet, seal["at"])
    refusals = {
        "form": _("The workbook has another form than today's. Please download it anew."),
        "installation": _(
            "The workbook comes from another installation of this system and cannot be taken here."
        ),
        "campaign": _("The workbook belongs to another campaign: %(code)s."),
        "department": _("The workbook belongs to the sheet of another department: %(code)s."),
    }
    for name, refusal in refusals.items():
        if seal[name] != expected[name]:
            raise Unreadable(refusal % {"code": seal[name]} if "%(" in refusal else refusal)


def _changed(table: Table, rows: dict[int, dict[str, str]], sheet: SelfCheck) -> str:
    """Which locked cell was changed, as far as the checklist can tell."""
    items = {
        item.code: cells.given_cells(item, item.project.name)
        for item in sheet.items().select_related("project")
    }
    for number, row in rows.items():
        expected = items.get(row["code"])
        for name, words in (expected or {}).items():
            if row[name] != words:
                address = f"{cells.SHEET}!{letters(table.places[name])}{number}"
                return _(
                    "%(cell)s is locked and was changed; “%(words)s” stood there. Nothing of the "
                    "workbook was taken. Please restore the cell or download the workbook anew."
                ) % {"cell": address, "words": words[:40]}
    return _(
        "Something that is locked was changed: a hidden cell, or a row was added or deleted. "
        "Nothing of the workbook was taken. Please download it anew and fill in that one."
    )
