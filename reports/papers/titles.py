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
    r"(?<=[、》”）])(?=[^、》”）])|(?<=[^共总饱温平缓]{4})(?!及[时格早])(?=[和及与][^谐平气解睦]{3})"
)
# A piece that fits no line, or leaves a line with next to nothing, is parted further: before a
# word that opens a part of the sentence, behind the particle 的, behind a noun that closes one;
# a word is never cut.
PARTS = re.compile(
    r"(?<=.{3})(?<![从并尚还都仍既再却又若且而])(?=[未不没][^有是同少良明断能得仅只但过]?.{2})"
    r"|(?<=.{3})(?=且[^不慢])"
    r"|(?<=.{3})(?<![核校应面比绝针相反])(?=对[^象比照应策账接])"
    r"|(?<=.{3})(?<![存现所正内潜旨实好])(?=在[^线职岗于])"
    r"|(?<=.{3}[^目])(?<=的)(?=.{2})"
    r"|(?<=.{2}(?:工作|情况|制度|管理|人员|信息|资料|记录|标准|业务|投诉|检查|考核|培训|合同))"
    r"(?!中心|[部室组处科站人员者性化率表簿卡单册法书台档系会长化]|质量|标准|要求|规范|条例|办法)"
    r"(?=.{2})"
)


def pieces_of(words: str) -> list[str]:
    """The pieces of a long name that stay whole."""
    return [piece for piece in PLACES.split(words) if piece] if len(words) > LINE // 2 else [words]


def in_lines(pieces: Sequence[str]) -> tuple[str, ...]:
    """The pieces in as few lines as possible, none longer than twenty characters if it can be."""
    parts = [piece for piece in pieces if piece]
    whole = _fitted(parts)
    if whole and _is_even(whole):
        return whole
    parted = _fitted(_finer(parts))
    if parted and (not whole or _is_even(parted)):
        return parted
    return whole or tuple(parts)


def _is_even(lines: tuple[str, ...]) -> bool:
    """Is no line less than half as long as another?"""
    return 2 * min(map(len, lines)) >= max(map(len, lines))


def _finer(parts: list[str]) -> list[str]:
    """The parts with those parted further that are long."""
    return [
        piece
        for part in parts
        for piece in (PARTS.split(part) if len(part) > LINE // 2 else [part])
        if piece
    ]


def _fitted(parts: list[str]) -> tuple[str, ...]:
    for count in range(1, min(len(parts), MOST_LINES) + 1):
        ways = [_cut(parts, ends) for ends in combinations(range(1, len(parts)), count - 1)]
        fitting = [lines for lines in ways if max(map(len, lines)) <= LINE]
        if fitting:
            return min(fitting, key=lambda lines: sum(len(line) ** 2 for line in lines))
    return ()


def _cut(parts: list[str], ends: tuple[int, ...]) -> tuple[str, ...]:
    return tuple("".join(parts[start:end]) for start, end in pairwise((0, *ends, len(parts))))
