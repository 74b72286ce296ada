"""投诉统计: how many complaints a period had, and how many of them by cause."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, CheckItem, Result
from organization import clock
from organization.models import Department, Person
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

    def get_absolute_url(self) -> str:
        """Its place on the page of the statistics."""
        return f"{reverse('complaints', args=[self.campaign.code])}#period-{self.pk}"

    @property
    def event_label(self) -> str:
        return str(self)

    def covers(self, first: date, last: date) -> bool:
        """Are both days and all between them counted in it?"""
        return self.starts_on <= first and last <= self.ends_on


class ComplaintCountQuerySet(Scoped["ComplaintCount"]):
    """Counts, the greatest first."""

    def put_forward(self) -> Self:
        """What the office wants to make something of."""
        return self.filter(put_forward_at__isnull=False)


class ComplaintCount(models.Model):
    """How many of the complaints of a period had one cause; one that was put forward waits to
    be consolidated, and may feed a finding."""

    period = models.ForeignKey(ComplaintPeriod, models.CASCADE, related_name="counts")
    cause = models.CharField(_("cause"), max_length=60)
    n = models.PositiveIntegerField(_("number"))
    put_forward_at = models.DateTimeField(null=True)
    put_forward_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = ComplaintCountQuerySet.as_manager()
    scope = ("period__campaign", None)
    # As a source: neither a check-point nor a department stands behind it.
    item: CheckItem | None = None
    department: Department | None = None
    result = Result.NO

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

    def get_absolute_url(self) -> str:
        """The place of its period on the page of the statistics."""
        return self.period.get_absolute_url()

    @property
    def campaign_id(self) -> int:
        """The campaign of the period."""
        return self.period.campaign_id

    @property
    def event_label(self) -> str:
        return f"{self.cause} {self.period}"

    @property
    def text(self) -> str:
        """What was counted, as a finding begins with it: cause, number, share, period."""
        period = self.period
        return _now(
            "“%(cause)s”: %(n)d of %(total)d complaints (%(level)s), %(share).1f %%, "
            "from %(first)s to %(last)s"
        ) % {
            "cause": self.cause,
            "n": self.n,
            "total": period.total,
            "level": period.level,
            "share": 100 * self.n / period.total if period.total else 0,
            "first": formats.date_format(period.starts_on, "DATE_FORMAT"),
            "last": formats.date_format(period.ends_on, "DATE_FORMAT"),
        }
