"""The calendar a new database begins with: the years the package `chinesecalendar` knows.

The package holds the yearly notices of the State Council on holidays, 2004 and later. It is
read once, when the table is empty; from then on the rows are the truth and the administrator
keeps them, so that a newer package moves no deadline unseen.
"""

from collections import defaultdict

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

from organization.models.calendar import CalendarYear, SpecialDay, told_by

FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


def known_years() -> dict[int, list[SpecialDay]]:
    """Every year of the package with its days off and its weekend days worked."""
    names = {holiday.value: FULL_NAMES.get(holiday.chinese, holiday.chinese) for holiday in Holiday}
    years: dict[int, list[SpecialDay]] = defaultdict(list)
    for days, worked in ((holidays, False), (workdays, True)):
        for day, name in days.items():
            years[day.year].append(SpecialDay(day, names[name], worked))
    return dict(sorted(years.items()))


def seed() -> int:
    """Write every known year as confirmed where there is none at all. How many were written."""
    if CalendarYear.objects.exists():
        return 0
    rows = [told_by(year, days, confirmed=True) for year, days in known_years().items()]
    return len(CalendarYear.objects.bulk_create(rows, ignore_conflicts=True))


def seed_after_migrate(sender, using: str, **_signal) -> None:
    """A receiver of `post_migrate`: a fresh database counts right without network."""
    from django.db import connections

    if CalendarYear._meta.db_table in connections[using].introspection.table_names():
        seed()
