"""Fill a sheet offline: write the workbook, read it back untouched, apply twenty changed items."""

import io
from collections.abc import Callable, Iterator

from openpyxl import Workbook, load_workbook

from benchmarks import organisation
from benchmarks.measuring import Comparison, compare, undone
from campaigns import offline_cells
from campaigns.models import SelfCheck
from campaigns.offline_merge import apply, merge
from campaigns.offline_reading import read
from campaigns.offline_workbook import workbook
from organization.models import Person
from organization.sheets import read_workbook

GOALS = {83: "≤ 0.3 s; SQL as for 1,000", 1000: "≤ 0.6 s; SQL as for 83"}
CHANGED = 20  # items


def run(size: str, rounds: int) -> Iterator[Comparison]:
    """A sheet of 83 items and one of 1,000; the floor writes or reads the same cells bare."""
    for items in (83, 1000):
        made = organisation.make(f"workbook-{items}", 1, items=items)
        yield from _compare(made, items, rounds)


def _compare(made, items: int, rounds: int) -> Iterator[Comparison]:
    def sheet() -> SelfCheck:
        return SelfCheck.objects.select_related("campaign", "department").get(
            campaign=made.campaign
        )

    def head() -> Person:
        return Person.objects.get(pk=made.heads[0].pk)

    content = workbook(sheet(), by=head())
    changed = _changed(content)

    def untouched() -> None:
        found = merge(read(content, sheet()), sheet(), by=head())
        assert (found.same, found.changes, found.errors) == (items, [], [])

    def edited() -> None:
        found = merge(read(changed, sheet()), sheet(), by=head())
        assert apply(found, {}, by=head()) == CHANGED

    def bare_read() -> object:
        return read_workbook(content)

    settings = {"rounds": rounds, "goal": GOALS[items]}
    yield compare(f"workbook of {items:,} items: download",
                  lambda: workbook(sheet(), by=head()), _bare(items), "openpyxl, bare cells",
                  **settings)  # fmt: skip
    reads = "the file read in its process"
    yield compare(f"workbook of {items:,} items: compare, untouched", untouched, bare_read, reads,
                  **settings)  # fmt: skip
    yield compare(f"workbook of {items:,} items: compare and apply {CHANGED} changed",
                  undone(edited), bare_read, reads, **settings)  # fmt: skip


def _changed(content: bytes) -> bytes:
    """The workbook with an explanation typed into the first items."""
    book = load_workbook(io.BytesIO(content))
    page = book[offline_cells.SHEET]
    heads = next(row for row in page.iter_rows() if row[0].value == "序号")
    column = next(cell.column for cell in heads if cell.value == offline_cells.FILLED["text"])
    for row in range(heads[0].row + 1, heads[0].row + 1 + CHANGED):
        page.cell(row, column).value = "离线补充说明"
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def _bare(items: int) -> Callable[[], None]:
    """The floor of a download: as many cells with text, without any look."""

    def write() -> None:
        book = Workbook(write_only=True)
        page = book.create_sheet()
        for no in range(items):
            page.append([f"第{no}个检查项点"] * len(offline_cells.COLUMNS))
        book.save(io.BytesIO())

    return write
