"""What of a paper goes into its package: the text and each annex as files of their own."""

from collections.abc import Iterator
from dataclasses import replace

from organization.registers import workbook
from reports.archive import without_times
from reports.document import Annex, Document, Figure, Runs, Table, plain
from reports.rendering import RENDERERS, file_name


def papers_of(document: Document) -> Iterator[tuple[str, bytes]]:
    """Each file with its name: 正文 and 附件1 问题清单 in Word and PDF, tables as workbooks."""
    body = replace(document, annexes=())
    yield from _rendered(f"正文 {document.title}", body)
    for annex in document.annexes:
        name = name_of(annex)
        alone = replace(document, title=name, blocks=(), annexes=(annex,), head=None, imprint=None)
        yield from _rendered(name, alone)
        yield from _workbooks(name, annex)


def count_of(document: Document) -> int:
    """How many files they will be."""
    tables = sum(len(_tables(annex)) for annex in document.annexes)
    return len(RENDERERS) * (1 + len(document.annexes)) + tables


def name_of(annex: Annex) -> str:
    """The annex as its first page calls it: 附件1 问题清单."""
    if not annex.labelled:
        return annex.title
    return f"附件{'' if annex.number is None else annex.number} {annex.title}"


def _rendered(name: str, document: Document) -> Iterator[tuple[str, bytes]]:
    for format_, render in RENDERERS.items():
        yield f"{file_name(name)}.{format_}", render(document)


def _workbooks(name: str, annex: Annex) -> Iterator[tuple[str, bytes]]:
    for table in _tables(annex):
        rows = ([_cell(cell) for cell in row] for row in table.rows)
        titles = [column.title for column in table.columns]
        yield f"{file_name(name)}.xlsx", without_times(workbook(annex.title, titles, rows))


def _tables(annex: Annex) -> list[Table]:
    return [block for block in annex.blocks if isinstance(block, Table) and block.rows]


def _cell(cell: Runs | str) -> str | int | float:
    """A number stays one, everything else is what the paper says."""
    if isinstance(cell, tuple) and len(cell) == 1 and isinstance(cell[0], Figure):
        value = cell[0].value
        if not isinstance(value, str) and str(value) == cell[0].text:
            return value
    return plain(cell)
