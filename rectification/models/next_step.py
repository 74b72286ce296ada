"""下一步工作: what goes on after the report, in its order; mechanisms by name."""

from enum import nonmember
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Group, SpecialAction
from findings.models import Finding
from organization.models import Department, Person
from organization.scope import Scoped, in_departments
from rectification.models.measure import Measure
from rectification.models.plan import LongTermPlan


class NextStepQuerySet(Scoped["NextStep"]):
    """Next steps in the order of the report."""

    def visible_to(self, person) -> Self:
        """Overseers see all, leading and supporting departments and the person theirs."""
        supported = NextStep.supports.through.objects.filter(in_departments(person, "department"))
        return self.filter(
            self.scope_of(person)
            | models.Q(pk__in=supported.values("nextstep"))
            | models.Q(person=person.pk)
        )


class NextStep(models.Model):
    """One step, with what it takes up from the report instead of copying it."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

        moves = nonmember({"planned": ("running", "dropped"), "running": ("done", "dropped")})

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="next_steps")
    order = models.PositiveIntegerField(default=1)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what the step is"), blank=True)
    goals = models.TextField(_("goals, one a line"), blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("lead department")
    )
    supports = models.ManyToManyField(
        Department, related_name="+", blank=True, verbose_name=_("supporting departments")
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField(_("post"), max_length=80, blank=True)
    due_on = models.DateField(_("to be finished by"), null=True, blank=True)
    due_text = models.CharField(_("time in words"), max_length=80, blank=True)
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, related_name="next_steps")
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, related_name="next_steps")
    action = models.ForeignKey(SpecialAction, models.SET_NULL, null=True, related_name="next_steps")
    plan = models.ForeignKey(LongTermPlan, models.SET_NULL, null=True, related_name="next_steps")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, related_name="next_steps")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    running_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    result = models.TextField(_("what came of it"), blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = NextStepQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["campaign", "order", "id"]
        verbose_name = _("next step")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="dropped") | ~models.Q(reason=""),
                name="dropped_step_has_a_reason",
                violation_error_message=_("Say why it is dropped."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Mechanism(models.Model):
    """A mechanism a step names (能力增强机制); how many there are is counted."""

    step = models.ForeignKey(NextStep, models.CASCADE, related_name="mechanisms")
    name = models.CharField(_("mechanism"), max_length=80)
    text = models.TextField(_("what the step is"), blank=True)

    objects = Scoped.as_manager()
    scope = ("step__campaign", "step__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("mechanism")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["step", "name"], name="one_mechanism_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name
