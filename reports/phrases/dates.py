"""Dates in running text (rules G4 and G5 of paper-patterns section 0). Local dates, no clock."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import overload

from reports.document import Figure, Missing, Runs, plain
from reports.phrases.numerals import cn
from reports.phrases.runs import Words, as_runs

Year = bool | date

_NAMED_MONTH = re.compile(
    r"(?<![一二三四五六七八九十百几数个])(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])(?=[日号]))?"
    r"(?=份?(?:[底末初前内止上中下日号]|[一二三]?十|$))"
)

_BEFORE = re.compile(r"(前|内|止)$")
_TOLD = re.compile(r"前.|(完成|到位|办结|推进|坚持)$")
_TIME = re.compile(r"[年月日号周天旬]|季度")


def day(on: date, *, year: Year = False) -> str:
    """8月13日, with `year` 2009年8月13日; `year=date` prints the year when it is another (G4)."""
    words = f"{on.month}月{on.day}日"
    return f"{on.year}年{words}" if _wants_year(on, year) else words


def arabic_month(text: str) -> str:
    """A time kept in words, with the month (and its day) in digits as papers write them (G4):
    十月底前 → 10月底前, 九月中旬 → 9月中旬. A span (三个月内) and a year in words stay."""

    def digits(found: re.Match[str]) -> str:
        day = str(_value(found["day"])) if found["day"] else ""
        return f"{_value(found['month'])}月{day}"

    return _NAMED_MONTH.sub(digits, text)


def _value(word: str) -> int:
    return next(n for n in range(1, 32) if cn(n) == word)


def date_cn(on: date) -> str:
    """The date of a signature, without leading zeros: 2009年8月25日."""
    return day(on, year=True)


def _wants_year(on: date, year: Year) -> bool:
    return on.year != year.year if isinstance(year, date) else year


def date_range(start: date, end: date | None, *, year: Year = False) -> str:
    """8月12日至15日, 8月28日至9月3日, over years both in full, one day alone (G4).

    Without an end 8月12日起. `year`: True, False, or the date before it in the paper, of
    which the year is not repeated. Raises ValueError when the end lies before the start.
    """
    first = day(start, year=year)
    if end is None:
        return f"{first}起"
    if end < start:
        raise ValueError(f"the range ends before it begins: {start} {end}")
    if end == start:
        return first
    if end.year != start.year:
        return f"{date_cn(start)}至{date_cn(end)}"
    return f"{first}至{day(end) if end.month != start.month else f'{end.day}日'}"


class PaperDates:
    """The dates of one paper in reading order: only the first of a year carries the year (G4)."""

    def __init__(self) -> None:
        self.before: date | None = None

    def day(self, on: date) -> str:
        """The day, with the year when the date before it in the paper had another."""
        year, self.before = self.before or True, on
        return day(on, year=year)

    def range(self, start: date, end: date | None) -> str:
        """The range, with the year when the date before it in the paper had another."""
        year, self.before = self.before or True, end or start
        return date_range(start, end, year=year)


def duration(first: date, last: date) -> str:
    """近两个月, 两个月, 两个多月; "" below 20 days, which nobody tells in months."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if last.day < first.day:
        months -= 1
    begun = _months_later(first, months)
    rest = (last - begun).days
    if rest >= 20:
        return f"近{cn(months + 1, before_classifier=True)}个月"
    if months < 1:
        return ""
    return f"{cn(months, before_classifier=True)}个{'多' if rest else ''}月"


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def up_to(on: date, *, year: Year = False) -> str:
    """截至8月25日 (G5: never 截止 for "up to")."""
    return f"截至{day(on, year=year)}"


@overload
def deadline_before(text: str, *, verb: str = ...) -> str: ...
@overload
def deadline_before(text: Figure | Missing | Runs, *, verb: str = ...) -> Runs: ...
def deadline_before(text: Words, *, verb: str = "完成") -> str | Runs:
    """A deadline with one 前 and one verb: 十月底前, 十月底 and 十月底前完成 → 十月底前完成.

    Words that name no time (长期坚持) stay as they are; a gap gets 前完成.
    """
    words = plain(as_runs(text))
    if _TOLD.search(words):
        ending = ""
    elif _BEFORE.search(words):
        ending = verb
    elif _TIME.search(words) or any(isinstance(run, Missing) for run in as_runs(text)):
        ending = f"前{verb}"
    else:
        ending = ""
    if isinstance(text, str):
        return text + ending
    return as_runs((*as_runs(text), ending))
