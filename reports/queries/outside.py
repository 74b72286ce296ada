"""听意见: surveys, the symposium, opinions, visits to own sites, the funnel of walk-throughs."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Site
from findings.models import Finding, Guest, Opinion
from rectification.models import Task
from reports.phrases import approximately, date_range
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
    define("press", _("Newspaper reports"), lambda s, _p: _with_medium(s, media.NEWSPAPER))
    define("displays", _("Displays in halls"), lambda s, _p: _with_medium(s, media.DISPLAY))
    define(
        "opinion_boxes",
        _("Opinion boxes or books"),
        lambda s, _p: _places(s, media.OPINION_BOX),
    )
    for kind in Site.Kind:
        define(
            f"screens_{kind}",
            kind.label,
            lambda s, _p, kind=kind: [site for site in _screens(s) if site.kind == kind],
        )


def _with_medium(s: Sources, medium: str) -> list[Activity]:
    return [act for act in s.activities(Activity.Kind.PUBLICITY) if act.medium == medium]


def _places(s: Sources, medium: str) -> list:
    """Where it stood, each place once; the activities themselves where no place is named."""
    acts = _with_medium(s, medium)
    return _sites(acts) or acts


def _screens(s: Sources) -> list[Site]:
    return _sites(_with_medium(s, Activity.Medium.SCREEN))


def _sites(acts: list[Activity]) -> list[Site]:
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
    define(
        "walkers",
        _("People who walk"),
        lambda s, _p: s.walkers,
        text=lambda s, _p: approximately(len(s.walkers), _step(s)),
    )
    define("walks", _("Tasks walked through"), lambda s, _p: s.walks)
    define("walk_channels", _("Channels walked through"), lambda s, _p: channels(s))
    for name, title, field in (
        ("walk_stages", _("Stages walked through"), "stage"),
        ("walk_products", _("Products walked through"), "product"),
    ):
        define(name, title, lambda s, _p, field=field: _words(s, field))
    define("proposals_valid", _("Valid proposals"), lambda s, _p: s.proposals)
    define("improvements", _("Improvement projects"), lambda s, _p: s.improvements)
    _projects(define)
    define(
        "measures_done",
        _("Measures carried out"),
        lambda s, _p: [m for f in s.findings for m in f.measures.all() if _is_done(m)],
    )


def _step(s: Sources) -> int:
    """Up to which round number the kind of campaign says 近 and 余; 0 for none."""
    return int(s.campaign.word("spoken", {}).get("round_people") or 0)


def channels(s: Sources) -> list[str]:
    """The channels of the tasks that were walked through, each once."""
    return _words(s, "channel")


def _words(s: Sources, field: str) -> list[str]:
    """The words of one list in the tasks that were walked through, each once, in its order."""
    words = {getattr(walk, field) for walk in s.walks}
    return [word.name for word in sorted(words, key=lambda word: (word.order, word.pk))]


def _projects(define) -> None:
    for state, title in (
        ("done", _("Projects closed out")),
        ("handed_in", _("Projects waiting for acceptance")),
        ("running", _("Projects under way")),
        ("waiting", _("Projects without a task yet")),
    ):
        define(
            f"improvements_{state}",
            title,
            lambda s, _p, state=state: [r for r in s.improvements if project_state(r) == state],
        )
    define("key_projects_open", _("Key projects still open"), _open_key_projects)
    define(
        "key_projects_day",
        _("Planned acceptance of key projects"),
        _open_key_projects,
        text=lambda s, _p: _acceptance_days(s),
    )


def project_state(finding: Finding) -> str:
    """done, handed_in (every task is), running, or waiting for its first task."""
    if finding.status == Finding.Status.CLOSED:
        return "done"
    tasks = [task for measure in finding.measures.all() for task in measure.tasks.all()]
    if not tasks:
        return "waiting"
    ready = (Task.Status.SUBMITTED, Task.Status.CLOSED)
    return "handed_in" if all(task.status in ready for task in tasks) else "running"


def _open_key_projects(s: Sources, _part: str = "") -> list[Finding]:
    """The key projects that are not closed out and whose acceptance is planned for a day."""
    rows = [row for row in s.improvements if row.status != Finding.Status.CLOSED]
    plans = [(row, getattr(row, "walk_project", None)) for row in rows]
    return [row for row, plan in plans if plan and plan.is_key and plan.accept_on]


def _acceptance_days(s: Sources) -> str:
    days = [row.walk_project.accept_on for row in _open_key_projects(s)]
    if not days:
        return "—"
    return date_range(min(days), max(days), year=s.window[0] if s.phases else True)


def _is_done(measure) -> bool:
    tasks = list(measure.tasks.all())
    return bool(tasks) and all(task.status == task.Status.CLOSED for task in tasks)
