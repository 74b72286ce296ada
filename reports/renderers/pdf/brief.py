"""Head and tail of a brief: practice notes 2.9, 报头 and 报尾."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color

from reports.document import Distribution, Masthead
from reports.layouts import Layout
from reports.renderers.pdf.faces import Faces
from reports.renderers.pdf.paragraph import ASCENT, Line, Style, set_lines, width_of
from reports.renderers.pdf.pen import RED, Pen, Strip

THIN = 0.7  # pt: the rules of the tail


@dataclass(slots=True)
class RedLine(Line):
    """A line of text in red."""

    colour: Color = RED

    def draw(self, pen: Pen, x: float, top: float) -> None:
        baseline = top - self.drop - ASCENT * self.size
        for piece in self.pieces:
            pen.red(x + piece.x, baseline, piece.font, self.size, piece.text, self.colour)


@dataclass(slots=True)
class Ends(Strip):
    """Words at both ends of one line."""

    left: Line | None = None
    right: Line | None = None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for line in (self.left, self.right):
            if line is not None:
                line.draw(pen, x, top)


@dataclass(slots=True)
class Rule(Strip):
    """A rule across the page, in the middle of the strip."""

    width: float = 0.0
    thickness: float = THIN
    is_red: bool = False
    colour: Color = RED

    def draw(self, pen: Pen, x: float, top: float) -> None:
        y = top - self.height / 2
        pen.rule(x, y, self.width, self.thickness, red=self.is_red, colour=self.colour)


def set_masthead(block: Masthead, layout: Layout, width: float, faces: Faces) -> list[Strip]:
    """The name in red on one line, the number, office and day, a red rule."""
    size, leading = layout.masthead_size, layout.masthead_leading
    name = Style(layout.title_face, size, leading, align="center")
    natural = width_of(block.name, name, faces)
    if natural > width:  # one line whatever the name is
        name = replace(name, size=size * width / natural * 0.995)
    name = replace(name, drop=(leading - name.size) / 2)
    body = Style(layout.body_face, layout.em, layout.leading)
    middle = replace(body, align="center")
    strips: list[Strip] = [
        RedLine(line.height, size=line.size, drop=line.drop, pieces=line.pieces)
        for line in set_lines(block.name, name, width, faces)
    ]
    strips += set_lines((block.number, *block.total), middle, width, faces)
    strips.append(_ends(block.office, block.date, body, width, faces))
    rule = Rule(layout.leading / 2, width=width, thickness=layout.masthead_rule, is_red=True)
    strips += [rule, Strip(layout.leading / 2)]
    for strip in strips:
        strip.glued = True
    return strips


def set_distribution(
    block: Distribution, layout: Layout, width: float, faces: Faces
) -> list[Strip]:
    """Below a rule whom it goes to; the number of prints at the right of the last line."""
    if not block.lines and not block.copies:
        return []
    body = Style(layout.body_face, layout.em, layout.leading)
    hanging = replace(body, align="left", left=2 * layout.em)
    strips: list[Strip] = [Strip(layout.leading, blank=True), Rule(6, width=width)]
    for line in block.lines:
        strips += set_lines(line, hanging, width, faces)
    if block.copies:
        strips += set_lines(block.copies, replace(body, align="right"), width, faces)
    strips.append(Rule(6, width=width))
    for strip in strips[:-1]:
        strip.glued = True
    return strips


def _ends(left: str, right: str, style: Style, width: float, faces: Faces) -> Strip:
    at_left = set_lines(left, replace(style, align="left"), width, faces)
    at_right = set_lines(right, replace(style, align="right"), width, faces)
    return Ends(style.leading, left=at_left[0], right=at_right[0])
