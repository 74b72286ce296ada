"""What people are told about their opinion, and the photo that came with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Evidence, EvidenceUse
from findings.models.opinion import Opinion
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class OpinionReply(models.Model):
    """A reply; whoever holds the receipt reads it."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="replies")
    text = models.TextField(_("reply"))
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("opinion__campaign", "opinion__handled_by")

    class Meta:
        ordering = ["id"]
        verbose_name = _("reply to an opinion")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class OpinionEvidence(EvidenceUse):
    """A photo that came with an opinion."""

    target = models.ForeignKey(Opinion, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_opinion")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"

    @classmethod
    def open_to_overseers(cls) -> models.QuerySet:
        """Not through a restricted opinion, which leaders and inspectors do not read."""
        return cls.objects.filter(target__restricted=False)


def evidence_of(opinion: Opinion) -> list[Evidence]:
    """The files of an opinion, in the order in which they came."""
    uses = OpinionEvidence.objects.filter(target=opinion).select_related("evidence__campaign")
    return [use.evidence for use in uses.order_by("pk")]
