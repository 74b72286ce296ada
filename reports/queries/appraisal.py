"""评议: complaints by cause, the actions against them, the result, and the steps that follow."""

from django.utils.translation import gettext_lazy as _

from findings import scoring
from rectification.models.progress import plain
from reports.phrases import date_range
from reports.sources import Sources
from reports.sources.frame import numbered, one_or_all


def define_all(define, define_rate) -> None:
    """Register the figures of an appraisal."""
    define("problems", _("Problems"), lambda s, _p: s.findings, chinese=True)
    define("feedback_channels", _("Ways to complain"), lambda s, _p: s.channels)
    _complaints(define, define_rate)
    define("fault_classes", _("Classes of faults"), lambda s, _p: s.fault_classes, chinese=True)
    define("faults", _("Records of service faults"), lambda s, _p: s.service_faults)
    define(
        "faults_closed",
        _("Records closed with a result"),
        lambda s, _p: [row for row in s.service_faults if row.closed_at],
    )
    define("special_actions", _("Special actions"), lambda s, _p: s.special_actions, chinese=True)
    _evaluation(define, define_rate)
    define("next_steps", _("Next steps"), lambda s, _p: s.next_steps, chinese=True)
    define(
        "mechanisms",
        _("Mechanisms"),
        lambda s, part: [
            row for step in one_or_all(s.next_steps, part) for row in step.mechanisms.all()
        ],
        chinese=True,
        whose=lambda s, part: numbered(s.next_steps, part).title if part else "",
    )


def _complaints(define, define_rate) -> None:
    define("complaints", _("Complaints"), _period, amount=lambda period: period.total)
    define("complaint_days", _("Period of the complaints"), _period, text=lambda s, _p: _days(s))
    define(
        "complaint_cause",
        _("Complaints by cause"),
        lambda s, part: one_or_all(s.complaint_counts, part),
        amount=lambda count: count.n,
        whose=_cause_name,
    )
    define_rate(
        "complaint_rate", _("Share of a cause"), "complaint_cause", "complaints", whose=_cause_name
    )
    define("complaints_other", _("Other causes"), _period, amount=_rest)
    define_rate(
        "complaints_other_rate", _("Share of other causes"), "complaints_other", "complaints"
    )


def _period(s: Sources, _part: str) -> list:
    return [s.complaint_period] if s.complaint_period else []


def _days(s: Sources) -> str:
    period = s.complaint_period
    if period is None:
        return "—"
    year = s.window[0] if s.phases else True
    return date_range(period.starts_on, period.ends_on, year=year)


def _cause_name(s: Sources, part: str) -> str:
    return numbered(s.complaint_counts, part).cause if part else ""


def _rest(period) -> int:
    return period.total - sum(row.n for row in period.counts.all())


def _evaluation(define, define_rate) -> None:
    for name, title, field in (
        ("ballots_sent", _("Ballots sent"), "sent"),
        ("ballots_returned", _("Ballots returned"), "returned"),
        ("ballots_valid", _("Valid ballots"), "valid"),
    ):
        define(name, title, _result, amount=lambda result, field=field: getattr(result, field))
    define("ballots_score", _("Score of the result"), _result, text=lambda s, _p: _points(s))
    define(
        "evaluators",
        _("Evaluators"),
        lambda s, part: s.evaluators_of(part),
        whose=lambda s, part: numbered(s.evaluator_kinds, part) if part else "",
    )
    define("covert_visits", _("Visits in disguise"), lambda s, _p: s.covert_visits)
    define("score_sheets", _("Score sheets"), _round, amount=lambda closed: closed.given or 0)
    define("score", _("Average score"), _round, text=lambda s, _p: _score(s))


def _result(s: Sources, _part: str) -> list:
    return [s.evaluation_result] if s.evaluation_result else []


def _points(s: Sources) -> str:
    result = s.evaluation_result
    return "—" if result is None or result.score is None else plain(result.score)


def _round(s: Sources, _part: str) -> list:
    return [s.score_round] if s.score_round else []


def _score(s: Sources) -> str:
    score = scoring.totals(s.score_round).score if s.score_round else None
    return "—" if score is None else f"{score:.1f}".removesuffix(".0")
