"""Reading a downloaded worksheet."""

from io import BytesIO

from openpyxl import load_workbook


def rows_of(contents: bytes) -> list[tuple]:
    """The rows of the first sheet as values."""
    book = load_workbook(BytesIO(contents))
    try:
        return list(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()
