"""Deadlines counted a second way: from days listed one by one, by loops, without the product's
counting. `python -m tests.oracle SEED N` compares both on a host of any time zone (TZ), by the
calendar it is given: a line of days off, a line of weekend days worked."""

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ONE = timedelta(days=1)
ZONES = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Urumqi", "UTC")
LISTED = Path(__file__).with_name("oracle_workdays.csv")
# Days at which counting goes wrong when it does: feasts, months' ends, leap days, years' ends.
HARD = (
    *(date(y, m, d) for y in (2004, 2008, 2012, 2024) for m, d in ((2, 28), (2, 29), (3, 1))),
    *(date(y, 9, d) for y in (2009, 2012, 2020, 2023, 2025) for d in (26, 27, 28, 29, 30)),
    *(date(y, m, 31) for y in (2007, 2010, 2026) for m in (1, 3, 5, 8, 10, 12)),
    *(date(2026, 2, d) for d in range(11, 29)),
    *(date(y, 12, d) for y in (2005, 2006, 2026, 2027) for d in (29, 30, 31)),
)


def listed() -> dict[date, bool]:
    """The days of the list, and whether each is worked."""
    rows = LISTED.read_text(encoding="utf-8").splitlines()
    told = (row.split(",") for row in rows if row[0].isdecimal())
    return {date.fromisoformat(day): worked == "1" for day, worked in told}


def is_worked(day: date, days: dict[date, bool]) -> bool:
    """As listed; a day of no listed year is worked from Monday to Friday."""
    return days[day] if day in days else day.strftime("%w") not in ("0", "6")


def last_day(n: int, unit: str, roll: bool, start: date, days: dict[date, bool]) -> date:
    """The last day, walked to one day at a time."""
    day, left = start, n
    if unit == "months":
        day = _same_number(start, n)
    while unit == "days" and left:
        day, left = day + ONE, left - 1
    while unit == "working_days" and left:
        day += ONE
        left -= 1 if is_worked(day, days) else 0
    while roll and unit != "working_days" and not is_worked(day, days):
        day += ONE
    return day


def _same_number(start: date, n: int) -> date:
    """Walk over `n` ends of months; then on to the day of the same number, if it comes."""
    day, seen = start, 0
    while seen < n:
        day += ONE
        seen += day.day == 1
    while day.day < start.day and (day + ONE).day != 1:
        day += ONE
    return day


def left(today: date, due_on: date, days: dict[date, bool]) -> int:
    """Working days after the one day up to the other, negative backwards."""
    first, last = min(today, due_on), max(today, due_on)
    n = 0
    while first < last:
        first += ONE
        n += is_worked(first, days)
    return n if due_on >= today else -n


def light(today: date, due_on: date, days: dict[date, bool], near: int = 3) -> str:
    """The light of an open matter."""
    if today > due_on:
        return "late"
    return "near" if left(today, due_on, days) <= near else "on_time"


def cases(seed: int, n: int):
    """(start instant, n, unit, roll, zone name): hard days and any days, at any hour."""
    luck = random.Random(seed)
    for _ in range(n):
        day = luck.choice(HARD) if luck.random() < 0.4 else date(2003, 12, 1)
        if day == date(2003, 12, 1):
            day += luck.randrange(9100) * ONE  # until November 2028, two years beyond the list
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        moment += timedelta(seconds=luck.choice((0, 57_599, 57_600, luck.randrange(86_400))))
        unit = luck.choice(("working_days", "hours", "days", "months"))
        most = {"working_days": 60, "hours": 200, "days": 400, "months": 30}[unit]
        yield moment, luck.randint(0, most), unit, luck.random() < 0.5, luck.choice(ZONES)


def compare(seed: int, n: int, calendar) -> list[str]:
    """Every case in which the product and the oracle differ."""
    from organization.clocks import Period, Unit, ends_at
    from rectification import deadlines

    days, wrong = listed(), []
    for start, number, unit, roll, name in cases(seed, n):
        zone, case = ZoneInfo(name), f"{start} {number} {unit} roll={roll} {name}"
        got = ends_at(Period(number, Unit(unit), roll), start, zone, calendar)
        if unit == "hours":
            if got.timestamp() != start.timestamp() + 3600 * number:
                wrong.append(f"{case}: {got}")
            continue
        began = start.astimezone(zone).date()
        last = last_day(number, unit, roll, began, days)
        before = (got - timedelta(seconds=1)).astimezone(zone)
        after = got.astimezone(zone)
        if (before.date(), after.date(), after.hour) != (last, last + ONE, 0):
            wrong.append(f"{case}: {got}, not the end of {last}")
        for today in (began, last, last + ONE, last - 6 * ONE, last + 9 * ONE):
            shown = deadlines.light(due_on=last, today=today, calendar=calendar)
            counted = deadlines.days_left(last, today, calendar)
            expected = (light(today, last, days), left(today, last, days))
            if (str(shown), counted) != expected:
                wrong.append(f"{case} on {today}: {shown} {counted}, not {expected}")
    return wrong


def days_of(text: str) -> frozenset[date]:
    """Days that were joined by a comma."""
    return frozenset(date.fromisoformat(day) for day in text.split(",") if day)


if __name__ == "__main__":
    from organization.workdays import WorkCalendar

    kept = WorkCalendar(*(days_of(line.strip()) for line in sys.stdin))
    found = compare(int(sys.argv[1]), int(sys.argv[2]), kept)
    print(f"{time.tzname[0]}: {len(found)} wrong of {sys.argv[2]}", *found[:5], sep="\n")
