"""Words of titles of official papers: where a title may be broken without tearing one.

No dictionary of the language: the words that titles of such papers are made of, the longest
match first. What is in none of them, such as a name, is kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

WORDS = frozenset((Path(__file__).parent / "words.txt").read_text("utf-8").split())
LONGEST = max(map(len, WORDS))
JOINERS = frozenset("和及与或、并")  # a line may begin with one of them, but for the mark
# What closes the word or phrase before it begins no line.
NO_LINE_START = frozenset(
    (
        *(
            "的",
            "等",
            "年",
            "月",
            "日",
            "期",
            "次",
            "号",
            "书",
            "表",
            "单",
            "中",
            "了",
            "者",
            "性",
            "化",
        ),
        *("情况", "问题", "公司", "分公司", "子公司", "有限公司", "股份有限公司", "有限责任公司"),
        *(
            "市分公司",
            "县分公司",
            "总公司",
            "中心",
            "部门",
            "集团",
            "小组",
            "不到位",
            "不落实",
            "不规范",
        ),
    )
)
# What opens a phrase ends no line.
NO_LINE_END = frozenset(
    (
        "关于",
        "对于",
        "对",
        "在",
        "按",
        "按照",
        "根据",
        "第",
        "未",
        "不",
        "各",
        "和",
        "及",
        "与",
        "或",
        "并",
    )
)
NUMBER = re.compile(r"[0-9A-Za-z.%—\-]+(?:年度|年|月|日|期|次|号|个|项)?")


def tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a title and whether each is known; what is unknown comes in one piece."""
    start, unknown = 0, 0
    while start < len(text):
        word = _known(text, start)
        if not word:
            start += 1
            continue
        if unknown < start:
            yield text[unknown:start], False
        yield word, True
        start += len(word)
        unknown = start
    if unknown < len(text):
        yield text[unknown:], False


def _known(text: str, start: int) -> str:
    number = NUMBER.match(text, start)
    if number:
        return number[0]
    for length in range(min(LONGEST, len(text) - start), 1, -1):
        if text[start : start + length] in WORDS:
            return text[start : start + length]
    one = text[start]
    return one if one in "的和及与或、，；：—（）《》〈〉“”函并等第" else ""


def places(text: str) -> dict[int, int]:
    """Where a line of the title may begin, and what it costs: 0 between phrases, 2 inside one."""
    found, at, before = {}, 0, ("", True)
    for token in tokens(text):
        word = token[0]
        if at and not _is_torn(before[0], word):
            found[at] = _cost(before, token)
        at += len(word)
        before = token
    return found


def _is_torn(left: str, right: str) -> bool:
    return (
        left in NO_LINE_END
        or right in NO_LINE_START
        or left[-1] in "（《〈“"
        or right[0] in "）》〉”、，；：—"
    )


def _cost(left: tuple[str, bool], right: tuple[str, bool]) -> int:
    if right[0] in ("关于", "（", "《", "〈") or left[0] in ("）", "》", "〉", "、"):
        return 0
    if right[0] in JOINERS or left[0] in ("的", "情况", "工作", "管理", "问题", "制度"):
        return 1
    return 2 if left[1] and right[1] else 3
