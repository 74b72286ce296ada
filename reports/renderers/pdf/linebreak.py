"""Where a line of Chinese text may end (避头尾) and what its punctuation can give (标点挤压).

Rules: GB/T 15834-2011 section 5.1 (marks that stand at no beginning or no end of a line) and
the usual practice that numbers, standard numbers (GB/T 9704—2012) and document numbers
(〔2009〕12号) are not torn apart. Pure: knows characters and widths, no fonts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NO_START = frozenset(
    "!%),.:;?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠々—–"
)
NO_END = frozenset("$(£¥[{‘“〈《「『【〔〖〝（［｛￡￥＄#№§")
# Marks with their ink in the left half can give the right half, and the other way round.
CLOSING = frozenset("，。、；：）》〉」』】〕〗］｝”’．")
OPENING = frozenset("（《〈「『【〔〖［｛“‘")
SPACES = frozenset(" \u00a0")
JOINTS = frozenset("/-–—_&?=")  # a word longer than a line is torn after one of these
SLACK = 0.05  # pt; sums of widths are not exact

_SPACE = "[ \u00a0]"
_LATIN = "[0-9A-Za-zÀ-ɏͰ-Ͽ]"
_WORD = rf"[-+±−]?{_LATIN}+(?:(?:(?!——)[-./:–—_%‰°℃@,'+&#=~?])+{_LATIN}+)*"
_STANDARD = rf"[A-Z]{{1,6}}(?:/[A-Z]{{1,3}})?{_SPACE}(?=\d)"
_DOCUMENT_NUMBER = r"〔\d{4}〕第?\d+号"
_OPEN = rf"(?:[{re.escape(''.join(sorted(NO_END)))}]{_SPACE}*)*"
_CLOSE = rf"(?:{_SPACE}*[{re.escape(''.join(sorted(NO_START)))}])*"
_CORE = rf"(?:{_STANDARD})?{_WORD}|—+|…+|[^\n]"
_ONE = rf"(?:{_OPEN}?{_DOCUMENT_NUMBER}|{_OPEN}(?:{_CORE})){_CLOSE}"
UNIT = re.compile(rf"{_SPACE}+|\n|{_ONE}(?:{_SPACE}*/{_SPACE}*{_ONE})*/*")
# Inside these a justified line is not stretched.
SOLID = re.compile(r"[!-~À-ɏͰ-Ͽ–°‰℃]+(?:—[0-9A-Za-z][!-~]*)?|—+|…+")


@dataclass(frozen=True, slots=True)
class Cut:
    """A line: the characters from `start` to `end`, their natural width (pt), and whether the
    paragraph (or a forced line) ends here, so that it is not stretched."""

    start: int
    end: int
    width: float
    ends: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """Characters between which no line may end."""

    start: int
    end: int
    width: float
    space: bool = False


def cut_lines(
    text: str, advances: Sequence[float], first: float, rest: float, em: float
) -> list[Cut]:
    """Break `text` into lines of at most `first` (the first line), then `rest` points.

    `advances` are the widths of the characters, `em` the size, all in pt. A line may be up to
    `squeeze_of(...)` wider than its measure: then the caller must squeeze its punctuation.
    """
    total = sum(advances)
    if total <= first + SLACK and "\n" not in text:
        return [Cut(0, len(text), total, True)]
    return _Breaker(text, advances, first, rest, em).cuts_of_all()


def gives(left: str, right: str, em: float) -> float:
    """How much (pt) the gap between two characters can be squeezed: half a character."""
    return em / 2 if left in CLOSING or right in OPENING else 0.0


def squeeze_of(text: str, start: int, end: int, em: float) -> float:
    """How much (pt) a line can be squeezed; its first and last character stay where they are."""
    return sum(gives(text[i], text[i + 1], em) for i in range(start, end - 1))


class _Breaker:
    def __init__(
        self, text: str, advances: Sequence[float], first: float, rest: float, em: float
    ) -> None:
        self.text = text
        self.advances = advances
        self.first = first
        self.rest = rest
        self.em = em
        self.cuts: list[Cut] = []

    def cuts_of_all(self) -> list[Cut]:
        units: list[_Unit] = []
        for match in UNIT.finditer(self.text):
            if match.group() == "\n":
                self.fill(units, match.start())
                units = []
            else:
                units.append(self.unit(*match.span(), space=match.group()[0] in SPACES))
        self.fill(units, len(self.text))
        return self.cuts

    def unit(self, start: int, end: int, space: bool = False) -> _Unit:
        return _Unit(start, end, sum(self.advances[start:end]), space)

    def fill(self, units: list[_Unit], stop: int) -> None:
        """Set the units of one paragraph, which ends at `stop`, into lines."""
        if not units:
            self.cuts.append(Cut(stop, stop, 0.0, True))
        index = 0
        while index < len(units):
            begin = index
            index = self.line_end(units, begin)
            end = index
            while end > begin + 1 and units[end - 1].space:
                end -= 1
            while index < len(units) and units[index].space:
                index += 1
            width = sum(unit.width for unit in units[begin:end])
            ends = index >= len(units)
            self.cuts.append(Cut(units[begin].start, units[end - 1].end, width, ends))

    def line_end(self, units: list[_Unit], begin: int) -> int:
        """The index after the last unit of the line that begins with units[begin]."""
        room = self.rest if self.cuts else self.first
        index = begin
        while index < len(units) and units[index].width <= room + SLACK:
            room -= units[index].width
            index += 1
        if index == len(units) or units[index].space:
            return index
        unit = units[index]
        if begin < index:
            need = unit.width - room
            give = squeeze_of(self.text, units[begin].start, unit.end, self.em)
            if need <= min(room, give):
                return index + 1
            if unit.width <= self.rest:
                return index
        cut = self.tear(unit, room, must=begin == index)
        if cut == unit.start:
            return index
        if cut < unit.end:
            units[index : index + 1] = self.torn(unit, cut)
        return index + 1

    def tear(self, unit: _Unit, room: float, must: bool) -> int:
        """Where to tear a unit that is longer than a line (an address, a hash)."""
        cut = unit.start
        while cut < unit.end and self.advances[cut] <= room + SLACK:
            room -= self.advances[cut]
            cut += 1
        if must:
            cut = max(cut, unit.start + 1)
        lawful = next((at for at in range(cut, unit.start, -1) if may_break(self.text, at)), 0)
        joint = next((at for at in range(lawful, unit.start, -1) if self.is_joint(at)), 0)
        return joint or lawful or (cut if must else unit.start)

    def is_joint(self, at: int) -> bool:
        """Whether a long word may be torn before text[at] rather than anywhere."""
        before, after = self.text[at - 1], self.text[at : at + 1]
        return after in SPACES or (before in JOINTS and after not in JOINTS | NO_START)

    def torn(self, unit: _Unit, cut: int) -> list[_Unit]:
        """The unit in two; a space between them vanishes at the end of the line."""
        rest = cut
        while rest < unit.end and self.text[rest] in SPACES:
            rest += 1
        middle = [self.unit(cut, rest, space=True)] if rest > cut else []
        return [self.unit(unit.start, cut), *middle, self.unit(rest, unit.end)]


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before text[at] as far as the marks on both sides say."""
    return text[at : at + 1] not in NO_START and text[at - 1] not in NO_END
