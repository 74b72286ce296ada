"""The records of an appraisal as lines of a page: each leads to where it is kept."""

from django.urls import reverse

from campaigns.models import FeedbackChannel, SpecialAction
from findings.models import (
    ComplaintCount,
    ComplaintPeriod,
    EvaluationResult,
    EvaluatorTerm,
    Partner,
    ScoreRound,
    ServiceFault,
)
from organization.models import EarlierAppraisal, Honour, UnitFact
from rectification.models import (
    Commitment,
    CommitmentCase,
    CommitmentTotal,
    Mechanism,
    NextStep,
    OutcomeNumber,
)
from reports.phrases import date_cn, date_range
from reports.records import Line, _line, _make
from reports.sources import Sources


def _page(name: str, sources: Sources) -> str:
    return reverse(name, args=[sources.campaign.code])


@_line.register
def _fact(row: UnitFact, sources: Sources) -> Line:
    return _make(row, str(row), _profile(row), (date_cn(row.as_of), ""))


@_line.register(Honour)
@_line.register(EarlierAppraisal)
def _of_the_unit(row: Honour | EarlierAppraisal, sources: Sources) -> Line:
    return _make(row, str(row), _profile(row))


def _profile(row: UnitFact | Honour | EarlierAppraisal) -> str:
    return reverse("unit_profile", args=[row.unit.code])


@_line.register
def _channel(row: FeedbackChannel, sources: Sources) -> Line:
    return _make(row, row.contact, "", (row.get_kind_display(), ""))


@_line.register
def _period(row: ComplaintPeriod, sources: Sources) -> Line:
    days = date_range(row.starts_on, row.ends_on, year=True)
    return _make(row, row.level, _page("complaints", sources), (days, ""))


@_line.register
def _cause(row: ComplaintCount, sources: Sources) -> Line:
    return _make(row, row.cause, _page("complaints", sources), (row.period.level, ""))


@_line.register
def _fault(row: ServiceFault, sources: Sources) -> Line:
    where = row.site.name if row.site else ""
    said = [(where, "")] if where else []
    return _make(row, f"{row.fault_class} {row.number}", row.get_absolute_url(), *said)


@_line.register
def _action(row: SpecialAction, sources: Sources) -> Line:
    where = sources.name_of(row.department)
    return _make(row, row.title, row.get_absolute_url(), (where, ""))


@_line.register
def _partner(row: Partner, sources: Sources) -> Line:
    return _make(row, row.name, "", (row.kind_name, ""))


@_line.register
def _commitment(row: Commitment, sources: Sources) -> Line:
    return _make(row, row.title, row.get_absolute_url(), (sources.name_of(row.department), ""))


@_line.register
def _case(row: CommitmentCase, sources: Sources) -> Line:
    return _make(row, row.name, row.commitment.get_absolute_url())


@_line.register
def _total(row: CommitmentTotal, sources: Sources) -> Line:
    days = date_range(row.first_on, row.last_on, year=True)
    counts = f"{row.on_time}/{row.accepted}"
    return _make(
        row, row.commitment.title, row.commitment.get_absolute_url(), (days, ""), (counts, "")
    )


@_line.register
def _outcome(row: OutcomeNumber, sources: Sources) -> Line:
    task = row.progress.task
    url = reverse("task", args=[sources.campaign.code, task.pk])
    return _make(row, str(row), url, (date_cn(row.progress.on), ""))


@_line.register
def _step(row: NextStep, sources: Sources) -> Line:
    return _make(row, row.title, row.get_absolute_url(), (sources.name_of(row.department), ""))


@_line.register
def _mechanism(row: Mechanism, sources: Sources) -> Line:
    step = next(step for step in sources.next_steps if step.pk == row.step_id)
    return _make(row, row.name, step.get_absolute_url())


@_line.register
def _evaluator(row: EvaluatorTerm, sources: Sources) -> Line:
    return _make(row, row.person.title, _page("evaluators", sources), (row.category, ""))


@_line.register(ScoreRound)
@_line.register(EvaluationResult)
def _evaluated(row: ScoreRound | EvaluationResult, sources: Sources) -> Line:
    return _make(row, str(row), _page("evaluation", sources))
