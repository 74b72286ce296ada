"""Deadlines of a plan on a holiday or a weekend, by the working calendar (调休 included)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.models import Campaign
from organization import calendar
from organization.models import CalendarYear
from organization.signals import Reason
from organization.workdays import WorkCalendar, is_working_day, working_day_on_or_after


@dataclass(frozen=True)
class Deadline:
    """A day of the plan, what ends on it, and where it is set."""

    name: str
    day: date
    url: str


def awkward_days(campaign: Campaign) -> list[Reason]:
    """Phases, sheets and levels that are due on a day nobody works, and years whose calendar
    is to be confirmed. A Saturday that is worked instead is none of them."""
    deadlines, days = _deadlines(campaign), calendar.current()
    resting = [one for one in deadlines if not is_working_day(one.day, days)]
    names = CalendarYear.objects.names_of({one.day for one in resting}) if resting else {}
    return [
        *(_on_a_day_off(one, names.get(one.day, ""), days, campaign) for one in resting),
        *_unconfirmed(deadlines, days, campaign),
    ]


def _deadlines(campaign: Campaign) -> list[Deadline]:
    plan, found = _plan(campaign), []
    for phase in campaign.phases.all():
        name = _("“%(phase)s”") % {"phase": phase.name}
        if "self_check" in phase.opens:
            name = _("“%(phase)s” (with it the sheets of the departments)") % {"phase": phase.name}
        found.append(Deadline(name, phase.ends_on, plan))
    for level in campaign.levels.select_related("campaign"):
        name = _("The level “%(level)s”") % {"level": level.name}
        found.append(Deadline(name, level.due_on, level.get_absolute_url()))
    return found


def _on_a_day_off(one: Deadline, name: str, days: WorkCalendar, campaign: Campaign) -> Reason:
    open_on = working_day_on_or_after(one.day, days)
    text = _(
        "%(what)s ends on %(month)d/%(day)d (%(why)s), which is not a working day; the next one"
        " is %(next_month)d/%(next_day)d."
    ) % {
        "what": one.name,
        "month": one.day.month,
        "day": one.day.day,
        "why": name or _("weekend"),
        "next_month": open_on.month,
        "next_day": open_on.day,
    }
    return Reason(text, "campaigns.campaign", campaign.pk, one.url)


def _unconfirmed(
    deadlines: Iterable[Deadline], days: WorkCalendar, campaign: Campaign
) -> list[Reason]:
    years = sorted({one.day.year for one in deadlines} - days.years)
    if not years:
        return []
    text = ngettext(
        "The calendar of %(years)s is to be confirmed: its holidays may still move what is"
        " counted in working days.",
        "The calendars of %(years)s are to be confirmed: their holidays may still move what is"
        " counted in working days.",
        len(years),
    ) % {"years": pgettext("between names", ", ").join(map(str, years))}
    return [
        Reason(text, "campaigns.campaign", campaign.pk, reverse("calendar_year", args=years[:1]))
    ]


def _plan(campaign: Campaign) -> str:
    """The part of the set-up page where the phases are."""
    return f"{reverse('setup', args=[campaign.code])}#part-phases"
