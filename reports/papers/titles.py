"""A title, broken by meaning into lines of like length.

GB/T 9704-2012 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

LINE = 20  # characters of 22 pt in 156 mm
MOST_LINES = 4
# Words may be parted before 和 and behind a mark, never inside a word such as 共和国.
PLACES = re.compile(
    r"(?<=[、》”）])(?=[^、》”）])|(?<=[^共总饱温平缓]{4})(?=[和及与][^谐平气解睦]{3})"
)


def pieces_of(words: str) -> list[str]:
    """The pieces of a long name that stay whole."""
    return [piece for piece in PLACES.split(words) if piece] if len(words) > LINE // 2 else [words]


def in_lines(pieces: Sequence[str]) -> tuple[str, ...]:
    """The pieces in as few lines as possible, none longer than twenty characters if it can be."""
    parts = [piece for piece in pieces if piece]
    for count in range(1, min(len(parts), MOST_LINES) + 1):
        ways = [_cut(parts, ends) for ends in combinations(range(1, len(parts)), count - 1)]
        fitting = [lines for lines in ways if max(map(len, lines)) <= LINE]
        if fitting:
            return min(fitting, key=lambda lines: sum(len(line) ** 2 for line in lines))
    return tuple(parts)


def _cut(parts: list[str], ends: tuple[int, ...]) -> tuple[str, ...]:
    return tuple("".join(parts[start:end]) for start, end in pairwise((0, *ends, len(parts))))
