"""A table of a Word paper: fixed widths, a header that repeats, rows written as text.

A ledger of a thousand rows takes a fraction of a second this way; the cells of
python-docx would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.document import Column, Runs, Table, plain
from reports.layouts import PT_PER_MM, Layout
from reports.renderers.docx import markup

WHOLE = 1 / 3  # of a page: higher rows may be torn, or they would leave it half empty
_MARK = re.compile(rb"<\?rows (\d+)\?>")
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


class Later:
    """Rows that are not written before the file is: as elements, those of an annex of 5,000 rows
    would take 300 MB."""

    def __init__(self) -> None:
        self.rows: list[Iterator[str]] = []

    def keep(self, rows: Iterator[str]) -> str:
        """The mark of these rows in the text."""
        self.rows.append(rows)
        return f"<?rows {len(self.rows) - 1}?>"

    def put_in(self, content: bytes) -> Iterator[bytes]:
        """The text as it is written to the file, with the rows in the place of their marks."""
        for place, piece in enumerate(_MARK.split(content)):
            if place % 2:
                yield from map(_canonical, self.rows[int(piece)])
            else:
                yield piece


def table(
    block: Table, layout: Layout, line_width: float, height: float, later: Later | None = None
) -> str:
    """A table with rows. `line_width` and `height` of the type area are millimetres; the rows are
    left to `later` if it is given."""
    widths = column_widths(block.columns, line_width)
    rows = _rows(block, layout, widths, height)
    return (
        f"<w:tbl>{_properties(layout, sum(widths))}{_grid(widths)}{_head(block, layout, widths)}"
        f"{later.keep(rows) if later else ''.join(rows)}</w:tbl>"
    )


def _canonical(row: str) -> bytes:
    """As an XML writer gives it: what is empty is one tag."""
    return row.replace("></w:t>", "/>").encode()


def column_widths(columns: tuple[Column, ...], line_width: float) -> list[int]:
    """Widths in twips; columns that are too wide together are narrowed in proportion."""
    total = sum(column.width for column in columns)
    factor = min(1.0, line_width / total)
    return [int(markup.from_mm(column.width * factor)) for column in columns]


def _properties(layout: Layout, width: int) -> str:
    eighths = round(layout.table_rule * 8)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/>'
        for side in _BORDERS
    )
    side, edge = markup.from_pt(layout.cell_padding), markup.from_pt(layout.cell_padding_vertical)
    margins = "".join(
        f'<w:{name} w:w="{size}" w:type="dxa"/>'
        for name, size in (("top", edge), ("left", side), ("bottom", edge), ("right", side))
    )
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _grid(widths: list[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _cell(width: int, content: str, properties: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p></w:tc>"
    )


def _head(block: Table, layout: Layout, widths: list[int]) -> str:
    style = '<w:pStyle w:val="TableHead"/>'
    cells = "".join(
        _cell(width, markup.run(column.title, layout, layout.table_head_face), style)
        for column, width in zip(block.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _rows(block: Table, layout: Layout, widths: list[int], height: float) -> Iterator[str]:
    styles = [
        f'<w:pStyle w:val="TableText"/><w:jc w:val="{markup.WORD_ALIGN[column.align]}"/>'
        for column in block.columns
    ]
    for place, row in enumerate(block.rows, start=1):
        if block.keep_with_next and place == len(block.rows):
            styles = [style.replace("<w:jc", "<w:keepNext/><w:jc") for style in styles]
        cells = "".join(
            _cell(width, markup.write(content, layout, layout.table_face), style)
            for content, width, style in zip(row, widths, styles, strict=True)
        )
        whole = "" if _is_tall(row, layout, widths, height) else "<w:cantSplit/>"
        yield f"<w:tr>{f'<w:trPr>{whole}</w:trPr>' if whole else ''}{cells}</w:tr>"


def _is_tall(row: tuple[Runs | str, ...], layout: Layout, widths: list[int], height: float) -> bool:
    """Whether a row takes more than a third of a page, by a count of its characters."""
    padding = 2 * markup.from_pt(layout.cell_padding)
    lines = max(
        len(plain(content)) * markup.from_pt(layout.table_size) / max(width - padding, 1)
        for content, width in zip(row, widths, strict=True)
    )
    return lines * layout.table_leading > height * PT_PER_MM * WHOLE
