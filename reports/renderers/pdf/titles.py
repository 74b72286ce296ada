"""Breaking a title that is too long for one line between its parts of meaning.

GB/T 9704-2012 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当；排列使用梯形或菱形.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

from reports.renderers.pdf.linebreak import UNIT, may_break
from reports.renderers.words import places

MOST_LINES = 4  # a longer title is set like a paragraph
BREAK, RAGGED, HOURGLASS, MORE_LINES = 2.0, 0.4, 4.0, 4.0  # what is worse than what

Lines = tuple[str, ...]


def title_lines(text: str, fits: Callable[[str], bool]) -> Lines:
    """The title in few lines of like length, in the shape of a trapezium or a diamond.

    `fits` tells whether some text is short enough for one line. No word is torn unless a name
    without words of its own is longer than a line.
    """
    if fits(text):
        return (text,)
    costs = {at: cost for at, cost in places(text).items() if may_break(text, at)}
    return _best(text, costs, fits) or _anywhere(text, fits)


def _best(text: str, costs: dict[int, int], fits: Callable[[str], bool]) -> Lines:
    """The cheapest way between words; a line more where it saves a bad break."""
    found: list[tuple[float, Lines]] = []
    known: dict[str, bool] = {}
    for count in range(2, MOST_LINES + 1):
        for ends in combinations(costs, count - 1):
            lines = _cut(text, ends)
            if not _is_even(lines):
                continue
            if all(
                known[one] if one in known else known.setdefault(one, fits(one)) for one in lines
            ):
                cost = BREAK * sum(costs[end] for end in ends) + _shape(lines)
                found.append((cost + MORE_LINES * count, lines))
    return min(found)[1] if found else ()


def _anywhere(text: str, fits: Callable[[str], bool]) -> Lines:
    """Lines of like length without regard to words: a name longer than a line."""
    units = [match.start() for match in UNIT.finditer(text)]
    units = [at for at in units if 0 < at < len(text) and may_break(text, at)]
    for count in range(2, MOST_LINES):
        ways = [_cut(text, ends) for ends in combinations(units, count - 1)]
        lawful = [lines for lines in ways if _is_even(lines) and all(map(fits, lines))]
        if lawful:
            return min(lawful, key=_raggedness)
    return (text,)


def _shape(lines: Lines) -> float:
    """How far it is from a trapezium or a diamond: no line in the middle is the shortest."""
    lengths = list(map(len, lines))
    waists = sum(
        before > here < after
        for before, here, after in zip(lengths, lengths[1:], lengths[2:], strict=False)
    )
    return RAGGED * _raggedness(lines) + HOURGLASS * waists


def _cut(text: str, ends: tuple[int, ...]) -> Lines:
    return tuple(text[start:end].strip() for start, end in pairwise((0, *ends, len(text))))


def _is_even(lines: Lines) -> bool:
    """Whether no line is less than half as long as another."""
    return min(map(len, lines)) * 2 >= max(map(len, lines))


def _raggedness(lines: Lines) -> int:
    return max(map(len, lines)) - min(map(len, lines))
