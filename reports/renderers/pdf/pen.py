"""What is drawn on a page: text, rules and coloured grounds, gathered and written at once."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

AMBER = HexColor("#FFE9A8")  # the ground of a missing fact
RED = HexColor("#C00000")  # the head of a brief


@dataclass(slots=True)
class Frame:
    """The rules of adjoining rows of a table, in pt: the columns' edges `xs`, the rows' `ys`."""

    xs: tuple[float, ...]
    ys: list[float]
    thickness: float


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: level 0 is the top."""

    level: int
    text: str


@dataclass(slots=True)
class Strip:
    """A piece of a page as wide as the text, `height` pt high, that no page break tears.

    `glued`: the next strip stands on the same page. `blank`: dropped at the top of a page.
    """

    height: float
    glued: bool = False
    blank: bool = False
    entry: Entry | None = None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the strip with its upper left corner at (x, top), in pt from the lower left."""

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """The strip in two, the first at most `room` pt high; None if it is not to be torn."""
        return None

    def repeated(self) -> Strip | None:
        """What is printed again above the strip when it begins a page."""
        return None


class Pen:
    """Draws one page. Text is written after rules and grounds, in one text object."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.text = canvas.beginText()
        self.font: tuple[str, float] | None = None
        self.spacing = 0.0
        self.frames: list[Frame] = []

    def write(
        self, x: float, baseline: float, font: str, size: float, spacing: float, text: str
    ) -> None:
        """Write text in a registered font; `spacing` pt are added after each character."""
        if self.font != (font, size):
            self.text.setFont(font, size)
            self.font = (font, size)
        if self.spacing != spacing:
            self.text.setCharSpace(spacing)
            self.spacing = spacing
        self.text.setTextOrigin(x, baseline)
        self.text.textOut(text)

    def mark(self, x: float, y: float, width: float, height: float) -> None:
        """A coloured ground under text."""
        self.canvas.setFillColor(AMBER)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def ink(self, x: float, y: float, width: float, height: float) -> None:
        """A black ground: a module of a code."""
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A grey ground: a bar of a chart, to be told from black on any printer."""
        self.canvas.setFillGray(0.45)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def dashes(self, x: float, y: float, width: float) -> None:
        """A line to cut along."""
        self.canvas.saveState()
        self.canvas.setLineWidth(0.5)
        self.canvas.setDash(3, 3)
        self.canvas.line(x, y, x + width, y)
        self.canvas.restoreState()

    def red(
        self, x: float, baseline: float, font: str, size: float, text: str, colour: Color = RED
    ) -> None:
        """Write text in red."""
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, baseline, text)
        self.canvas.setFillGray(0)

    def turned(self, x: float, y: float, font: str, size: float, text: str) -> None:
        """Write text from the top down, its feet to the left."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(-90)
        self.canvas.setFont(font, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def rule(
        self,
        x: float,
        y: float,
        width: float,
        thickness: float,
        *,
        red: bool,
        colour: Color = RED,
    ) -> None:
        """A rule across."""
        self.canvas.saveState()
        self.canvas.setLineWidth(thickness)
        if red:
            self.canvas.setStrokeColor(colour)
        self.canvas.line(x, y, x + width, y)
        self.canvas.restoreState()

    def upright(self, x: float, top: float, length: float) -> None:
        """A thin rule downwards."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x, top, x, top - length)

    def frame(self, xs: tuple[float, ...], top: float, bottom: float, thickness: float) -> None:
        """The rules round the cells of a row with these edges; rows that touch share theirs."""
        above = self.frames[-1] if self.frames else None
        if above and above.xs == xs and abs(above.ys[-1] - top) < 0.01:
            above.ys.append(bottom)
        else:
            self.frames.append(Frame(xs, [top, bottom], thickness))

    def finish(self) -> None:
        """Put rules and text on the page."""
        for frame in self.frames:
            xs, ys = frame.xs, frame.ys
            self.canvas.setLineWidth(frame.thickness)
            self.canvas.lines(
                [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]
            )
        self.canvas.drawText(self.text)
