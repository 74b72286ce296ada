"""The rhythm of reviews: calendar months, quarters, half-years, years. Pure."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from rectification.deadline_words import month_end


class Cycle(models.TextChoices):
    """How often a long-term plan is reviewed."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")


MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}


def period_end(day: date, cycle: str) -> date:
    """The last day of the calendar period in which `day` lies."""
    months = MONTHS[Cycle(cycle)]
    last = (day.month - 1) // months * months + months
    return month_end(date(day.year, last, 1))


def period_ends(start: date, cycle: str, until: date) -> list[date]:
    """The last days of the periods from the one of `start` to the one of `until`, in order."""
    ends: list[date] = []
    day = start
    while day <= until or not ends:
        ends.append(period_end(day, cycle))
        day = ends[-1] + timedelta(days=1)
    return ends
