"""Reading and re-wording deadlines as people write them: 十月底前, 9月中旬, 8月25日前. Pure."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import MAXYEAR, date

_CN = "〇一二三四五六七八九"
_ARABIC = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE = str.maketrans("0123456789", _CN)

_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_FOUR_DIGITS = r"\d{4}|[〇零○一二三四五六七八九]{4}"
_YEAR = rf"(?:(?P<year>{_FOUR_DIGITS}|今|本|当|明|次)年)?"
_MONTH = rf"(?P<month>{_NUMBER}|元|本|当)月份?"
_LEAD = r"(?:应|须|拟|计划|力争|确保|务必|限|截至|截止|至|于|在|到)*"
_END = r"(?:全部|全面|基本)?(?:整改)?(?:完成|办结|到位|销号)?[。；;]?"
_BY = rf"(?:之前|以前|前|之内|以内|内|止|截止)?{_END}"
_FORMS = tuple(
    re.compile(_LEAD + form)
    for form in (
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_BY}",
        rf"{_YEAR}{_MONTH}(?P<day>{_NUMBER})[日号]{_BY}",
        rf"{_YEAR}{_MONTH}(?P<part>上旬|中旬|下旬|底|末){_BY}",
        rf"{_YEAR}{_MONTH}(?:之内|以内|内)?{_END}",  # not 10月前, which may mean September
        rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度(?:[底末]{_BY}|(?:之内|以内|内)?{_END})",
        rf"{_YEAR}(?P<half>[上下])半年(?:之内|以内|内)?{_END}",
        rf"(?:(?P<year>{_FOUR_DIGITS}|今|本|当|明|次)年?)?年(?:底|末|内){_BY}",
        rf"(?P<part>上旬|中旬|下旬|月底|月末){_BY}",
        rf"(?P<day>{_NUMBER})[日号]{_BY}",
    )
)
_MONTH_END = re.compile(
    rf"(?<!\d)(?:(?P<year>{_FOUR_DIGITS})年)?(?P<month>{_NUMBER}|元)(?P<tail>月份?[底末])"
)
_YEAR_END = re.compile(rf"(?<!\d)(?:(?P<year>{_FOUR_DIGITS})年?)?年(?P<tail>[底末])")


def read_deadline(text: str, year: int, month_hint: int | None = None) -> date | None:
    """The last day that a deadline's words allow; None when they name no certain day.

    十月底前, 10月底, 10月内 → 31 October; 9月上旬/中旬/下旬 → the 10th, the 20th, the last;
    8月25日前 → the 25th (that day is in time until 24:00, practice notes 2.6); 年底前, 上半年,
    三季度末; 2009年10月31日, 2009-10-31. 今年 and 明年 count from `year`, the year in which the
    text was written. `month_hint` is the month (1 to 12) in which it was written: it
    completes 月底前, 本月底, 中旬 and 25日前, and a month before it belongs to the next year
    when none is named. 10月前, 长期, days that do not exist and texts with two dates are
    None: a person decides.
    """
    words = "".join(unicodedata.normalize("NFKC", text).split())
    for form in _FORMS:
        if found := form.fullmatch(words):
            return _read(found.groupdict(), year, month_hint)
    return None


def _read(named: dict[str, str | None], year: int, month_hint: int | None) -> date | None:
    in_year, month = _year(named.get("year"), year), _month(named, month_hint)
    if month_hint and month and named.get("month") and not named.get("year"):
        in_year += month < month_hint
    if month is None or not (1 <= month <= 12 and 1 <= in_year <= MAXYEAR):
        return None
    last = monthrange(in_year, month)[1]
    if words := named.get("day"):
        day = _number(words)
        return date(in_year, month, day) if 1 <= day <= last else None
    return date(in_year, month, {"上旬": 10, "中旬": 20}.get(named.get("part") or "", last))


def _year(words: str | None, year: int) -> int:
    if not words or words in "今本当":
        return year
    return year + 1 if words in "明次" else int(words.translate(_ARABIC))


def _month(named: dict[str, str | None], month_hint: int | None) -> int | None:
    if words := named.get("month"):
        return month_hint if words in "本当" else _number(words)
    if quarter := named.get("quarter"):
        return _number(quarter) * 3
    if half := named.get("half"):
        return 6 if half == "上" else 12
    return month_hint if named.get("part") or named.get("day") else 12


def _number(words: str) -> int:
    """1 to 99 from 31, 三十一 or 元; 0 for what is no number (十一十)."""
    if words.isdecimal():
        return int(words)
    if words == "元":
        return 1
    tens, ten, ones = words.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return 0
    return (_CN.index(tens) if tens else len(ten)) * (10 if ten else 1) + _CN.index(ones or "〇")


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_month_end(text: str) -> bool:
    """Whether the words name exactly one end of a month or year (十月底前, 年底前)."""
    return _the_month_end(text) is not None


def month_end_words(text: str, day: date) -> str:
    """A month-end text for the month of `day`, in its own numerals: 十月底前 → 一月底前.

    A year is rewritten when the text names one in digits; 今年 and 明年 stay. 年底 stays 年底
    in December and becomes 1月底 elsewhere. `day` need not be the last of its month. A text
    that names no end of a month, or more than one, comes back unchanged.
    """
    found = _the_month_end(text)
    if found is None:
        return text
    year, month = found["year"], found.groupdict().get("month")
    words = _in_style(f"{day.year}", year) + "年" if year else ""
    if month:
        words += _month_in_style(day.month, month) + found["tail"]
    elif day.month == 12:
        words = (words or "年") + found["tail"]
    else:
        words += f"{day.month}月{found['tail']}"
    return text[: found.start()] + words + text[found.end() :]


def _the_month_end(text: str) -> re.Match[str] | None:
    found = [*_MONTH_END.finditer(text), *_YEAR_END.finditer(text)]
    if len(found) != 1:
        return None
    month = found[0].groupdict().get("month")
    return found[0] if month is None or 1 <= _number(month) <= 12 else None


def _in_style(digits: str, like: str) -> str:
    return digits if like.isdecimal() else digits.translate(_CHINESE)


def _month_in_style(month: int, like: str) -> str:
    if like.isdecimal():
        return str(month)
    return ("十" if month >= 10 else "") + (_CN[month % 10] if month % 10 else "")
