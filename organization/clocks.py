"""When a period ends, by the clock it is counted with. Pure: no clock is read, no database.

The rules of the civil code, sections 201 to 203 (practice notes 2.6): a period in days or months
begins the day after, one in hours at the moment; one in months ends on the same-numbered day or
on the last of the month; the last day lasts until 24:00.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from organization.workdays import WorkCalendar, add_working_days, working_day_on_or_after


class Unit(StrEnum):
    """What is counted: 工作日, 小时 (无节假日), 自然日, 月."""

    WORKING_DAYS = "working_days"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True)
class Period:
    """So many of a unit. `roll`: a last day that is a holiday gives way to the next working
    day; it means natural days and months only, since hours know no holidays (B-071)."""

    n: int
    unit: Unit
    roll: bool = False

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError(f"a period of {self.n} {self.unit}")


def last_day(period: Period, start_on: date, calendar: WorkCalendar) -> date:
    """The last day of a period counted in days or months from the local day `start_on`, which is
    not counted. Raises ValueError for hours, which have an end and no last day."""
    match period.unit:
        case Unit.WORKING_DAYS:
            return add_working_days(start_on, period.n, calendar)
        case Unit.DAYS:
            day = start_on + timedelta(days=period.n)
        case Unit.MONTHS:
            day = months_after(start_on, period.n)
        case _:
            raise ValueError("a period in hours ends at a moment")
    return working_day_on_or_after(day, calendar) if period.roll else day


def ends_at(period: Period, start: datetime, zone: tzinfo, calendar: WorkCalendar) -> datetime:
    """The instant, in UTC, at which a period that began at the aware instant `start` is over:
    done before it is done in time. Days are those of `zone`, whatever the host's own is."""
    if period.unit == Unit.HOURS:
        return start.astimezone(UTC) + timedelta(hours=period.n)
    return end_of_day(last_day(period, start.astimezone(zone).date(), calendar), zone)


def is_over(end: datetime | None, now: datetime) -> bool:
    """Whether a period that ends at the aware instant `end` (None: it never does) is over at
    `now`. The end itself is too late; `organization.instants.over` asks a database the same."""
    return end is not None and now >= end


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """24:00 of the day in `zone`, as an instant in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    return midnight.astimezone(UTC)


def months_after(day: date, n: int) -> date:
    """The same-numbered day `n` months later, or the last of that month where there is none."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
