"""Half a page to be cut off: words above, a code to scan and the words beside it below."""

from __future__ import annotations

from dataclasses import dataclass, field

from organization.qr import qr_modules
from reports.document import Slip
from reports.layouts import PT_PER_MM, Layout
from reports.renderers.pdf.faces import Faces
from reports.renderers.pdf.paragraph import Line, Style, set_lines
from reports.renderers.pdf.pen import Pen, Strip

ABOVE = 22 * PT_PER_MM  # from the edge, or the cut, to the title
CODE = 36 * PT_PER_MM  # side of the code, its quiet zone counted
GAP = 6 * PT_PER_MM


@dataclass(slots=True)
class SlipStrip(Strip):
    """A slip as it is drawn: lines with their place, and the code below them."""

    width: float = 0.0
    lines: list[tuple[float, float, Line]] = field(default_factory=list)  # right, down, line
    code: str = ""
    code_down: float = 0.0

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for right, down, line in self.lines:
            line.draw(pen, x + right, top - down)
        size, dark = qr_modules(self.code)
        side = CODE / size
        for row, first, length in _in_rows(dark):
            y = top - self.code_down - (row + 1) * side
            pen.ink(x + first * side, y, length * side, side)
        pen.dashes(x, top - self.height, self.width)


def set_slip(block: Slip, layout: Layout, width: float, height: float, faces: Faces) -> SlipStrip:
    """The slip in a measure of `width` pt, `height` pt high."""
    strip = SlipStrip(height, width=width, code=block.code)
    down = ABOVE
    title = Style(layout.title_face, layout.title_size, layout.title_leading, align="center")
    down = _put(strip, set_lines(block.title, title, width, faces), 0.0, down) + layout.em / 2
    body = Style(layout.body_face, layout.em, layout.leading)
    for number, runs in enumerate(block.paragraphs):
        indent = layout.indent * layout.em if number else 0.0  # the first is the salutation
        style = Style(body.face, body.size, body.leading, indent=indent)
        down = _put(strip, set_lines(runs, style, width, faces), 0.0, down)
    strip.code_down = down + GAP / 2
    right = CODE + GAP
    beside = strip.code_down + layout.em / 2
    for text in block.beside:
        beside = _put(strip, set_lines(text, body, width - right, faces), right, beside)
    end = Style(body.face, body.size, body.leading, align="right")
    down = max(beside, strip.code_down + CODE - 2 * body.leading)
    for text in filter(None, block.signature):
        down = _put(strip, set_lines(text, end, width, faces), 0.0, down)
    return strip


def _put(strip: SlipStrip, lines: list[Line], right: float, down: float) -> float:
    """Add lines below each other; how far down the next one stands."""
    for line in lines:
        strip.lines.append((right, down, line))
        down += line.height
    return down


def _in_rows(dark: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Dark modules that touch in a row drawn as one: (row, first column, how many)."""
    runs: list[tuple[int, int, int]] = []
    for row, column in dark:
        if runs and runs[-1][0] == row and sum(runs[-1][1:]) == column:
            runs[-1] = (row, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((row, column, 1))
    return runs
