"""Numerals and classifiers (rules G1, G2, G3, G7 of paper-patterns section 0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import overload

from reports.document import Figure, Missing, Runs

DIGITS = "零一二三四五六七八九"

# G3: one noun has one classifier in a whole paper; a campaign may bring its own table.
CLASSIFIERS: Mapping[str, str] = {
    **dict.fromkeys(("项点", "问题", "部门", "单位", "文件", "方面", "阶段", "层次"), "个"),
    **dict.fromkeys(("措施", "任务", "制度", "建议", "整改项目", "服务举措"), "项"),
    **dict.fromkeys(("意见", "线索", "有效建议", "录音"), "条"),
    **dict.fromkeys(("投诉", "信访", "具体事项"), "件"),
    **dict.fromkeys(("自查表", "督办单", "问卷", "协议", "凭证", "佐证材料", "责任书"), "份"),
    **dict.fromkeys(("会议", "暗访"), "次"),
    **dict.fromkeys(("业务", "工单"), "笔"),
    "监察项目": "个",
    "简报": "期",
    "自查填报": "项次",
    "合作方": "家",
    "营业厅": "个",
    "服务点": "处",
    "领导干部": "名",
    "人员": "人",
    "用户": "户",
}
NOUNS_THEMSELVES = ("人", "户", "项次")  # 67人 needs no noun behind it, 67名参会人员 does

Number = int | Figure | Missing


def cn(n: int, *, before_classifier: bool = False) -> str:
    """A structure number in Chinese numerals, 0 to 9999 (G1); 2 before a classifier is 两 (G2).

    Raises ValueError outside that range.
    """
    if not 0 <= n <= 9999:
        raise ValueError(f"no structure number: {n}")
    if n == 2 and before_classifier:
        return "两"
    if n < 10:
        return DIGITS[n]
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            words += DIGITS[digit] + name
        elif words and n % unit and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if n < 20 else words


def approximately(n: int, step: int) -> str:
    """A count in the round words of speech: 198 by 100 is 近200, 207 is 200余; a number further
    from a whole `step` than a tenth of it, and a step of 0, is told as it is."""
    if step <= 0:
        return str(n)
    below, rest = divmod(n, step)
    if rest and (step - rest) * 10 <= step:
        return f"近{(below + 1) * step}"
    if below and rest and rest * 10 <= step:
        return f"{below * step}余"
    return str(n)


def ordinal(n: int) -> str:
    """第一, 第二 … (G2: an ordinal is never 两)."""
    return f"第{cn(n)}"


def classifier_of(noun: str, classifiers: Mapping[str, str] | None = None) -> str:
    """The classifier of a noun by its longest known ending; 个 when none is known (G3).

    `classifiers` are the campaign's own and go before the usual ones.
    """
    known = {**CLASSIFIERS, **(classifiers or {})}
    endings = (noun[start:] for start in range(len(noun)))
    return next((known[ending] for ending in endings if ending in known), "个")


def number_value(n: Number) -> int | None:
    """The whole number behind a count; None for a gap. TypeError for another value."""
    if isinstance(n, Missing):
        return None
    value = n.value if isinstance(n, Figure) else n
    if not isinstance(value, int):
        raise TypeError(f"not a count: {value!r}")
    return value


@overload
def count(
    n: int,
    noun: str,
    *,
    classifier: str = ...,
    classifiers: Mapping[str, str] | None = ...,
    noun_first: bool = ...,
    none: str = ...,
) -> str: ...
@overload
def count(
    n: Figure | Missing,
    noun: str,
    *,
    classifier: str = ...,
    classifiers: Mapping[str, str] | None = ...,
    noun_first: bool = ...,
    none: str = ...,
) -> Runs: ...
def count(
    n: Number,
    noun: str,
    *,
    classifier: str = "",
    classifiers: Mapping[str, str] | None = None,
    noun_first: bool = False,
    none: str = "",
) -> str | Runs:
    """A statistic with its classifier: 6个问题, `noun_first` 整改措施9项 (G1, G3).

    A string for an int, runs for a Figure or Missing. Zero prints `none` (未发现问题) and
    without it raises ValueError, since 0个 is never written (G7).
    """
    if number_value(n) == 0:
        if not none:
            raise ValueError(f"zero is told in words: {noun}")
        return none if isinstance(n, int) else (none,)
    measure = classifier or classifier_of(noun, classifiers)
    before, after = (noun, measure) if noun_first else ("", _measured(measure, noun))
    if isinstance(n, int):
        return f"{before}{n}{after}"
    return (before, n, after) if before else (n, after)


def _measured(measure: str, noun: str) -> str:
    if measure in NOUNS_THEMSELVES and noun in {*CLASSIFIERS, measure}:
        return measure
    return f"{'名' if measure == '人' else measure}{noun}"


def structure(n: int, noun: str, *, classifier: str = "") -> str:
    """A structure word in Chinese numerals: 三个阶段, 两个方面 (G1, G2)."""
    return f"{cn(n, before_classifier=True)}{classifier or classifier_of(noun)}{noun}"
