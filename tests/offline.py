"""Filling in a downloaded workbook as a person does it in Excel."""

import resource
import time
from contextlib import contextmanager
from io import BytesIO

from openpyxl import load_workbook

from campaigns import offline_cells
from campaigns.models import SelfCheck
from campaigns.offline_merge import Merge, merge
from campaigns.offline_reading import read
from campaigns.offline_workbook import workbook
from organization.models import Person
from tests.world import World


class Book:
    """A workbook that is open; `book[2, "result"] = "符合"` fills in a cell of item 2."""

    def __init__(self, contents: bytes) -> None:
        self.book = load_workbook(BytesIO(contents))
        self.page = self.book[offline_cells.SHEET]
        names = {words: name for name, words in offline_cells.COLUMNS.items()}
        heads = next(row for row in self.page.iter_rows() if row[0].value == "序号")
        self.columns = {names[cell.value]: cell.column for cell in heads if cell.value in names}
        first = heads[0].row + 1
        self.rows = {
            int(self.page.cell(row, 1).value): row for row in range(first, self.page.max_row + 1)
        }

    def cell(self, no: int, name: str):
        return self.page.cell(self.rows[no], self.columns[name])

    def __setitem__(self, place: tuple[int, str], value) -> None:
        self.cell(*place).value = value

    def __getitem__(self, place: tuple[int, str]):
        return self.cell(*place).value

    def saved(self) -> bytes:
        target = BytesIO()
        self.book.save(target)
        self.book.close()
        return target.getvalue()


def downloaded(world: World, account: str = "head", code: str = "SALES") -> Book:
    """The workbook of a sheet as this person downloads it."""
    return Book(workbook(world.sheet(code), by=getattr(world, account)))


def filled(world: World, *cells, account: str = "head") -> bytes:
    """A workbook with (no, column, value) filled in."""
    book = downloaded(world, account)
    for no, name, value in cells:
        book[no, name] = value
    return book.saved()


def merged(contents: bytes, sheet: SelfCheck, by: Person) -> Merge:
    return merge(read(contents, sheet), sheet, by=by)


@contextmanager
def child_limits():
    """Seconds of the block, and the bytes of its largest process if it is the largest so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    began = time.perf_counter()
    used = {}
    yield used
    used["seconds"] = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    used["bytes"] = after * 1024 if after > before else 0
