"""下一步工作: what goes on after the report, in its order; mechanisms by name."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Group, SpecialAction, Undertaking, UndertakingQuerySet
from findings.models import Finding
from organization.models import Person
from organization.scope import Scoped
from rectification.models.measure import Measure
from rectification.models.plan import LongTermPlan


class NextStepQuerySet(UndertakingQuerySet["NextStep"]):
    """Next steps in the order of the report."""

    def concerning(self, person) -> models.Q:
        """As of any undertaking; and the person sees the own ones."""
        return super().concerning(person) | models.Q(person=person.pk)


class NextStep(Undertaking):
    """One step, with what it takes up from the report instead of copying it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="next_steps")
    text = models.TextField(_("what the step is"), blank=True)
    goals = models.TextField(_("goals, one a line"), blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    post = models.CharField(_("post"), max_length=80, blank=True)
    due_on = models.DateField(_("to be finished by"), null=True, blank=True)
    due_text = models.CharField(_("time in words"), max_length=80, blank=True)
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, related_name="next_steps")
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, related_name="next_steps")
    action = models.ForeignKey(SpecialAction, models.SET_NULL, null=True, related_name="next_steps")
    plan = models.ForeignKey(LongTermPlan, models.SET_NULL, null=True, related_name="next_steps")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, related_name="next_steps")
    result = models.TextField(_("what came of it"), blank=True)

    objects = NextStepQuerySet.as_manager()

    class Meta(Undertaking.Meta):
        verbose_name = _("next step")

    def get_absolute_url(self) -> str:
        """Its page, with what it takes up and what came of it."""
        return reverse("next_step", args=[self.campaign.code, self.pk])

    @property
    def last_day(self) -> date | None:
        return self.due_on


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
