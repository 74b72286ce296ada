"""The title, broken by meaning into lines of like length.

GB/T 9704-2012 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当.
"""

import re
from itertools import combinations, pairwise

from campaigns.models import Campaign

LINE = 20  # characters of 22 pt in 156 mm
MOST_LINES = 4
# A subject may be parted before 和 and behind a mark, never inside a word such as 共和国.
PLACES = re.compile(
    r"(?<=[、》”）])(?=[^、》”）])|(?<=[^共总饱温平缓]{4})(?=[和及与][^谐平气解睦]{3})"
)


def subject_of(campaign: Campaign) -> str:
    """What was checked, without the 执行情况 that the sentences add."""
    return campaign.subject.removesuffix("执行情况")


def title_lines(campaign: Campaign) -> tuple[str, ...]:
    """The title in as few lines as possible, none longer than twenty characters where it can be."""
    parts = _parts(campaign)
    for count in range(1, min(len(parts), MOST_LINES) + 1):
        ways = [_cut(parts, ends) for ends in combinations(range(1, len(parts)), count - 1)]
        fitting = [lines for lines in ways if max(map(len, lines)) <= LINE]
        if fitting:
            return min(fitting, key=lambda lines: sum(len(line) ** 2 for line in lines))
    return tuple(parts) or (campaign.title,)


def _parts(campaign: Campaign) -> list[str]:
    """The pieces of the title that stay whole."""
    pieces = [campaign.organisation_short]
    subject = subject_of(campaign)
    for segment in campaign.word("title", []):
        before, slot, after = segment.partition("{subject}")
        if not slot:
            pieces.append(segment)
            continue
        told = PLACES.split(subject) if len(subject) > LINE // 2 else [subject]
        pieces += [before + told[0], *told[1:]]
        pieces[-1] += after
    return [piece for piece in pieces if piece]


def _cut(parts: list[str], ends: tuple[int, ...]) -> tuple[str, ...]:
    return tuple("".join(parts[start:end]) for start, end in pairwise((0, *ends, len(parts))))
