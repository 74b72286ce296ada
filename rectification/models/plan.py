"""长远规划: goal, owner, milestones and the rhythm in which somebody looks at them."""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import EvidenceUse
from organization import clock
from organization.models import Person
from organization.scope import Scoped
from rectification import cycles
from rectification.models.task import Task


class PlanQuerySet(Scoped["LongTermPlan"]):
    """Long-term plans."""

    def visible_to(self, person) -> Self:
        """Whoever sees the task sees its plan."""
        return self.filter(task__in=Task.objects.visible_to(person))


class LongTermPlan(models.Model):
    """How a problem that cannot be put right at once is worked off, step by step."""

    Cycle = cycles.Cycle

    task = models.OneToOneField(Task, models.CASCADE, related_name="plan")
    goal = models.TextField(_("goal"))
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner of the plan"),
    )
    cycle = models.CharField(
        _("reviewed every"), max_length=10, choices=cycles.Cycle, default=cycles.Cycle.QUARTER
    )
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = PlanQuerySet.as_manager()
    scope = ("task__campaign", "task__department")

    class Meta:
        verbose_name = _("long-term plan")
        default_permissions = ()

    def __str__(self) -> str:
        return self.goal

    def get_absolute_url(self) -> str:
        """The page of the task, at its plan."""
        return f"{self.task.get_absolute_url()}#plan"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def periods(self, today: date) -> list[date]:
        """The last days of the periods to be reviewed: every one that has ended before `today`
        and the running one; none begins after the task was handed in."""
        end = min(today, self.task.finished_on or today)
        return cycles.period_ends(clock.day_of(self.made_at), self.cycle, end)

    def missing_reviews(self, today: date) -> list[date]:
        """The last days of the ended periods that nobody has reviewed."""
        done = {row.period_ends_on for row in self.reviews.all()}
        return [end for end in self.periods(today) if end < today and end not in done]


class MilestoneQuerySet(Scoped["Milestone"]):
    """Milestones by their day."""

    def visible_to(self, person) -> Self:
        """Whoever sees the task sees its milestones."""
        return self.filter(plan__task__in=Task.objects.visible_to(person))

    def open(self) -> Self:
        """Neither reached nor waived."""
        return self.filter(status=Milestone.Status.PLANNED)


class Milestone(models.Model):
    """阶段目标: what is reached by which day, who says so, and the files that show it."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Milestone ahead")
        DONE = "done", _("Milestone reached")
        WAIVED = "waived", _("Milestone waived")

        moves = nonmember({"planned": ("done", "waived")})

    plan = models.ForeignKey(LongTermPlan, models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=120)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    due_on = models.DateField(_("to be reached by"))
    due_text = models.CharField(_("deadline as it was worded"), max_length=40, blank=True)
    text = models.TextField(_("what was reached"), blank=True)
    reason = models.CharField(_("why it is waived"), max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = MilestoneQuerySet.as_manager()
    scope = ("plan__task__campaign", "plan__task__department")

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("milestone")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="waived", reason=""), name="waived_with_a_reason"
            )
        ]
        indexes = [models.Index(fields=["status", "due_on"])]  # home of the department

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the task, at this milestone."""
        return f"{self.plan.task.get_absolute_url()}#milestone-{self.pk}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def done_on(self) -> date | None:
        """The day on which it was reached, None before."""
        return clock.day_of(self.done_at) if self.done_at else None


class MilestoneEvidence(EvidenceUse):
    """A file that shows that a milestone was reached."""

    target = models.ForeignKey(Milestone, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_milestone")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"


class PlanReview(models.Model):
    """What somebody said of the plan at the end of a period."""

    class Standing(models.TextChoices):
        ON_TRACK = "on_track", _("On track")
        BEHIND = "behind", _("Behind")
        CHANGED = "changed", _("To be adjusted")

    plan = models.ForeignKey(LongTermPlan, models.CASCADE, related_name="reviews")
    period_ends_on = models.DateField(_("period up to"))
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    text = models.TextField(_("what was looked at, what comes next"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("plan__task__campaign", "plan__task__department")

    class Meta:
        ordering = ["period_ends_on"]
        verbose_name = _("review of a plan")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period_ends_on"],
                name="one_review_per_period",
                violation_error_message=_("This period was reviewed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.period_ends_on} {self.get_standing_display()}"
