"""Numbers that words tell about themselves: “三个系列” with two names, 三是 without 一是. Pure."""

import re
from collections.abc import Iterable, Iterator

from reports.phrases import cn

NUMBER = "一二两三四五六七八九十"
COUNTED = re.compile(
    rf"(?P<n>\d+|[{NUMBER}]+)(?P<unit>[个项类条大点种])(?P<what>[^，。；：、\d]{{0,12}})[：:]"
    r"(?P<members>[^。]+)"
)
POINTS = re.compile(rf"(?:^|[，。；：])([{NUMBER}]+)是")
RATE = re.compile(r"\d+(?:\.\d+)?[%％‰]")
DATED = re.compile(r"\d+年|\d+月|[年月]底|[上中下]旬|季度|同期|截至|年度")
BARE_RATE = re.compile(r"\d+(?:\.\d+)?[%％‰](?!（\d+/\d+）)")


def wrong_counts(text: str) -> Iterator[tuple[str, int]]:
    """(what the text says, how many it names) wherever the two are not the same."""
    for found in COUNTED.finditer(text):
        named = _named(found["members"])
        if _value(found["n"]) != named:
            yield f"{found['n']}{found['unit']}{found['what']}", named


def jumps(text: str) -> list[str]:
    """The 三是 of a row that does not begin with 一是 or leaves a number out."""
    row = [word.replace("两", "二") for word in POINTS.findall(text)]
    expected = 0
    wrong = []
    for word in row:
        expected = 1 if word == "一" else expected + 1
        if word != cn(expected):
            wrong.append(f"{word}是")
            expected = _value(word)
    return wrong


def bare_rates(text: str) -> list[str]:
    """The percentages that do not stand beside their base: 20.2% instead of 20.2%（19/94）."""
    return BARE_RATE.findall(text)


def undated_rates(text: str) -> list[str]:
    """The percentages of a text that names no period."""
    return [] if DATED.search(text) else RATE.findall(text)


def claims(text: str, nouns: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """(what is said, number, noun) wherever a text counts one of `nouns`: 三个系列 → 3 of 系列."""
    told = "|".join(map(re.escape, nouns))
    counted = rf"(\d+|[{NUMBER}]+)[个项类条大家期]([^，。；：、\d]{{0,8}}?)({told})"
    for found in re.finditer(counted, text):
        yield found[0], _value(found[1]), found[3]


def _named(members: str) -> int:
    points = POINTS.findall(f"，{members}")
    if points:
        return len(points)
    return len([one for one in re.split("[；]" if "；" in members else "[、和]", members) if one])


def _value(word: str) -> int:
    if word.isdigit():
        return int(word)
    word = word.replace("两", "二")
    return next((n for n in range(1, 100) if cn(n) == word), 0)
