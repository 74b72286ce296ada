"""行评打分: rounds of scores, their dimensions, and what the evaluators gave.

While a round is open a sheet of scores names its evaluator, who may change it. Closing cuts the
name off for good: what stays are the points and how many were asked and how many gave.
"""

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign
from findings.models.evaluator import EvaluatorTerm, in_own_term
from organization import clock
from organization.models import Person
from organization.outside import comes_from_outside
from organization.scope import Scoped

FULL = 100  # points


class ScoreRoundQuerySet(Scoped["ScoreRound"]):
    """Rounds, the newest first: overseers see all, evaluators in term those of their campaign."""

    def visible_to(self, person) -> Self:
        return self.filter(self.scope_of(person) | in_own_term(person))


class ScoreRound(models.Model):
    """One round of scores; nobody gives or changes any after it was closed."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="score_rounds")
    title = models.CharField(_("title"), max_length=120)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked = models.PositiveIntegerField(null=True)  # when it was closed
    given = models.PositiveIntegerField(null=True)

    objects = ScoreRoundQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("round of scores")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    def url_for(self, person: Person) -> str:
        """An evaluator gives scores, the office sees how the round stands."""
        page = "evaluator_scores" if comes_from_outside(person) else "evaluation"
        own = [self.pk] if page == "evaluator_scores" else []
        return reverse(page, args=[self.campaign.code, *own])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ScoreDimension(models.Model):
    """What is scored, and how much it weighs."""

    round = models.ForeignKey(ScoreRound, models.CASCADE, related_name="dimensions")
    name = models.CharField(_("dimension"), max_length=60)
    weight = models.PositiveIntegerField(pgettext_lazy("score", "weight"))

    objects = Scoped.as_manager()
    scope = ("round__campaign", None)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="one_dimension_per_name"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="dimension_weighs"),
        ]

    def __str__(self) -> str:
        return self.name


class Score(models.Model):
    """The points of one evaluator for one dimension; `term` is None once the round is closed."""

    dimension = models.ForeignKey(ScoreDimension, models.CASCADE, related_name="scores")
    term = models.ForeignKey(EvaluatorTerm, models.PROTECT, null=True, related_name="scores")
    points = models.PositiveIntegerField(_("points"), validators=[MaxValueValidator(FULL)])

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["dimension", "term"], name="one_score_per_evaluator"),
            models.CheckConstraint(condition=models.Q(points__lte=FULL), name="score_within_full"),
        ]

    def __str__(self) -> str:
        return str(self.points)


class EvaluationResult(models.Model):
    """评议结果 as the authority gave it: the grade, the ballots, the score."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="evaluation_result")
    authority = models.CharField(_("authority"), max_length=80)
    given_on = models.DateField(pgettext_lazy("result", "given on"))
    grade = models.CharField(pgettext_lazy("result", "grade"), max_length=40)
    sent = models.PositiveIntegerField(_("ballots sent"))
    returned = models.PositiveIntegerField(_("ballots returned"))
    valid = models.PositiveIntegerField(_("valid ballots"))
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("result of the evaluation")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(returned__lte=models.F("sent"), valid__lte=models.F("returned")),
                name="no_more_ballots_than_sent",
                violation_error_message=_(
                    "Not more ballots can be returned than were sent, nor more be valid than"
                    " were returned."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.grade

    @property
    def event_label(self) -> str:
        return str(self._meta.verbose_name)
