"""A year of the calendar as twelve months of weeks, for its page."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from organization.models import CalendarYear
from organization.traditional import in_language
from organization.workdays import WorkCalendar, is_working_day


@dataclass(frozen=True)
class Cell:
    """A day of a month; `special` is its name when it differs from the week."""

    day: date
    worked: bool
    special: str
    is_special: bool

    @property
    def iso(self) -> str:
        """The day as the form sends it."""
        return self.day.isoformat()


@dataclass(frozen=True)
class Month:
    """A month with its weeks from Monday on; None fills up the first and the last week."""

    first: date
    weeks: list[list[Cell | None]]

    @property
    def working_days(self) -> int:
        """How many days of it are worked."""
        return sum(cell.worked for week in self.weeks for cell in week if cell)


def days_of(year: int) -> list[date]:
    """Every day of the year."""
    first, following = date(year, 1, 1), date(year + 1, 1, 1)
    return [first + timedelta(days=n) for n in range((following - first).days)]


def months_of(year: int, row: CalendarYear | None, calendar: WorkCalendar) -> list[Month]:
    """The twelve months."""
    language = get_language() or ""
    days = row.special_days if row else []
    names = {one.day: in_language(one.name, language) for one in days}
    weeks = Calendar(firstweekday=0)

    def cell(day: date, month: int) -> Cell | None:
        if day.month != month:
            return None
        worked = is_working_day(day, calendar)
        return Cell(day, worked, names.get(day, ""), worked != (day.weekday() < 5))

    return [
        Month(
            date(year, month, 1),
            [[cell(day, month) for day in week] for week in weeks.monthdatescalendar(year, month)],
        )
        for month in range(1, 13)
    ]
