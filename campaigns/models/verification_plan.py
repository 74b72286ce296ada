"""核查方案: which items are verified in which departments, by whom and until when."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.models.checklist import CheckItem
from campaigns.models.verification import Verification
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped


class VerificationPlan(models.Model):
    """One part of the plan: how its items were chosen, the days and the method."""

    class Choice(models.TextChoices):
        ALL = "all", _("Every item")
        NOT_COMPLIANT = "no", _("Items answered “not compliant”")
        HINTED = "hinted", _("Items with hints")
        SAMPLE = "sample", _("A drawn sample of each department")
        NUMBERS = "numbers", _("Items by their numbers")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="verification_plans")
    choice = models.CharField(_("which items"), max_length=10, choices=Choice)
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("until"))
    method = models.CharField(_("method"), max_length=120, blank=True)
    note = models.TextField(_("what to look at"), blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("verification plan")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("due_on")),
                name="verification_plan_starts_before_it_ends",
                violation_error_message=_("The plan ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        """The plan with its progress."""
        return reverse("verification_plan", args=[self.campaign.code])

    @property
    def method_list(self) -> list[str]:
        """The methods, one after the other."""
        return [name.strip() for name in self.method.split("；") if name.strip()]


class PlannedCheckQuerySet(Scoped["PlannedCheck"]):
    """What is planned, department by department."""

    def knowing_whether_done(self) -> Self:
        """Each knows whether it was verified: `is_done`."""
        return self.annotate(is_done=models.Exists(_verified()))

    def open(self) -> Self:
        """What nobody has verified yet."""
        return self.filter(~models.Exists(_verified()))


def _verified() -> models.QuerySet[Verification]:
    return Verification.objects.filter(
        item=models.OuterRef("item"), department=models.OuterRef("department")
    )


class PlannedCheck(models.Model):
    """An item × department that an inspector is to verify.

    Departments do not see it: who knows what will be looked at tidies up there.
    """

    plan = models.ForeignKey(VerificationPlan, models.CASCADE, related_name="checks")
    item = models.ForeignKey(CheckItem, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    inspector = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = PlannedCheckQuerySet.as_manager()
    scope = ("plan__campaign", None)

    class Meta:
        ordering = ["department__order", "department__code", "item__order"]
        verbose_name = _("planned verification")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["item", "department"],
                name="planned_once",
                violation_error_message=_("This item is planned for this department already."),
            )
        ]
        indexes = [models.Index(fields=["inspector"])]  # what waits for an inspector

    def __str__(self) -> str:
        return f"{self.department} {self.item}"
