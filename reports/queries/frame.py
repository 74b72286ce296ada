"""Who takes part, in which phases, against which documents."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import Phase
from reports.phrases import date_range
from reports.sources import Sources


def define_all(define, define_rate) -> None:
    """Register the figures of the opening and of the phases."""
    define("departments", _("Participating departments"), lambda s, _p: s.participations)
    define("projects", _("Projects of the checklist"), lambda s, _p: s.projects)
    define("phases", _("Phases"), lambda s, _p: s.phases, chinese=True)
    define("campaign_range", _("First to last day"), lambda s, _p: s.phases, text=_campaign_range)
    define(
        "phase_range",
        _("Days of the phase"),
        lambda s, p: [s.phase(p)],
        text=_phase_range,
        whose=lambda s, p: s.phase(p).name,
    )
    define(
        "phase_window",
        _("Days planned for the phase"),
        lambda s, p: [s.phase(p)],
        text=_window,
        whose=lambda s, p: s.phase(p).name,
    )
    define("levels", _("Levels"), lambda s, _p: s.levels, chinese=True)
    define("work_bodies", _("Groups"), lambda s, _p: s.work_bodies)
    define("responsibilities", _("Division of work"), lambda s, _p: s.responsibilities)
    define("basis", _("Basis documents"), lambda s, _p: [b for b in s.basis if b.role == "basis"])
    define("suggestions", _("Suggestions"), lambda s, _p: s.suggestions)


def _campaign_range(s: Sources, _part: str) -> str:
    first, last = s.window
    return date_range(first, last, year=True)


def _window(s: Sources, part: str) -> str:
    """The days that are planned; the first date of a year carries the year (G4)."""
    phase = s.phase(part)
    before = [one.ends_on for one in s.phases if one.order < phase.order]
    year = max(before) if before else True
    return phase.text or date_range(phase.starts_on, phase.ends_on, year=year)


def _phase_range(s: Sources, part: str) -> str:
    """The whole window, or its first day while the phase is still going on.

    A phase of an earlier year is told with its year; later dates of that year go without.
    """
    phase = s.phase(part)
    if phase.text:
        return phase.text
    year = s.window[0]
    if s.state_of(phase) == Phase.Status.OPEN:
        return date_range(phase.starts_on, None, year=year).removesuffix("起")
    return date_range(phase.starts_on, phase.ends_on, year=year)
