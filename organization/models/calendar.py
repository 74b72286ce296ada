"""The working calendar: one row a year, with its holidays and the weekend days worked."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models.person import Person

FIRST_YEAR, LAST_YEAR = 2000, 2099


class SpecialDay(NamedTuple):
    """A day that differs from the week, and why: off (放假) or worked instead (调休上班)."""

    day: date
    name: str
    worked: bool


class CalendarYearQuerySet(models.QuerySet["CalendarYear"]):
    """Years, the first one first."""

    def visible_to(self, person) -> Self:
        """Everybody counts by the same calendar; who may read its page says `can_read_calendar`."""
        return self

    def names_of(self, days: Iterable[date]) -> dict[date, str]:
        """What the special ones of these days are called: {2026-10-01: 国庆节}. One query."""
        wanted = set(days)
        rows = self.filter(year__in={day.year for day in wanted})
        special = (one for row in rows for one in row.special_days)
        return {one.day: one.name for one in special if one.day in wanted}

    def digests(self) -> list[tuple[int, str, bool]]:
        """What tells whether anything changed: (year, digest of its days, confirmed)."""
        return list(self.order_by("year").values_list("year", "digest", "confirmed"))


class CalendarYear(models.Model):
    """The special days of a year. A year that is not confirmed counts by what it has so far
    and is marked wherever a deadline rests on it; a year without a row counts Monday to Friday."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    days = models.JSONField(default=list)  # [["2026-10-01", "国庆节", false], …], by day
    digest = models.CharField(max_length=64)
    confirmed = models.BooleanField(_("confirmed"), default=False)
    basis = models.CharField(_("basis"), max_length=120, blank=True)  # "" came with the system
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = CalendarYearQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        verbose_name = _("calendar of a year")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        """The page of the year."""
        return reverse("calendar_year", args=[self.year])

    @property
    def event_label(self) -> str:
        return f"{self.year}"

    @cached_property
    def special_days(self) -> list[SpecialDay]:
        """Its special days in order."""
        return [SpecialDay(date.fromisoformat(day), name, on) for day, name, on in self.days]

    @property
    def days_off(self) -> frozenset[date]:
        """Days that are holidays."""
        return frozenset(special.day for special in self.special_days if not special.worked)

    @property
    def days_on(self) -> frozenset[date]:
        """Weekend days worked instead."""
        return frozenset(special.day for special in self.special_days if special.worked)


def told_by(year: int, days: Iterable[SpecialDay], **fields) -> CalendarYear:
    """A row of these days, not saved; raises ValueError for a day of another year or twice."""
    rows = sorted(days)
    if len({row.day for row in rows}) < len(rows) or any(row.day.year != year for row in rows):
        raise ValueError(f"days of {year} are doubled or lie in another year")
    told = [[row.day.isoformat(), row.name, row.worked] for row in rows]
    digest = hashlib.sha256(json.dumps([year, told], ensure_ascii=False).encode()).hexdigest()
    return CalendarYear(year=year, days=told, digest=digest, **fields)
