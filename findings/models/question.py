"""题目: what a survey asks, and what may be answered."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from findings.models.survey import Survey
from organization.scope import Scoped


class Question(models.Model):
    """One question; with `shown_if` it is asked only of those who chose that option before."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("One choice")
        MULTIPLE = "multiple", _("Several choices")
        SCALE_5 = "scale_5", _("Scale of 1 to 5")
        SCALE_10 = "scale_10", _("Scale of 1 to 10")
        TEXT = "text", _("Own words")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    order = models.PositiveIntegerField()
    section = models.CharField(
        _("section"),
        max_length=80,
        blank=True,
        help_text=_("A heading above this question; empty: it belongs to the section before."),
    )
    kind = models.CharField(_("kind of question"), max_length=10, choices=Kind)
    text = models.CharField(_("question"), max_length=300)
    required = models.BooleanField(_("must be answered"), default=True)
    shown_if = models.ForeignKey(
        "Option",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="leads_to",
        verbose_name=_("asked only after"),
    )
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="later_waves")

    objects = Scoped.as_manager()
    scope = ("survey__campaign", None)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("question")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text

    @property
    def has_options(self) -> bool:
        """Is one chosen from a list?"""
        return self.kind in (self.Kind.SINGLE, self.Kind.MULTIPLE)

    @property
    def top(self) -> int:
        """The highest mark of a scale, 0 where it is none."""
        return {self.Kind.SCALE_5: 5, self.Kind.SCALE_10: 10}.get(self.kind, 0)  # type: ignore[call-overload]


class Option(models.Model):
    """One answer to choose; `weight` is what it counts in the satisfaction index, None: nothing."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    order = models.PositiveIntegerField()
    text = models.CharField(_("answer"), max_length=120)
    weight = models.PositiveSmallIntegerField(
        _("weight"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )

    objects = Scoped.as_manager()
    scope = ("question__survey__campaign", None)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("answer to choose")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "text"], name="one_option_per_text")
        ]

    def __str__(self) -> str:
        return self.text
