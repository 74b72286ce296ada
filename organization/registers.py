"""Registers as worksheets: one header line, one row a record.

What people typed never becomes a formula: a text that a spreadsheet would compute gets an
apostrophe before it (OWASP, CSV injection), here and after a copy into another program.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32767  # characters that a cell may hold
_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

_HEAD = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="EDF0F4"),
    "alignment": Alignment(vertical="center", wrap_text=True),
}
_BODY = {"alignment": Alignment(vertical="top", wrap_text=True)}


def workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An xlsx file with one sheet named `title`; rows are streamed, never kept as objects.

    Values are texts, numbers, days, aware instants (written in the project's time zone) or
    None. Numbers and days stay numbers and days.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_TITLES.sub(" ", title)[:31] or "1")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    pen = _Pen(sheet)
    pen.write(columns, _HEAD)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007
        pen.write(row, _BODY)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def download(contents: bytes, name: str, kind: str = KIND) -> HttpResponse:
    """The file as an attachment whose (Chinese) name survives the download (RFC 5987)."""
    return HttpResponse(
        contents,
        content_type=kind,
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "X-Content-Type-Options": "nosniff",
        },
    )


def register(
    owner: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A register with one sheet to download, named for whose it is: "春季专项自查台账.xlsx"."""
    return download(workbook(title, columns, rows), f"{owner}{title}.xlsx")


def neutral(text: str) -> str:
    """The text as a cell may hold it: no control characters, never a formula."""
    plain = FORBIDDEN.sub("", text)[: LONGEST - 1]
    return f"'{plain}" if plain.startswith(_COMPUTED) else plain


class _Pen:
    """Writes rows in a style. openpyxl makes every styled cell anew and looks its style up, which
    takes three times as long as the writing: here a row has one cell that changes its value."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self.sheet = sheet
        self.style: dict[str, Any] = {}
        self.styles: dict[tuple[int, str], StyleArray] = {}
        sheet._values_to_row = self._cells

    def write(self, values: Sequence[Any], style: dict[str, Any]) -> None:
        self.style = style
        self.sheet.append(list(values))

    def _cells(self, values: Sequence[Any], number: int) -> Iterator[WriteOnlyCell]:
        cell = WriteOnlyCell(self.sheet)
        cell.row = number
        for column, value in enumerate(values, start=1):
            cell._style = StyleArray()  # openpyxl writes the format of a day into it
            cell.value = _value(value)
            cell.column = column
            cell._style = self._style(_number_format(value))
            yield cell

    def _style(self, number_format: str) -> StyleArray:
        key = id(self.style), number_format
        if key not in self.styles:
            model = WriteOnlyCell(self.sheet)
            for name, part in self.style.items():
                setattr(model, name, part)
            if number_format:
                model.number_format = number_format
            self.styles[key] = model._style
        return self.styles[key]


def _number_format(value: Any) -> str:
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm"
    return "yyyy-mm-dd" if isinstance(value, date) else ""


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or (isinstance(value, date | int | float) and not isinstance(value, bool)):
        return value
    return neutral(str(value))


def _width(column: str) -> int:
    """Wide enough for the header in full-width characters, and no wider than a screen holds."""
    return min(40, max(10, len(column) * 2 + 4))
