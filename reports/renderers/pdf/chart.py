"""A chart: bars below each other, names left, numbers at their ends, the caption below.

The same drawing stands in the PDF and, as a picture, in Word.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.document import Chart
from reports.layouts import Layout
from reports.renderers.pdf.faces import Faces
from reports.renderers.pdf.paragraph import Line, Style, set_lines, width_of
from reports.renderers.pdf.pen import Pen, Strip

NAMES = 0.4  # of the width at most: longer names are broken
THICK = 0.8  # of a line: a bar
BETWEEN = 0.5  # of a line: between two bars


@dataclass(slots=True)
class ChartStrip(Strip):
    """Bars and the lines of text beside them, each with its place from the upper left."""

    bars: list[tuple[float, float, float, float]] = field(default_factory=list)  # x, down, w, h
    lines: list[tuple[float, float, Line]] = field(default_factory=list)  # x, down, line
    axis: tuple[float, float] = (0.0, 0.0)  # x, how long

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for right, down, width, height in self.bars:
            pen.bar(x + right, top - down - height, width, height)
        right, length = self.axis
        pen.upright(x + right, top, length)
        for right, down, line in self.lines:
            line.draw(pen, x + right, top - down)


def set_chart(block: Chart, layout: Layout, width: float, faces: Faces) -> ChartStrip:
    """The chart in a measure of `width` pt."""
    size, leading = layout.table_size, layout.table_leading
    body = Style(layout.table_face, size, leading, align="left", drop=(leading - size) / 2)
    beside = [width_of(bar.name, body, faces) for bar in block.bars]
    names = min(max(beside, default=0.0) + 0.01, width * NAMES)
    numbers = max((width_of(bar.value.text, body, faces) for bar in block.bars), default=0.0)
    left = names + size / 2
    room = width - left - size - numbers  # half a character of air at either end of the number
    longest = max((bar.length for bar in block.bars), default=0.0)
    strip = ChartStrip(0.0)
    down = leading * BETWEEN
    for bar in block.bars:
        lines = set_lines(bar.name, _right(body), names, faces)
        height = leading * len(lines)
        _put(strip, lines, 0.0, down)
        long = room * bar.length / longest if longest else 0.0
        thick = leading * THICK
        strip.bars.append((left, down + (height - thick) / 2, long, thick))
        value = set_lines((bar.value,), body, width, faces)
        _put(strip, value, left + long + size / 2, down + (height - leading) / 2)
        down += height + leading * BETWEEN
    strip.axis = (left, down)
    caption = Style(layout.table_head_face, size, leading, align="center")
    lines = set_lines(block.title, caption, width, faces)
    strip.height = _put(strip, lines, 0.0, down + leading * BETWEEN)
    return strip


def _right(style: Style) -> Style:
    return Style(style.face, style.size, style.leading, align="right", drop=style.drop)


def _put(strip: ChartStrip, lines: list[Line], x: float, down: float) -> float:
    """Add lines below each other; how far down the next one would stand."""
    for line in lines:
        strip.lines.append((x, down, line))
        down += line.height
    return down
