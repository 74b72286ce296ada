"""答卷: what was answered. Nothing here leads to who answered.

Keys are random and the day is the finest time. An answer that somebody of the house wrote down on
a visit names that person, never whom they visited.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from findings.models.opinion import Opinion
from findings.models.question import Option, Question
from findings.models.survey import Survey
from organization.models import Person
from organization.scope import Scoped


class Response(models.Model):
    """One answered survey."""

    class Method(models.TextChoices):
        SELF = "self", _("Questionnaire survey")
        VISIT = "visit", _("Point-to-point visit")
        SCORES = "scores", _("Scores from a system")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    method = models.CharField(
        _("way of asking"), max_length=10, choices=Method, default=Method.SELF
    )
    answered_on = models.DateField(_("day"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = Scoped.as_manager()
    scope = ("survey__campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("answered survey")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(method="self", recorded_by=None)
                | ~models.Q(method="self") & models.Q(recorded_by__isnull=False),
                name="nobody_recorded_what_people_answered",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.survey_id}"


class Reply(models.Model):
    """The answer to one question: an option (several are a row each), a mark, or words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="replies")
    question = models.ForeignKey(Question, models.PROTECT, related_name="replies")
    option = models.ForeignKey(Option, models.PROTECT, null=True, related_name="replies")
    score = models.PositiveSmallIntegerField(_("mark"), null=True)
    text = models.TextField(_("words"), blank=True)
    opinion = models.OneToOneField(Opinion, models.SET_NULL, null=True, related_name="reply")

    objects = Scoped.as_manager()
    scope = ("response__survey__campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("reply")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "option"], name="each_option_chosen_once"
            ),
            models.UniqueConstraint(
                fields=["response", "question"],
                condition=models.Q(option=None),
                name="one_mark_or_text_per_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.question_id}"
