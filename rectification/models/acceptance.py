"""验收: somebody other than the doer looks whether it is put right."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import EvidenceUse
from organization import clock
from organization.models import Person
from organization.scope import Scoped
from rectification.models.task import Task


class Acceptance(models.Model):
    """One look at a submitted task, passed or not."""

    class Outcome(models.TextChoices):
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Not passed")

    class Grade(models.TextChoices):
        """How well it was put right (practice notes 2.4)."""

        GOOD = "good", pgettext_lazy("grade", "Good")
        RATHER_GOOD = "rather_good", _("Rather good")
        AVERAGE = "average", _("Average")
        POOR = "poor", _("Poor")

        passing = nonmember(("good", "rather_good"))
        failing = nonmember(("average", "poor"))

    class Fake(models.TextChoices):
        """虚假整改: what it looked like instead of being put right (practice notes 2.4)."""

        WORDS = "words", _("On paper only")
        FIGURES = "figures", _("In figures only")
        FORM = "form", _("In form only")
        PERFUNCTORY = "perfunctory", _("Perfunctory")
        UNTRUE = "untrue", _("Untrue")
        SURFACE = "surface", _("On the surface only")
        GUST = "gust", _("For a moment only")

    task = models.ForeignKey(Task, models.CASCADE, related_name="acceptances")
    round = models.PositiveIntegerField()
    outcome = models.CharField(_("conclusion"), max_length=6, choices=Outcome)
    method = models.CharField(_("method"), max_length=80, blank=True)
    grade = models.CharField(_("grade"), max_length=12, choices=Grade, blank=True)
    fakes = models.JSONField(_("fake rectification"), default=list, blank=True)
    text = models.TextField(_("opinion"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("task__campaign", "task__department")

    class Meta:
        ordering = ["round"]
        verbose_name = _("acceptance")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["task", "round"], name="one_acceptance_per_round"),
            models.CheckConstraint(
                condition=~models.Q(outcome="passed", grade__in=("average", "poor"))
                & ~models.Q(outcome="failed", grade__in=("good", "rather_good")),
                name="average_and_poor_do_not_pass",
                violation_error_message=_("“Average” and “poor” open another round."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}. {self.get_outcome_display()}"

    @property
    def fake_words(self) -> list[str]:
        """The kinds of fake rectification that were seen, in words."""
        return [str(self.Fake(code).label) for code in self.fakes]


class AcceptanceEvidence(EvidenceUse):
    """A file that shows what was seen at an acceptance."""

    target = models.ForeignKey(Acceptance, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_acceptance")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
