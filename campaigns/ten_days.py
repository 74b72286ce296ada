"""“9月中旬”: a rough time of official Chinese, and the real days behind it. Pure."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

PARTS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "初": (1, 10),
    "底": (21, 31),
    "": (1, 31),
}
ROUGH = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<part>上旬|中旬|下旬|初|底|)")
BETWEEN = re.compile(r"[至到—–~-]")


def days_of(text: str, today: date) -> tuple[date, date] | None:
    """The days a rough time stands for: 9月中旬, 9月, 9月中旬至11月底. None: it says none.

    Without a year it is the one that begins next or goes on now.
    """
    words = "".join(unicodedata.normalize("NFKC", text).split())
    found = [ROUGH.fullmatch(part) for part in BETWEEN.split(words)]
    parts = [part for part in found if part]
    if not words or len(parts) > 2 or len(parts) < len(found):
        return None
    try:
        first = _range(parts[0], today.year)
        if first[1] < today and not parts[0]["year"]:
            first = _range(parts[0], today.year + 1)
        last = _range(parts[-1], first[0].year)
        if last[1] < first[0] and not parts[-1]["year"]:
            last = _range(parts[-1], first[0].year + 1)
    except ValueError:
        return None
    return (first[0], last[1]) if first[0] <= last[1] else None


def _range(found: re.Match, year: int) -> tuple[date, date]:
    year, month = int(found["year"] or year), int(found["month"])
    start, end = PARTS[found["part"]]
    return date(year, month, start), date(year, month, min(end, monthrange(year, month)[1]))
