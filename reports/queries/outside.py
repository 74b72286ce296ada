"""听意见: surveys, the symposium, opinions, visits to own sites, the funnel of walk-throughs."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Site
from findings.models import Finding, Guest, Opinion
from reports.phrases import date_range
from reports.sources import Sources


def define_all(define, define_rate) -> None:
    """Register the figures of what came from outside."""
    _shown(define)
    _asked(define)
    _said(define, define_rate)
    _visited(define, define_rate)
    _walked(define)


def _shown(define) -> None:
    media = Activity.Medium
    for name, title, medium in (
        ("press", _("Newspaper reports"), media.NEWSPAPER),
        ("opinion_boxes", _("Opinion boxes or books"), media.OPINION_BOX),
    ):
        define(name, title, lambda s, _p, medium=medium: _with_medium(s, medium))
    for kind in Site.Kind:
        define(
            f"screens_{kind}",
            kind.label,
            lambda s, _p, kind=kind: [site for site in _screens(s) if site.kind == kind],
        )


def _with_medium(s: Sources, medium: str) -> list[Activity]:
    return [act for act in s.activities(Activity.Kind.PUBLICITY) if act.medium == medium]


def _screens(s: Sources) -> list[Site]:
    acts = _with_medium(s, Activity.Medium.SCREEN)
    return list(dict.fromkeys(site for act in acts for site in act.sites.all()))


def _asked(define) -> None:
    define("survey_responses", _("Valid questionnaires"), lambda s, _p: s.responses)
    define("survey_methods", _("Ways of asking"), lambda s, _p: s.survey_methods)
    define(
        "survey_index",
        _("Satisfaction index"),
        lambda s, _p: s.responses,
        text=lambda s, _p: s.survey_index or "—",
    )
    define("symposium_guests", _("Guests who came"), lambda s, _p: s.guests)
    define("symposium_kinds", _("Categories of guests"), lambda s, _p: _kinds(s.guests))


def _kinds(guests: list[Guest]) -> list[str]:
    return list(dict.fromkeys(guest.category for guest in guests))


def _said(define, define_rate) -> None:
    define("opinions", _("Opinions and proposals"), lambda s, _p: s.opinions)
    for channel in Opinion.Channel:
        define(
            f"opinions_{channel}",
            channel.label,
            lambda s, _p, channel=channel: [o for o in s.opinions if o.channel == channel],
        )
    define("opinions_done", _("Dealt with"), lambda s, _p: [o for o in s.opinions if not o.is_open])
    define_rate("opinions_rate", _("Share dealt with"), "opinions_done", "opinions")


def _visited(define, define_rate) -> None:
    define("own_visited", _("Own sites visited"), lambda s, _p: s.own_sites)
    define("own_faulty", _("Own sites with a fault"), lambda s, _p: s.faulty_sites)
    define_rate(
        "own_faulty_rate", _("Share of own sites with a fault"), "own_faulty", "own_visited"
    )
    define(
        "own_visit_days",
        _("Days of the visits"),
        lambda s, _p: s.own_visits,
        text=lambda s, _p: _days(s),
    )


def _days(s: Sources) -> str:
    if not s.own_visits:
        return "—"
    first, last = s.own_visits[0].visited_on, s.own_visits[-1].visited_on
    return date_range(first, last, year=s.window[0] if s.phases else True)


def _walked(define) -> None:
    define("walkers", _("People who walk"), lambda s, _p: s.walkers)
    define("walks", _("Tasks walked through"), lambda s, _p: s.walks)
    define("walk_channels", _("Channels walked through"), lambda s, _p: channels(s))
    define("proposals_valid", _("Valid proposals"), lambda s, _p: s.proposals)
    define("improvements", _("Improvement projects"), lambda s, _p: s.improvements)
    define("improvements_done", _("Projects closed out"), lambda s, _p: _closed(s.improvements))
    define(
        "measures_done",
        _("Measures carried out"),
        lambda s, _p: [m for f in s.findings for m in f.measures.all() if _is_done(m)],
    )


def channels(s: Sources) -> list[str]:
    """The channels of the tasks that were walked through, each once."""
    return list(dict.fromkeys(walk.channel.name for walk in s.walks))


def _closed(rows: list[Finding]) -> list[Finding]:
    return [row for row in rows if row.status == Finding.Status.CLOSED]


def _is_done(measure) -> bool:
    tasks = list(measure.tasks.all())
    return bool(tasks) and all(task.status == task.Status.CLOSED for task in tasks)
