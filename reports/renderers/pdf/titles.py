"""Breaking a title that is too long for one line, if possible between its parts of meaning.

GB/T 9704-2012 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations, pairwise

from reports.renderers.pdf.linebreak import UNIT, may_break

PARTS = re.compile("(?=[（《〈“〔])|(?<=[）》〉”〕、，；：—])|(?<=[的和及与])")
MOST_LINES = 3  # a longer title is set like a paragraph


def title_lines(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """The title in as few lines as possible, of lengths as equal as the words allow.

    `fits` tells whether some text is short enough for one line.
    """
    if fits(text):
        return (text,)
    parts, units = _places(PARTS, text), _places(UNIT, text)
    for count in range(2, MOST_LINES + 1):
        for places in (parts, units):
            ways = [_cut(text, ends) for ends in combinations(places, count - 1)]
            lawful = [lines for lines in ways if _is_even(lines) and all(map(fits, lines))]
            if lawful:
                return min(lawful, key=_raggedness)
    return (text,)


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    found = (match.start() for match in pattern.finditer(text))
    return [at for at in found if 0 < at < len(text) and may_break(text, at)]


def _cut(text: str, ends: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(text[start:end].strip() for start, end in pairwise((0, *ends, len(text))))


def _is_even(lines: tuple[str, ...]) -> bool:
    """Whether no line is less than half as long as another."""
    return min(map(len, lines)) * 2 >= max(map(len, lines))


def _raggedness(lines: tuple[str, ...]) -> int:
    return max(map(len, lines)) - min(map(len, lines))
