"""A sheet as a workbook that is filled offline and read again by `offline_reading`.

One row an item: what the checklist says is locked, the cells of the answer are open where the
person may write. Hidden beside them: the code of the item and the revision of its answer. The
hidden sheet `校验信息` carries a signature over everything that is locked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection

from campaigns import offline_cells as cells
from campaigns.counts import further_fields
from campaigns.forms.answer import SEPARATOR
from campaigns.item_page import is_writable
from campaigns.models import Answer, Project, SelfCheck
from campaigns.offline_rules import MOST_METHODS, redone_words, validate
from campaigns.sheet_rows import SheetList, SheetRow, sheet_list
from organization import clock
from organization.models import Person

HEADING = 3  # the row of the headings; title and instruction stand above
WIDTHS = {
    "no": 6,
    "project": 14,
    "asked": 34,
    "standard": 26,
    "basis": 18,
    "evidence": 18,
    "kind": 12,
    "remark": 14,
    "result": 15,
    "methods": 20,
    "sample_n": 8,
    "sample_ok": 8,
    **dict.fromkeys(cells.FURTHER, 8),
    "text": 34,
    "rule": 24,
    "cause": 24,
    "responsibility": 16,
    "measure": 24,
    "statement": 26,
    "redone": 10,
}
A4 = 9  # by the number that OOXML has for it

# A reader takes _x0041_ for an A (ECMA-376, 22.4.2.4) unless its first character is written so.
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LINE = Side(style="thin", color="C9D0D9")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_HEAD = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="DCE4EE"),
    "alignment": Alignment(vertical="center", horizontal="center", wrap_text=True),
    "border": _FRAME,
}
_LOCKED = {"fill": PatternFill("solid", fgColor="F1F3F6"), "alignment": _WRAPPED, "border": _FRAME}
_OPEN = {
    "fill": PatternFill("solid", fgColor="FFFBEA"),
    "alignment": _WRAPPED,
    "border": _FRAME,
    "protection": Protection(locked=False),
    "number_format": "@",  # what is typed stays a text: no dates, no formulas
}
_RARE = (*cells.FURTHER, "redone")  # columns that most sheets do not need: hidden there
_OPEN_NUMBER = {**_OPEN, "number_format": "0"}


def workbook(sheet: SelfCheck, *, by: Person) -> bytes:
    """The sheet as an .xlsx file; the cells `by` may fill in are open. Five statements at most."""
    listing = sheet_list(sheet)
    rows = [_row(sheet, row, project) for row, project in _with_projects(listing)]
    seal = cells.seal_of(sheet, clock.now().isoformat(timespec="seconds"))
    seal["signature"] = cells.signature(seal, rows)
    open_cells = [_open_cells(row, is_writable(sheet, row, by)) for row in listing.rows]
    book = Workbook(write_only=True)
    page = _write_sheet(book, sheet, rows, open_cells)
    if rows:
        validate(page, HEADING + 1, [row.item.count_names for row in listing.rows])
    _write_lists(book, rows)
    _write_seal(book, seal)
    book.security = WorkbookProtection(lockStructure=True)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _with_projects(listing: SheetList) -> Iterable[tuple[SheetRow, str]]:
    names = dict(
        Project.objects.filter(checklist__campaign=listing.sheet.campaign_id).values_list(
            "pk", "name"
        )
    )
    return [(row, names[row.item.project_id]) for row in listing.rows]


def _open_cells(row: SheetRow, is_open: bool) -> frozenset[str]:
    """The cells of a row for the person to fill in: of the numbers those its item asks for, and
    whether it was checked again where it was sent back."""
    if not is_open:
        return frozenset()
    asked = {*cells.FILLED} - {*_RARE} | {*further_fields(row.item.count_names)}
    return frozenset(asked | {"redone"} if row.is_returned else asked)


def _row(sheet: SelfCheck, row: SheetRow, project: str) -> dict[str, str]:
    version = row.answer.version if row.answer else 0  # 0 too: there are files and no words yet
    return {
        **cells.given_cells(row.item, project),
        **cells.cells_of(row.item, row.answer.contents() if version else None),
        "remark": cells.fit(_remark(row)),
        "version": str(version),
    }


def _remark(row: SheetRow) -> str:
    if row.answer is not None and row.answer.status == Answer.Status.ACCEPTED:
        return _("This item was accepted and is locked.")
    if row.hand_over is not None:
        return _("filled in by %(who)s") % {"who": row.hand_over.to.title}
    return _("Sent back for a new check") if row.is_returned else ""


def _write_sheet(
    book: Workbook,
    sheet: SelfCheck,
    rows: list[dict[str, str]],
    open_cells: list[frozenset[str]],
):
    page = book.create_sheet(cells.SHEET)
    last = HEADING + len(rows)
    asked = frozenset().union(*open_cells) if open_cells else frozenset()
    _set_up(page, last, hidden={*cells.HIDDEN, *(name for name in _RARE if name not in asked)})
    head = {"font": Font(bold=True, size=16), "alignment": Alignment(vertical="center")}
    help_ = {"alignment": Alignment(vertical="top", wrap_text=True)}
    pen = _Pen(page)
    title = _("Self-check sheet of %(name)s") % {"name": sheet.department.name}
    page.append([pen.cell(f"{sheet.campaign.title} · {title}", **head)])
    page.append([pen.cell(_instruction(redone="redone" in asked), **help_)])
    page.append([pen.cell(heading, **_HEAD) for heading in cells.COLUMNS.values()])
    for row, opened in zip(rows, open_cells, strict=True):
        page.append([pen.of(name, row[name], name in opened) for name in cells.COLUMNS])
    return page


def _instruction(*, redone: bool) -> str:
    words = _(
        "Fill in the yellow cells only; grey cells are locked. Choose result and methods from the "
        "lists; several methods are divided by “；”. Not compliant: give problem, rule, cause and "
        "responsibility. Do not sort, insert or delete rows, do not use formulas. Save as .xlsx "
        "and upload it on the page of the sheet: you see every change before anything is written."
    )
    return f"{words} {redone_words()}" if redone else words


def _set_up(page, last: int, *, hidden: set[str]) -> None:
    """Everything about the worksheet that is no cell."""
    names = list(cells.COLUMNS)
    letter = {name: get_column_letter(n) for n, name in enumerate(names, start=1)}
    for name in names:
        page.column_dimensions[letter[name]].width = WIDTHS.get(name, 8)
        page.column_dimensions[letter[name]].hidden = name in hidden
    page.row_dimensions[1].height, page.row_dimensions[2].height = 28, 50
    page.row_dimensions[HEADING].height = 32
    visible_end = letter["statement" if "redone" in hidden else "redone"]
    for row in (1, 2):
        page.merged_cells.add(f"A{row}:{letter['text']}{row}")
    page.freeze_panes = f"{letter['standard']}{HEADING + 1}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # False: allowed
    page.print_title_rows = f"{HEADING}:{HEADING}"
    page.print_area = f"A1:{visible_end}{last}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "&P / &N"


def _write_lists(book: Workbook, rows: list[dict[str, str]]) -> None:
    """The methods to choose from: as the items combine them, then one by one."""
    page = book.create_sheet(cells.LISTS)
    page.sheet_state = "veryHidden"
    page.protection.sheet = True
    together = dict.fromkeys(row["methods"] for row in rows if row["methods"])
    single = dict.fromkeys(name for words in together for name in words.split(SEPARATOR))
    pen = _Pen(page)
    for words in list(dict.fromkeys([*single, *together]))[:MOST_METHODS]:
        page.append([pen.cell(words)])


def _write_seal(book: Workbook, seal: dict[str, str]) -> None:
    page = book.create_sheet(cells.SEAL)
    page.sheet_state = "veryHidden"
    page.protection.sheet = True
    pen = _Pen(page)
    for name, heading in cells.SEAL_KEYS.items():
        page.append([pen.cell(heading), pen.cell(seal[name])])


@dataclass
class _Pen:
    """Writes cells of one worksheet; a look is worked out once and then copied."""

    page: object

    def __post_init__(self) -> None:
        self.looks: dict[tuple, object] = {}

    def of(self, name: str, words: str, is_open: bool) -> WriteOnlyCell:
        """The cell of a column; open cells are for the person to fill in."""
        if name == "no":
            return self.styled("locked", int(words), _LOCKED)
        if name not in cells.FILLED or not is_open:
            return self.styled("locked", words, _LOCKED)
        if name in cells.NUMBERS:
            return self.styled("number", int(words) if words else None, _OPEN_NUMBER)
        return self.styled("open", words, _OPEN)

    def styled(self, look: str, value: str | int | None, style: dict) -> WriteOnlyCell:
        computed = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
        cell = self.cell(value)
        if (look, computed) not in self.looks:
            for part, how in style.items():
                setattr(cell, part, how)
            cell.quotePrefix = computed
            self.looks[look, computed] = cell._style
        cell._style = self.looks[look, computed]
        return cell

    def cell(self, value: str | int | None, **style) -> WriteOnlyCell:
        """A cell that is never a formula, whatever somebody wrote into an answer."""
        if isinstance(value, str):
            value = _ESCAPED.sub("_x005F_", value) or None
        cell = WriteOnlyCell(self.page, value)
        if cell.data_type == "f":
            cell.data_type = "s"
        for part, how in style.items():
            setattr(cell, part, how)
        return cell
