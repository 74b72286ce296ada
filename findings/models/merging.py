"""合并: what went along when a finding was merged, so that it can be undone exactly."""

from django.db import models

from campaigns.models import CheckItem
from findings.models.finding import Finding
from findings.models.source import FindingSource
from organization import clock
from organization.models import Person


class Merging(models.Model):
    """One merge of `finding` into `into`; undone ones stay as history."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="mergings")
    into = models.ForeignKey(Finding, models.CASCADE, related_name="+")
    sources = models.ManyToManyField(FindingSource, related_name="+")
    # The check-points that `into` did not involve before.
    items = models.ManyToManyField(CheckItem, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["finding"],
                condition=models.Q(undone_at=None),
                name="one_standing_merge_per_finding",
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} → {self.into_id}"
