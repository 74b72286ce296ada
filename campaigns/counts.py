"""The numbers of an answer and what they are called. Pure.

The column 填写类型 names them in brackets: 计数（应到／实到）, 数值（应到／实到／同意）. Without a
bracket they are 抽查 and 合格. The first two are the sample, the others further counts.
"""

import re
from collections.abc import Mapping, Sequence

SAMPLE = ("sample_n", "sample_ok")
MOST = 6  # numbers of one answer
FURTHER = tuple(f"count_{place}" for place in range(len(SAMPLE) + 1, MOST + 1))
FIELDS = (*SAMPLE, *FURTHER)
PLAIN_NAMES = ("抽查", "合格")
NAMED = re.compile("（([应應][^／）]+)／([实實已][^／）]+)((?:／[^／）]+)*)）")


def count_names(answer_type: str) -> tuple[str, ...]:
    """What an item calls its numbers, () where it does not say."""
    named = NAMED.search(answer_type)
    if named is None:
        return ()
    names = [named[1], named[2], *named[3].split("／")]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))[:MOST]


def formula_names(answer_type: str) -> tuple[str, ...]:
    """What a formula calls the numbers of an item: 应到 and 实到, or 抽查 and 合格."""
    return count_names(answer_type) or PLAIN_NAMES


def further_fields(names: Sequence[str]) -> dict[str, str]:
    """The fields of a form for the numbers beyond the sample: {field: what it is called}."""
    return dict(zip(FURTHER, names[len(SAMPLE) :], strict=False))


def numbers_of(
    names: Sequence[str], n: int | None, correct: int | None, further: Mapping[str, int]
) -> dict[str, int | None]:
    """Every number by its name, None while it is missing."""
    sample = dict(zip(names, (n, correct), strict=False))
    return {name: sample[name] if name in sample else further.get(name) for name in names}
