"""What became of a talk, or of points, that a rung of the ladder proposed: decided by a person."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.steps import Step
from findings.models import Consequence, Finding
from organization import clock
from organization.models import Person
from organization.scope import Scoped
from rectification.models.task import Task


class LadderDecisionQuerySet(Scoped["LadderDecision"]):
    """Decided proposals, the latest first."""

    def visible_to(self, person) -> Self:
        """Office and leaders, where the matter exists for them."""
        inside = self.of_campaigns(person, "office", "leader")
        return self.filter(inside & Finding.readable_by(person, "task__measure__finding"))


class LadderDecision(models.Model):
    """约谈建议、扣分建议 of one rung about one task, once for each of its deadlines."""

    class What(models.TextChoices):
        TALK = "talk", _("Talk proposed")
        POINTS = "points", _("Points off proposed")

    class Outcome(models.TextChoices):
        RECORDED = "recorded", _("Recorded as a result")
        DISMISSED = "dismissed", _("Not followed")

    task = models.ForeignKey(Task, models.CASCADE, related_name="ladder_decisions")
    step = models.CharField(max_length=30)  # key of the rung
    due_on = models.DateField()  # the deadline that was missed
    what = models.CharField(_("What is proposed"), max_length=10, choices=What)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    consequence = models.OneToOneField(
        Consequence, models.PROTECT, null=True, related_name="+", verbose_name=_("what followed")
    )
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = LadderDecisionQuerySet.as_manager()
    scope = ("task__campaign", "task__department")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("proposal of the ladder")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["task", "step", "due_on", "what"],
                name="one_decision_per_rung_and_deadline",
                violation_error_message=_("This has been decided already."),
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="recorded", consequence__isnull=False)
                | models.Q(outcome="dismissed", consequence=None) & ~models.Q(reason=""),
                name="followed_or_reason_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.task_id}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def kinds_of(cls, step: Step) -> list[str]:
        """What the rung proposes."""
        asked = {cls.What.TALK: step.talk, cls.What.POINTS: step.points > 0}
        return [str(what) for what, is_asked in asked.items() if is_asked]
