"""Runs of text set into lines: faces, highlights, justification and squeezed punctuation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.document import Align, Runs
from reports.layouts import FaceKey
from reports.renderers.pdf.faces import Faces, Span, faced
from reports.renderers.pdf.linebreak import SOLID, Cut, cut_lines, gives
from reports.renderers.pdf.pen import Pen, Strip

WIDEST = 0.5  # em; the most that justification puts between two characters
ASCENT = 0.88  # of the em: a Chinese character stands from 0.12 em below to 0.88 em above


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set, in pt. The first line begins at `indent`, the others at `left`."""

    face: FaceKey
    size: float
    leading: float
    indent: float = 0.0
    left: float = 0.0
    align: Align = "justify"
    drop: float = 0.0  # from the top of the line to the top of its characters


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters drawn in one go, `spacing` pt apart, from `x` (pt from the left of the text)."""

    x: float
    font: str
    text: str
    spacing: float = 0.0
    mark: float = 0.0  # width of the coloured ground


@dataclass(slots=True)
class Line(Strip):
    """One line of text."""

    size: float = 0.0
    drop: float = 0.0
    pieces: tuple[Piece, ...] = ()

    def draw(self, pen: Pen, x: float, top: float) -> None:
        baseline = top - self.drop - ASCENT * self.size
        for piece in self.pieces:
            if piece.mark:
                pen.mark(x + piece.x, baseline - 0.16 * self.size, piece.mark, 1.08 * self.size)
            pen.write(x + piece.x, baseline, piece.font, self.size, piece.spacing, piece.text)


def set_lines(
    runs: Runs | str, style: Style, width: float, faces: Faces, *, marks: bool = False
) -> list[Line]:
    """The lines of a paragraph in a measure of `width` pt; `marks` highlights missing facts."""
    spans, advances = shaped(runs, style, faces, marks)
    text = "".join(span.text for span in spans)
    cuts = cut_lines(text, advances, width - style.indent, width - style.left, style.size)
    lines = []
    for number, cut in enumerate(cuts):
        begin = style.left if number else style.indent
        lines.append(_line(text, spans, advances, cut, style, begin, width))
    return lines


def width_of(runs: Runs | str, style: Style, faces: Faces) -> float:
    """The natural width of some text on one line, in pt."""
    return sum(shaped(runs, style, faces)[1])


def shaped(
    runs: Runs | str, style: Style, faces: Faces, marks: bool = False
) -> tuple[list[Span], list[float]]:
    """The spans of the text, and the advance of each of its characters in pt."""
    spans: list[Span] = []
    advances: list[float] = []
    for text, face, missing in faced(runs, style.face):
        table = faces.advances(face)
        spans.extend(faces.spans(text, face, marked=missing and marks))
        advances.extend([table[char] * style.size for char in text])
    return spans, advances


def _line(
    text: str,
    spans: list[Span],
    advances: list[float],
    cut: Cut,
    style: Style,
    begin: float,
    width: float,
) -> Line:
    room = width - begin - cut.width
    spacing: list[float] = []
    if room < 0:
        spacing = _squeezed(text[cut.start : cut.end], -room, style.size)
    elif style.align == "justify" and not cut.ends:
        spacing = _stretched(text[cut.start : cut.end], room, style.size)
    elif style.align == "center":
        begin += room / 2
    elif style.align == "right":
        begin += room
    pieces = tuple(_pieces(spans, advances, cut, begin, spacing))
    return Line(style.leading, size=style.size, drop=style.drop, pieces=pieces)


def _squeezed(text: str, excess: float, em: float) -> list[float]:
    """Spacing after each character but the last, so that the line is `excess` pt shorter."""
    can = [gives(text[i], text[i + 1], em) for i in range(len(text) - 1)]
    total = sum(can)
    if not total:
        return []
    return [-give * min(1.0, excess / total) for give in can]


def _stretched(text: str, room: float, em: float) -> list[float]:
    """Spacing after each character but the last, so that the line is `room` pt longer.

    A line with so few gaps that they would become holes stays as it is.
    """
    open_gaps = [1] * (len(text) - 1)
    for solid in SOLID.finditer(text):
        for i in range(solid.start(), solid.end() - 1):
            open_gaps[i] = 0
    count = sum(open_gaps)
    return [gap * room / count for gap in open_gaps] if room < count * em * WIDEST else []


def _pieces(
    spans: list[Span], advances: list[float], cut: Cut, x: float, spacing: list[float]
) -> Iterator[Piece]:
    """The line as pieces of one font and one spacing."""
    start = 0
    for span in spans:
        begin, end = max(start, cut.start), min(start + len(span.text), cut.end)
        while begin < end:
            stop, gap = _same_gap(begin, end, cut, spacing)
            words = span.text[begin - start : stop - start]
            width = sum(advances[begin:stop]) + gap * (stop - begin - 1)
            advance = width + _gap(stop - 1, cut, spacing)
            ground = advance if stop < end else width
            yield Piece(x, span.font, words, gap, ground if span.marked else 0.0)
            x += advance
            begin = stop
        start += len(span.text)


def _same_gap(begin: int, end: int, cut: Cut, spacing: list[float]) -> tuple[int, float]:
    """How far characters from `begin` stand equally far apart, and how far."""
    if not spacing:
        return end, 0.0
    gap = _gap(begin, cut, spacing)
    stop = begin + 1
    while stop < end and _gap(stop - 1, cut, spacing) == gap:
        stop += 1
    return stop, gap if stop > begin + 1 else 0.0


def _gap(at: int, cut: Cut, spacing: list[float]) -> float:
    index = at - cut.start
    return spacing[index] if index < len(spacing) else 0.0
