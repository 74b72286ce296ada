"""对比: with which earlier campaign the report of a campaign is compared."""

from django.db import models

from campaigns.models import Campaign
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class Comparison(models.Model):
    """The office chose an earlier campaign; without one the report compares nothing."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="comparison")
    earlier = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    chosen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.campaign} / {self.earlier}"
