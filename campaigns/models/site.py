"""营业厅等场所: where publicity is shown and visits are made, own ones and those of partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from organization.models import Department
from organization.scope import Scoped


class Site(models.Model):
    """A hall or place that is visited, and where things are put up; a department looks after it."""

    class Kind(models.TextChoices):
        OWN = "own", _("Own site")
        PARTNER = "partner", _("Site of a partner")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="sites")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("looked after by")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OWN)
    name = models.CharField(_("name"), max_length=80)
    district = models.CharField(_("district"), max_length=40, blank=True)

    objects = Scoped.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["department__order", "kind", "name"]
        verbose_name = _("site")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="one_site_per_name",
                violation_error_message=_("There is a site of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
