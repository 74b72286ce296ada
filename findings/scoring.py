"""行评打分和评议结果: rounds of scores, their totals, and the result the authority gave."""

import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns.models import Campaign
from findings.evaluators import in_office, term_of
from findings.models import (
    EvaluationResult,
    EvaluatorTerm,
    Score,
    ScoreDimension,
    ScoreRound,
)
from findings.models.score import FULL
from organization import clock, refusals
from organization.models import NotAllowed, Person, record
from organization.notices import notify, said


@dataclass(frozen=True)
class Totals:
    """What a closed round says; of nobody in particular."""

    asked: int
    given: int
    lines: list[tuple[str, int, float | None]]  # dimension, weight, average of its points

    @property
    def score(self) -> float | None:
        """The weighted average; None where nobody gave any."""
        if not self.given or not self.lines:
            return None
        weights = sum(weight for _name, weight, _average in self.lines)
        return sum(weight * (average or 0) for _name, weight, average in self.lines) / weights


@transaction.atomic
def open_round(
    campaign: Campaign, title: str, dimensions: list[tuple[str, int]], *, by: Person
) -> ScoreRound:
    """Ask the evaluators for scores: `dimensions` are names and weights."""
    campaign.demand_running()
    if not dimensions or any(weight <= 0 for _name, weight in dimensions):
        raise NotAllowed(_("A round of scores needs dimensions that weigh something."))
    opened = ScoreRound.objects.create(
        campaign=campaign, title=title, opened_by=by, opened_at=clock.now()
    )
    ScoreDimension.objects.bulk_create(
        ScoreDimension(round=opened, name=name, weight=weight) for name, weight in dimensions
    )
    record("scoreround.opened", opened, by=by)
    told = said(_later("Please give your scores: %(title)s"), title=title)
    notify(in_office(campaign), opened, "scores_asked", told, campaign.title)
    return opened


@transaction.atomic
def give(asked: ScoreRound, points: dict[str, int], *, by: Person) -> None:
    """Score every dimension, or change what was given; no event says what or by whom."""
    _demand_open(asked)
    term = term_of(asked.campaign, by, clock.today())
    dimensions = list(asked.dimensions.all())
    whole = {one.name for one in dimensions} == set(points)
    if not whole or not all(0 <= one <= FULL for one in points.values()):
        raise NotAllowed(_("Please give every dimension from 0 to 100 points; nothing was kept."))
    for one in dimensions:
        Score.objects.update_or_create(
            dimension=one, term=term, defaults={"points": points[one.name]}
        )


def given_by(asked: ScoreRound, term: EvaluatorTerm) -> dict[str, int]:
    """What the evaluator gave so far, by dimension; {} before that and once it is closed."""
    rows = Score.objects.filter(dimension__round=asked, term=term)
    return dict(rows.values_list("dimension__name", "points"))


def waiting(asked: ScoreRound) -> list[EvaluatorTerm]:
    """Who could give scores today and has given none yet; while the round is open."""
    if asked.closed_at is not None:
        return []
    terms = EvaluatorTerm.objects.holding(clock.today()).filter(campaign=asked.campaign_id)
    missing = terms.exclude(scores__dimension__round=asked)
    return list(missing.select_related("person__department"))


@transaction.atomic
def close(asked: ScoreRound, *, by: Person) -> None:
    """No more scores; which evaluator gave which is forgotten for good, the order of rows too."""
    _demand_open(asked)
    missing = len(waiting(asked))
    scores = list(Score.objects.filter(dimension__round=asked))
    asked.given = len({one.term_id for one in scores})
    asked.asked = asked.given + missing
    asked.closed_at, asked.closed_by = clock.now(), by
    asked.save(update_fields=["given", "asked", "closed_at", "closed_by"])
    Score.objects.filter(dimension__round=asked).delete()
    secrets.SystemRandom().shuffle(scores)
    Score.objects.bulk_create(
        Score(dimension_id=one.dimension_id, points=one.points) for one in scores
    )
    record("scoreround.closed", asked, by=by, given=asked.given)


def totals(asked: ScoreRound) -> Totals:
    """The averages of a closed round. Raises NotAllowed while it is open."""
    if asked.closed_at is None:
        raise NotAllowed(_("The totals are shown once the round is closed."))
    lines = []
    for one in asked.dimensions.prefetch_related("scores"):
        points = [score.points for score in one.scores.all()]
        lines.append((one.name, one.weight, sum(points) / len(points) if points else None))
    return Totals(asked.asked or 0, asked.given or 0, lines)


def record_result(campaign: Campaign, *, by: Person, **fields) -> EvaluationResult:
    """登记评议结果: authority, day, grade, ballots sent, returned and valid, score. The campaign
    goes on: what was to be rectified stays to be rectified."""
    campaign.demand_running()
    try:
        with transaction.atomic():
            result = EvaluationResult.objects.create(
                campaign=campaign, recorded_by=by, recorded_at=clock.now(), **fields
            )
            record("evaluationresult.recorded", result, by=by, grade=result.grade)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return result


def _demand_open(asked: ScoreRound) -> None:
    """Lock the round: who closes and who gives wait for each other."""
    locked = ScoreRound.objects.order_by().select_for_update().get(pk=asked.pk)
    locked.campaign.demand_running()
    if locked.closed_at is not None:
        raise NotAllowed(_("This round of scores is closed."))
