"""验收: somebody other than the doer looks whether it is put right."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models import Person
from organization.scope import Scoped
from rectification.models.task import Task


class Acceptance(models.Model):
    """One look at a submitted task, passed or not."""

    class Outcome(models.TextChoices):
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Not passed")

    task = models.ForeignKey(Task, models.CASCADE, related_name="acceptances")
    round = models.PositiveIntegerField()
    outcome = models.CharField(_("conclusion"), max_length=6, choices=Outcome)
    method = models.CharField(_("method"), max_length=80, blank=True)
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
            models.UniqueConstraint(fields=["task", "round"], name="one_acceptance_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}. {self.get_outcome_display()}"
