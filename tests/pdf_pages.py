"""Reading a rendered paper back, as a ruler and a reader would."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO

import pdfplumber

from reports.document import Document, Paragraph

MM = 72 / 25.4
BODY = "查" * 28 * 3  # with its indent a paragraph of four lines, the last of two characters


@dataclass(frozen=True)
class Printed:
    """A printed line: where it stands (mm from the left and the top of the page) and its faces."""

    text: str
    left: float
    right: float
    top: float
    size: float
    faces: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    width: float
    height: float
    lines: tuple[Printed, ...]
    grounds: tuple[tuple[float, float, float, float], ...]
    chars: int

    def line(self, text: str) -> Printed:
        """The one line with this text in it."""
        (line,) = [line for line in self.lines if text in line.text]
        return line

    @property
    def body(self) -> tuple[Printed, ...]:
        """The lines without the page number."""
        return self.lines[:-1]

    @property
    def number(self) -> Printed:
        return self.lines[-1]


def sheets(pdf: bytes, *numbers: int) -> list[Sheet]:
    """The pages of a file (those with these numbers, counted from 1)."""
    with pdfplumber.open(BytesIO(pdf), pages=list(numbers) or None) as opened:
        return [_sheet(page) for page in opened.pages]


def body_lines(count: int) -> tuple[Paragraph, ...]:
    """Paragraphs of one line each."""
    return tuple(Paragraph((f"第{number}行正文。",)) for number in range(1, count + 1))


def paper(*blocks, **particulars) -> Document:
    return Document(title="检查情况的报告", blocks=tuple(blocks), **particulars)


def _sheet(page) -> Sheet:
    rows, turned = defaultdict(list), []
    for char in page.chars:
        if char["matrix"][1]:
            turned.append(char)
        else:
            rows[round(char["matrix"][5], 1)].append(char)
    lines = tuple(_line(rows[baseline], page) for baseline in sorted(rows, reverse=True))
    if turned:
        lines = (*lines, _turned(turned))
    grounds = tuple(
        (rect["x0"] / MM, rect["top"] / MM, rect["x1"] / MM, rect["bottom"] / MM)
        for rect in page.rects
    )
    return Sheet(
        round(float(page.width) / MM),
        round(float(page.height) / MM),
        lines,
        grounds,
        len(page.chars),
    )


def _turned(chars) -> Printed:
    """Text from the top down, as a page number on a page that lies on its side: `left` is that of
    its baseline, `top` and `right` are the mm from the top to its beginning and its end."""
    chars = sorted(chars, key=lambda char: char["top"])
    first = chars[0]
    return Printed(
        "".join(char["text"] for char in chars),
        first["matrix"][4] / MM,
        chars[-1]["bottom"] / MM,
        first["top"] / MM,
        round(first["x1"] - first["x0"], 2),
        tuple(dict.fromkeys(char["fontname"].partition("+")[2] for char in chars)),
    )


def _line(chars, page) -> Printed:
    chars = sorted(chars, key=lambda char: char["x0"])
    first = chars[0]
    # The upper edge of a Chinese character lies 0.88 em above the baseline in every face.
    top = float(page.height) - first["matrix"][5] - 0.88 * first["size"]
    return Printed(
        "".join(char["text"] for char in chars),
        first["x0"] / MM,
        chars[-1]["x1"] / MM,
        top / MM,
        round(first["size"], 2),
        tuple(dict.fromkeys(char["fontname"].partition("+")[2] for char in chars)),
    )
