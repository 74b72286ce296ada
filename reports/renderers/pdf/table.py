"""Tables: rows as strips, so that headers repeat at the top of a page and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.document import Align, Runs, Table
from reports.layouts import PT_PER_MM, FaceKey, Layout
from reports.renderers.pdf.faces import Faces
from reports.renderers.pdf.paragraph import Line, Style, set_lines
from reports.renderers.pdf.pen import Pen, Strip

Cell = list[Line]
WHOLE = 1 / 3  # of a page: rows up to this height are moved to the next page in one piece
FEWEST = 2  # lines of a torn row on either side of the page break


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table in pt: where it begins, the edges and what surrounds a cell."""

    left: float
    edges: tuple[float, ...]
    padding: float
    padding_vertical: float
    rule: float
    leading: float
    whole: float  # rows up to this height are not torn

    def inner(self, column: int) -> float:
        """Width of the text in a column."""
        return self.edges[column + 1] - self.edges[column] - 2 * self.padding

    def height(self, cells: list[Cell]) -> float:
        """Height of a row with these cells."""
        most = max(1, *(len(cell) for cell in cells))
        return most * self.leading + 2 * self.padding_vertical


@dataclass(slots=True)
class Row(Strip):
    """A row of a table, or the part of a long one that stands on this page."""

    grid: Grid = field(kw_only=True)
    cells: list[Cell] = field(kw_only=True)
    head: Row | None = None
    torn: bool = False

    def draw(self, pen: Pen, x: float, top: float) -> None:
        grid = self.grid
        xs = tuple(x + grid.left + edge for edge in grid.edges)
        pen.frame(xs, top, top - self.height, grid.rule)
        for column, cell in enumerate(self.cells):
            at = top - grid.padding_vertical
            if not self.torn:
                at -= (self.height - 2 * grid.padding_vertical - len(cell) * grid.leading) / 2
            for line in cell:
                line.draw(pen, xs[column] + grid.padding, at)
                at -= grid.leading

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        if self.height <= self.grid.whole:
            return None
        lines = int((room - 2 * self.grid.padding_vertical) // self.grid.leading)
        most = max(len(cell) for cell in self.cells)
        lines = min(lines, most - FEWEST)
        if lines < FEWEST:
            return None
        tail = self._part(lines, most)
        tail.glued = self.glued
        return self._part(0, lines), tail

    def repeated(self) -> Strip | None:
        return self.head

    def _part(self, start: int, stop: int) -> Row:
        cells = [cell[start:stop] for cell in self.cells]
        height = self.grid.height(cells)
        return Row(height, grid=self.grid, cells=cells, head=self.head, torn=True)


def set_table(
    table: Table, layout: Layout, width: float, page_height: float, faces: Faces, *, marks: bool
) -> list[Strip]:
    """The rows of a table, header first, in a text `width` pt wide."""
    grid = _grid(table, layout, width, page_height)
    head = _header(table, layout, grid, faces)
    setter = _CellSetter(table, layout, grid, faces, marks)
    rows: list[Strip] = [head]
    for row in table.rows:
        cells = [setter.lines(column, cell) for column, cell in enumerate(row)]
        rows.append(Row(grid.height(cells), grid=grid, cells=cells, head=head))
    return rows


def _grid(table: Table, layout: Layout, width: float, page_height: float) -> Grid:
    """Columns wider than the line are narrowed together; a narrow table is centred."""
    widths = [column.width * PT_PER_MM for column in table.columns]
    shrink = min(1.0, width / sum(widths))
    edges = [0.0]
    for column in widths:
        edges.append(edges[-1] + column * shrink)
    return Grid(
        left=(width - edges[-1]) / 2,
        edges=tuple(edges),
        padding=layout.cell_padding,
        padding_vertical=layout.cell_padding_vertical,
        rule=layout.table_rule,
        leading=layout.table_leading,
        whole=page_height * WHOLE,
    )


def _header(table: Table, layout: Layout, grid: Grid, faces: Faces) -> Row:
    style = _style(layout, layout.table_head_face, "center")
    cells = [
        set_lines(column.title, style, grid.inner(number), faces)
        for number, column in enumerate(table.columns)
    ]
    return Row(grid.height(cells), glued=True, grid=grid, cells=cells)


class _CellSetter:
    """Sets cells into lines; equal short cells of a column (a status, a department) only once."""

    def __init__(self, table: Table, layout: Layout, grid: Grid, faces: Faces, marks: bool) -> None:
        self.styles = [_style(layout, layout.table_face, column.align) for column in table.columns]
        self.grid = grid
        self.faces = faces
        self.marks = marks
        self.known: dict[tuple[int, str], Cell] = {}

    def lines(self, column: int, cell: Runs | str) -> Cell:
        if not isinstance(cell, str) or len(cell) > 20:
            return self.set(column, cell)
        key = (column, cell)
        if key not in self.known:
            self.known[key] = self.set(column, cell)
        return self.known[key]

    def set(self, column: int, cell: Runs | str) -> Cell:
        if not cell:
            return []
        return set_lines(
            cell, self.styles[column], self.grid.inner(column), self.faces, marks=self.marks
        )


def _style(layout: Layout, face: FaceKey, align: Align) -> Style:
    """The style of a cell; its characters stand in the middle of the height of their line."""
    size, leading = layout.table_size, layout.table_leading
    return Style(face, size, leading, align=align, drop=(leading - size) / 2)
