"""A file on its way into the evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.models.shelf import Shelf
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped


class Upload(models.Model):
    """A file on its way: how much of it has arrived, so that a dropped connection goes on.

    `fingerprint` tells the same file from others when the person begins once more.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    owner = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)  # as the browser counted it, if it could
    arrived = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("upload")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "department", "by", "fingerprint"], name="one_upload_per_file"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shelf(self) -> Shelf:
        """Where it will lie."""
        return {"campaign": self.campaign, "department": self.department, "owner": self.owner}
