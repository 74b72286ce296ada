"""What the inspectors saw themselves."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.answer import Result
from campaigns.models.campaign import Campaign
from campaigns.models.checklist import CheckItem
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped


class Verification(models.Model):
    """逐项核查: an inspector's own look at an item in a department; it beats the self-check."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="verifications")
    item = models.ForeignKey(CheckItem, models.PROTECT, related_name="verifications")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    result = models.CharField(_("conclusion"), max_length=4, choices=Result)
    method = models.CharField(_("method"), max_length=120)
    sample_n = models.PositiveIntegerField(_("checked"), null=True, blank=True)
    sample_ok = models.PositiveIntegerField(_("of these correct"), null=True, blank=True)
    text = models.TextField(_("what was seen"), blank=True)
    on = models.DateField(_("day"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("verification")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["item", "department"],
                name="one_verification_per_item_and_department",
                violation_error_message=_("This item has been verified already."),
            ),
            models.CheckConstraint(
                condition=models.Q(sample_ok=None)
                | models.Q(sample_n__isnull=False, sample_ok__lte=models.F("sample_n")),
                name="verified_not_more_correct_than_checked",
                violation_error_message=_("More correct than checked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.item}"

    def get_absolute_url(self) -> str:
        """The record of what the inspector saw."""
        return reverse("verify", args=[self.campaign.code, self.department.code, self.item.no])

    @property
    def event_label(self) -> str:
        values = {"department": self.department.name, "no": self.item.no}
        return _now("%(department)s, item %(no)d") % values
