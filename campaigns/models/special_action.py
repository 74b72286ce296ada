"""专项行动: what a campaign does under a name of its own, led by one department."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.models.undertaking import Undertaking


class SpecialAction(Undertaking):
    """A special action; its kind is a word the office writes (穿越体验, 零容忍)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="special_actions")
    kind = models.CharField(_("kind"), max_length=40)
    purpose = models.TextField(_("what it is for"), blank=True)
    lead = models.CharField(_("led by (post)"), max_length=80, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    days_text = models.CharField(_("time in words"), max_length=80, blank=True)

    class Meta(Undertaking.Meta):
        verbose_name = _("special action")

    def get_absolute_url(self) -> str:
        """Its page, which shows what was done under it."""
        return reverse("special_action", args=[self.campaign.code, self.pk])

    @property
    def last_day(self) -> date | None:
        return self.ends_on


class UnderAction(models.Model):
    """Abstract: something that may have been done under a special action."""

    action = models.ForeignKey(
        SpecialAction,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_rows",
        verbose_name=_("special action"),
    )

    class Meta:
        abstract = True
