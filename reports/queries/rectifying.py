"""整改报告: letters, extensions, acceptances, look-backs and milestones, each with its records."""

from django.utils.translation import gettext_lazy as _

from findings.models import Finding
from rectification.models import Acceptance, Extension, Letter, LookBack, Milestone
from reports.sources import Sources

CLOSED = Finding.Status.CLOSED


def define_all(define, define_rate) -> None:
    """Register the figures of the report on the rectification."""
    define("lead_departments", _("Departments that lead tasks"), lambda s, _p: s.lead_departments)
    define("notices_issued", _("Rectification notices issued"), lambda s, _p: s.notices)
    define("slips_issued", _("Supervision slips issued"), lambda s, _p: s.slips)
    define(
        "slips_settled",
        _("Supervision slips settled"),
        lambda s, _p: [row for row in s.slips if row.status == Letter.Status.SETTLED],
    )
    _extensions(define)
    _looks(define)
    define(
        "findings_waiting",
        _("Findings waiting for acceptance"),
        lambda s, _p: [f for f in s.findings if f.status != CLOSED and s.is_waiting(f)],
    )
    define(
        "aspect_closed",
        _("Closed out"),
        lambda s, p: [
            f for f in s.findings if f.aspect_id == s.aspect(p).pk and f.status == CLOSED
        ],
        whose=lambda s, p: s.aspect(p).name,
    )
    for track in Finding.Track:
        define(
            f"closed_{track}",
            _("Closed out"),
            lambda s, _p, track=track: [
                f for f in s.findings if f.track == track and f.status == CLOSED
            ],
            whose=lambda s, _p, track=track: str(track.label),
        )
    _milestones(define)
    _of_one_finding(define)


def _extensions(define) -> None:
    status = Extension.Status
    define("extensions_asked", _("Extensions asked for"), lambda s, _p: s.extensions)
    _those(define, "extensions_granted", _("Extensions granted"), "extensions", status.GRANTED)
    _those(define, "extensions_refused", _("Extensions refused"), "extensions", status.REFUSED)
    undecided = _("Extensions still to be decided")
    _those(define, "extensions_open", undecided, "extensions", status.ASKED)


def _those(define, name: str, title, rows: str, value: str, field: str = "status") -> None:
    """Of the records `rows` of the sources those with a value."""
    define(
        name, title, lambda s, _p: [row for row in getattr(s, rows) if getattr(row, field) == value]
    )


def _looks(define) -> None:
    outcome, status = Acceptance.Outcome, LookBack.Status
    define("acceptances", _("Acceptances"), lambda s, _p: s.acceptances)
    passed, failed = _("Acceptances passed"), _("Acceptances not passed")
    _those(define, "acceptances_passed", passed, "acceptances", outcome.PASSED, "outcome")
    _those(define, "acceptances_failed", failed, "acceptances", outcome.FAILED, "outcome")
    done = "done_look_backs"
    holds, again = _("Look-backs: it holds"), _("Look-backs: relapsed")
    define("look_backs_done", _("Look-backs done"), lambda s, _p: s.done_look_backs)
    _those(define, "look_backs_held", holds, done, status.HELD)
    _those(define, "look_backs_relapsed", again, done, status.RELAPSED)
    define("findings_first", _("Findings of the self-check"), lambda s, _p: s.first_findings)
    define("findings_relapsed", _("Relapsed findings"), lambda s, _p: s.relapses)
    _those(
        define, "look_backs_ahead", _("Look-backs planned"), "look_backs", LookBack.Status.PLANNED
    )


def _milestones(define) -> None:
    define(
        "milestones_reached",
        _("Milestones reached"),
        lambda s, _p: [row for row in s.milestones if row.status == Milestone.Status.DONE],
    )
    define("milestones", _("Milestones of long-term plans"), lambda s, _p: s.milestones)


def _of_one_finding(define) -> None:
    whose = {"whose": lambda s, p: s.finding(p).shown_title}
    define(
        "finding_slips",
        _("Supervision slips issued"),
        lambda s, p: s.of_finding(s.slips, s.finding(p)),
        **whose,
    )
    define("finding_extended", _("Extensions granted"), _granted, **whose)
    define(
        "finding_milestones",
        _("Milestones of long-term plans"),
        lambda s, p: s.milestones_of(s.finding(p)),
        **whose,
    )
    define(
        "finding_reached",
        _("Milestones reached"),
        lambda s, p: [
            row for row in s.milestones_of(s.finding(p)) if row.status == Milestone.Status.DONE
        ],
        **whose,
    )


def _granted(s: Sources, part: str) -> list[Extension]:
    rows = s.of_finding(s.extensions, s.finding(part))
    return [row for row in rows if row.status == Extension.Status.GRANTED]
