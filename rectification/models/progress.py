"""Progress entries: what was done, what came out of it, and the files that show it."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Evidence, EvidenceUse
from organization import clock
from organization.models import Person
from organization.scope import Scoped
from rectification.models.task import Task


class Progress(models.Model):
    """How far a task is on a day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="progress")
    on = models.DateField()
    text = models.TextField(_("what was done"))
    percent = models.PositiveIntegerField(_("done in percent"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("task__campaign", "task__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("progress")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.on} {self.percent}%"


class ProgressEvidence(EvidenceUse):
    """A file that supports a progress entry."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    target = models.ForeignKey(Progress, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_progress")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"


class OutcomeNumber(models.Model):
    """前后对比: a number before the work and after it, such as 授权账号 86 个 → 41 个."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="outcomes")
    name = models.CharField(_("what was counted"), max_length=40)
    before = models.DecimalField(
        _("before"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    after = models.DecimalField(_("after"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=12, blank=True)

    objects = Scoped.as_manager()
    scope = ("progress__task__campaign", "progress__task__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("outcome number")
        default_permissions = ()

    def __str__(self) -> str:
        told = [plain(n) for n in (self.before, self.after) if n is not None]
        return f"{self.name} {' → '.join(told)}{self.unit}"


class ResultDocument(models.Model):
    """成果文件: a rule, a contract, a paper that the rectification brought about."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="documents")
    title = models.CharField(_("title of the document"), max_length=120)
    number = models.CharField(_("document number"), max_length=60, blank=True)

    objects = Scoped.as_manager()
    scope = ("progress__task__campaign", "progress__task__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("result document")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title


def plain(number: Decimal) -> str:
    """86.00 as 86, 0.50 as 0.5: as people write it."""
    return f"{number.normalize():f}"
