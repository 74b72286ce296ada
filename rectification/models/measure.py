"""Measures: what is to be done about a finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from findings.models import Finding
from organization.scope import Scoped


class Measure(models.Model):
    """整改措施 with its target standard."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="measures")
    order = models.PositiveIntegerField(default=1)
    text = models.TextField(_("measure"))
    standard = models.CharField(_("target"), max_length=200, blank=True)

    objects = Scoped.as_manager()
    scope = ("finding__campaign", "finding__department")

    class Meta:
        ordering = ["finding__number", "order", "id"]
        verbose_name = _("measure")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The page of the finding, at this measure."""
        return f"{self.finding.get_absolute_url()}#measure-{self.pk}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
