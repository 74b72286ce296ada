"""已签字扫描件: the printed sheet as it was signed by hand; an older scan stays in the history."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.evidence import EvidenceUse
from campaigns.models.selfcheck import SelfCheck
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class SheetScanQuerySet(Scoped["SheetScan"]):
    """Scans, the newest first."""

    def standing(self, on: datetime) -> Self:
        """Those that no newer one had replaced at the instant `on`."""
        later = models.Q(replaced_at=None) | models.Q(replaced_at__gt=on)
        return self.filter(later, at__lte=on)

    def valid(self) -> Self:
        """Those no newer one has replaced, of the round in which the sheet is now."""
        return self.filter(replaced_at=None, round=models.F("target__round"))


class SheetScan(EvidenceUse):
    """A scan of a signed sheet, for the round that was signed; never changed, only replaced."""

    target = models.ForeignKey(SelfCheck, models.CASCADE, related_name="scans")
    round = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    objects = SheetScanQuerySet.as_manager()
    scope = ("target__campaign", "target__department")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("signed scan")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=models.Q(replaced_at=None),
                name="one_valid_scan_per_sheet",
                violation_error_message=_("Somebody else has just attached a scan."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
