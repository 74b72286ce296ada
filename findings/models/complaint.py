"""投诉统计: how many complaints a period had, and how many of them by cause."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class ComplaintPeriod(models.Model):
    """The complaints of one level in a period; shares are computed, never stored."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="complaint_periods")
    level = models.CharField(_("level of complaints"), max_length=40)
    starts_on = models.DateField(_("first day of the period"))
    ends_on = models.DateField(_("last day of the period"))
    total = models.PositiveIntegerField(_("complaints altogether"))
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["-ends_on", "-id"]
        verbose_name = _("complaint statistics")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "level", "starts_on", "ends_on"],
                name="one_count_of_complaints_per_period",
                violation_error_message=_("The complaints of this period are entered already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="a_period_of_complaints_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.starts_on}–{self.ends_on}"

    @property
    def event_label(self) -> str:
        return str(self)


class ComplaintCount(models.Model):
    """How many of the complaints of a period had one cause."""

    period = models.ForeignKey(ComplaintPeriod, models.CASCADE, related_name="counts")
    cause = models.CharField(_("cause"), max_length=60)
    n = models.PositiveIntegerField(_("number"))

    objects = Scoped.as_manager()
    scope = ("period__campaign", None)

    class Meta:
        ordering = ["-n", "id"]
        verbose_name = _("complaints by cause")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["period", "cause"], name="one_count_per_cause_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.n}"
