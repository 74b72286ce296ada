"""建议: to the superior or to a department, linked to findings."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.models.finding import Finding
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class Suggestion(models.Model):
    """A concrete, feasible suggestion. Without a finding it is a general one (综合)."""

    class Target(models.TextChoices):
        SUPERIOR = "superior", _("To the superior")
        INTERNAL = "internal", _("Inside the organisation")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="suggestions")
    order = models.PositiveIntegerField(default=0)
    target = models.CharField(_("to whom"), max_length=10, choices=Target, default=Target.INTERNAL)
    addressee = models.CharField(_("who is to act"), max_length=80, blank=True)
    topic = models.CharField(_("about"), max_length=120)
    background = models.TextField(_("background"), blank=True)
    action = models.TextField(_("what is suggested"))
    effect = models.TextField(_("expected effect"), blank=True)
    findings = models.ManyToManyField(Finding, related_name="suggestions", blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["-target", "order", "id"]  # to the superior first
        verbose_name = _("suggestion")
        default_permissions = ()

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        """The list in which it stands."""
        return f"{reverse('suggestions', args=[self.campaign.code])}#suggestion-{self.pk}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
