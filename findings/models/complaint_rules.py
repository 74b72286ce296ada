"""投诉统计设置: the causes a campaign asks for, the level, and how often figures are expected."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.complaint_defaults import complaint_defaults
from organization import clock
from organization.models import Person, record
from organization.scope import Scoped


def default_level() -> str:
    """The level that is counted first."""
    return complaint_defaults()["level"]


def default_causes() -> str:
    """The usual causes, one a line."""
    return "\n".join(complaint_defaults()["causes"])


class ComplaintRules(models.Model):
    """The settings of one campaign; without a row the defaults hold and no figures are missed."""

    class Rhythm(models.TextChoices):
        NONE = "", _("as they come: nothing is missed")
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="complaint_rules")
    level = models.CharField(_("level of complaints"), max_length=40, default=default_level)
    causes = models.TextField(_("causes, one a line"), default=default_causes)
    rhythm = models.CharField(
        _("figures are expected"), max_length=8, choices=Rhythm, default=Rhythm.NONE, blank=True
    )

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        verbose_name = _("settings of complaint statistics")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.campaign_id}"

    @property
    def event_label(self) -> str:
        return str(self)

    @classmethod
    def of(cls, campaign: Campaign) -> "ComplaintRules":
        """The settings of the campaign, unsaved defaults where nobody set any."""
        return cls.objects.filter(campaign=campaign).first() or cls(campaign=campaign)

    @property
    def cause_list(self) -> list[str]:
        """The causes the form asks for."""
        return list(
            dict.fromkeys(line.strip() for line in self.causes.splitlines() if line.strip())
        )

    def change(self, *, by: Person, **fields) -> None:
        """Set them anew, for what is entered from now on."""
        self.campaign.demand_changeable()
        with transaction.atomic():
            row, _new = ComplaintRules.objects.update_or_create(
                campaign=self.campaign, defaults=fields
            )
            record("complaintrules.changed", row, by=by, fields=sorted(fields))

    def missing(self, periods: list, today: date) -> list[tuple[date, date]]:
        """The months or quarters since the launch that are over and that no period of the level
        covers, the first first; `periods` are those of the campaign."""
        counted = [period for period in periods if period.level == self.level]
        return [
            (first, last)
            for first, last in self._expected(today)
            if not any(period.covers(first, last) for period in counted)
        ]

    def _expected(self, today: date) -> Iterator[tuple[date, date]]:
        months = {self.Rhythm.MONTH: 1, self.Rhythm.QUARTER: 3}.get(self.Rhythm(self.rhythm))
        begun = self.campaign.running_at
        if months is None or begun is None:
            return
        launched = clock.day_of(begun)
        month = (launched.month - 1) // months * months + 1
        first = date(launched.year, month, 1)
        while (last := _last_day(first, months)) < today:
            yield first, last
            first = last + timedelta(days=1)


def _last_day(first: date, months: int) -> date:
    month = first.month + months - 1  # whole quarters never leave the year
    return date(first.year, month, calendar.monthrange(first.year, month)[1])
