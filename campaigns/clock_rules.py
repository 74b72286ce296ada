"""时限规则: by which clock a campaign counts what is to be answered within so many days.

The sets are data (`fixtures/clocks.json`); a campaign chooses one by its key. The numbers stay
where they are set (feedback, return, answer to a letter, extension). What a paper prints as a day
is kept as one: there, hours that run out in the middle of a day are in time until its end. What is
answered within hours keeps the instant (`due_at`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from organization import calendar, clock
from organization.clocks import Period, Unit, ends_at, last_day
from organization.stock import once_a_script, stock
from organization.workdays import WorkCalendar


@dataclass(frozen=True)
class ClockSet:
    """How a day of a time limit is counted. `per_day`: how many of the unit make one."""

    key: str
    name: str
    unit: Unit
    per_day: int
    roll: bool
    note: str

    def period(self, n: int) -> Period:
        """A time limit of `n` days by this clock."""
        return Period(n * self.per_day, self.unit, self.roll)


@once_a_script
def clock_sets() -> dict[str, ClockSet]:
    """All sets by key, the usual one first."""
    rows = stock("clocks")
    return {row["key"]: ClockSet(**{**row, "unit": Unit(row["unit"])}) for row in rows}


def clock_of(campaign: Campaign) -> ClockSet:
    """The set the campaign chose; the usual one where the file has it no longer."""
    sets = clock_sets()
    return sets.get(campaign.clock) or next(iter(sets.values()))


def days_of(campaign: Campaign) -> str:
    """What a day of the campaign's limits is called, for the label of a number of them."""
    return {
        Unit.WORKING_DAYS: _("working days"),
        Unit.HOURS: _("days of 24 hours"),
    }.get(clock_of(campaign).unit, _("natural days"))


def due_after(
    campaign: Campaign,
    n: int,
    start: datetime | None = None,
    days: WorkCalendar | None = None,
) -> date:
    """The last day of a limit of `n` days from the aware instant `start` (default: now), by the
    clock of the campaign and in the time zone of the project; until 24:00 it is in time.
    `days`: another calendar than the one that holds."""
    began, period = start or clock.now(), clock_of(campaign).period(n)
    counted = days or calendar.current()
    if period.unit != Unit.HOURS:
        return last_day(period, clock.day_of(began), counted)
    return clock.day_of(due_at(campaign, n, began, counted))


def due_at(
    campaign: Campaign,
    n: int,
    start: datetime | None = None,
    days: WorkCalendar | None = None,
) -> datetime:
    """The instant, in UTC, at which a limit of `n` days from `start` (default: now) is over: by an
    hour clock so many times 24 hours later, to the second; by any other at 24:00 of its last day.
    `organization.clocks.is_over` and `organization.instants.over` say whether it is."""
    began, zone = start or clock.now(), timezone.get_default_timezone()
    return ends_at(clock_of(campaign).period(n), began, zone, days or calendar.current())
