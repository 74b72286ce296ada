"""The State Council's notice on holidays as a small table: 节日, 放假起, 放假止, 调休上班.

The whole table is read first and every fault is told with its cell; nothing is written here.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from organization.calendar_change import WORKED
from organization.models.calendar import SpecialDay
from organization.sheets import CellError, Row, Sheet, find_header, read_workbook
from organization.traditional import simplified
from organization.workdays import WORKING_WEEK

COLUMNS: dict[str, Sequence[str]] = {
    "name": ("节日", "节日名称", "假日", "名称", "holiday"),
    "from": ("放假起", "放假时间", "放假开始", "开始日期", "放假", "起", "from"),
    "to": ("放假止", "放假结束", "结束日期", "止", "to"),
    "worked": ("调休上班", "上班日期", "补班日期", "调休", "上班", "worked"),
}
SAMPLE = (
    "节日\t放假起\t放假止\t调休上班\n"
    "元旦\t1月1日\t1月3日\t1月4日\n"
    "国庆节\t10月1日\t10月7日\t9月20日、10月10日"
)
REQUIRED = ("name", "from")
LONGEST = 15  # days of one holiday; more is a slip of the pen
LIMIT_ROWS = 200

_DAY = re.compile(r"(?:(\d{4})[年/.-])?(?:(\d{1,2})[月/.-])?(\d{1,2})[日号]?(?:00:00(?::00)?)?")
_REMARKS = re.compile(r"[(（][^)）]*[)）]|星期[日天一二三四五六]|周[日天一二三四五六]")
_TO = re.compile(r"至|到|—+|–|~|～|-{2,}")
_BETWEEN = re.compile(r"[、,，;；\s]+")


@dataclass
class Notice:
    """What the table says: its days in order, or what is wrong in it."""

    days: list[SpecialDay] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


def read_notice(file, year: int) -> Notice:
    """The days of an uploaded table, or of text pasted from one, for the page of `year`.

    Days without a year are of `year`. Raises Unreadable when it is no such table.
    """
    content = file.encode() if isinstance(file, str) else file
    sheet = read_workbook(content, limit_rows=LIMIT_ROWS)[0]
    return _Reader(sheet, year).read()


class _Reader:
    def __init__(self, sheet: Sheet, year: int) -> None:
        self.rows = list(find_header(sheet, COLUMNS, required=REQUIRED))
        self.year = year
        self.notice = Notice()
        self.taken: dict[date, str] = {}

    def read(self) -> Notice:
        for row in self.rows:
            if any(row[name].strip() for name in COLUMNS):
                self._read_row(row)
        if not self.rows:
            self.notice.errors.append(CellError("A1", _("The table has no row.")))
        self.notice.days.sort()
        self.notice.errors.sort(key=lambda error: error.place)
        return self.notice

    def _read_row(self, row: Row) -> None:
        name = row["name"].strip()[:40]
        if not name:
            self._error(row, "name", _("Say what the holiday is called."))
        for day in self._days_off(row):
            self._take(row, "from", SpecialDay(day, name, False))
        for text in filter(None, _BETWEEN.split(_plain(row["worked"]))):
            if worked := self._day(row, "worked", text):
                self._take_worked(row, worked)

    def _take_worked(self, row: Row, day: date) -> None:
        if day.weekday() < WORKING_WEEK:
            told = _("%(day)s is no Saturday or Sunday: it is worked anyway.") % {"day": day}
            self._error(row, "worked", told)
        else:
            self._take(row, "worked", SpecialDay(day, WORKED, True))

    def _days_off(self, row: Row) -> Iterator[date]:
        parts = [part for part in _TO.split(_plain(row["from"])) if part]
        column = "to" if row["to"].strip() else "from"
        if column == "to":
            parts = [*parts[:1], _plain(row["to"])]
        if not parts or len(parts) > 2:
            self._error(row, "from", _("Give the days as 2027-10-01 or 10月1日."))
            return
        first = self._day(row, "from", parts[0])
        last = self._day(row, column, parts[-1], like=first) if first else None
        if first is None or last is None:
            return
        if last < first:
            self._error(row, column, _("The last day lies before the first."))
        elif (last - first).days >= LONGEST:
            told = _("More than %(n)d days off at a stretch: please check the days.")
            self._error(row, column, told % {"n": LONGEST})
        else:
            yield from (first + timedelta(days=n) for n in range((last - first).days + 1))

    def _day(self, row: Row, column: str, text: str, like: date | None = None) -> date | None:
        """A day; what it leaves out is that of `like` (10月1日至7日), else the year's."""
        found = _DAY.fullmatch(text)
        year, month, number = found.groups() if found else (None, None, None)
        month = month or (like and like.month)
        try:
            day = date(int(year or (like or self).year), int(month or 0), int(number or 0))
        except ValueError:
            told = _("“%(text)s” is no day. Give it as 2027-10-01 or 10月1日.")
            self._error(row, column, told % {"text": text[:40]})
            return None
        if not date(self.year - 1, 12, 1) <= day <= date(self.year + 1, 1, 31):
            told = _("%(day)s does not belong to %(year)d.") % {"day": day, "year": self.year}
            self._error(row, column, told)
            return None
        return day

    def _take(self, row: Row, column: str, special: SpecialDay) -> None:
        if special.day in self.taken:
            told = _("%(day)s is named twice; first in %(cell)s.")
            cell = self.taken[special.day]
            self._error(row, column, told % {"day": special.day, "cell": cell})
            return
        self.taken[special.day] = row.cell(column)
        self.notice.days.append(special)

    def _error(self, row: Row, column: str, text: str) -> None:
        self.notice.errors.append(row.error(column, text))


def _plain(text: str) -> str:
    """Full-width forms folded, remarks like （星期六） and blanks inside a day left out."""
    folded = simplified(unicodedata.normalize("NFKC", _REMARKS.sub("", text))).strip()
    return re.sub(r"\s+(?=00:00)|(?<=[年月])\s+|\s+(?=[年月日])", "", folded)
