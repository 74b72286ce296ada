"""责任认定与责任追究: who is liable for a finding, and what followed. Not 整改责任, which is with
the tasks."""

from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, EvidenceUse
from findings.models.finding import Finding
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped


class OfficeAndLeaders(Scoped[models.Model]):
    """Rows about persons: the office and the leaders read them, nobody else does."""

    def visible_to(self, person) -> Self:
        """Those of findings that exist for the person, where it is office or leader."""
        inside = self.of_campaigns(person, "office", "leader")
        return self.filter(inside & Finding.readable_by(person, "finding"))


class Liability(models.Model):
    """责任认定: a person or a post, and the degree."""

    class Degree(models.TextChoices):
        DIRECT = "direct", _("Direct responsibility")
        IN_CHARGE = "in_charge", _("Responsibility of whoever is in charge")
        LEADING = "leading", _("Responsibility of the leadership")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="liabilities")
    degree = models.CharField(_("degree"), max_length=10, choices=Degree)
    post = models.CharField(_("post"), max_length=120)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department")
    )
    grounds = models.TextField(_("grounds"), blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)  # since when the report may tell post and degree
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = OfficeAndLeaders.as_manager()
    scope = ("finding__campaign", "department")

    class Meta:
        ordering = ["finding", "id"]
        verbose_name = _("determination of responsibility")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(told_at=None, told_by=None)
                | models.Q(told_at__isnull=False, told_by__isnull=False),
                name="somebody_approved_what_is_told",
            ),
            models.UniqueConstraint(
                fields=["finding", "degree", "post"],
                name="one_liability_per_post_and_degree",
                violation_error_message=_("This has been determined already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.get_degree_display()}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.finding.number}"


class Consequence(models.Model):
    """责任追究结果: what followed for whom, with the points of the appraisal."""

    class Kind(models.TextChoices):
        TALK = "talk", _("Talk: help and persuasion")
        CRITICISM = "criticism", _("Criticism by circular")
        PENALTY = "penalty", _("Penalty")
        APPRAISAL = "appraisal", _("Points off the appraisal")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="consequences")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="consequences")
    kind = models.CharField(_("what followed"), max_length=10, choices=Kind)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department")
    )
    post = models.CharField(_("post"), max_length=120, blank=True)
    text = models.TextField(_("in detail"))
    points = models.DecimalField(
        _("points taken off"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )
    on = models.DateField(_("day"))
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = OfficeAndLeaders.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("result of accountability")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points__gte=0),
                name="points_are_taken_off",
                violation_error_message=_("Points are taken off, not given."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """The list in which it stands."""
        return reverse("consequences", args=[self.campaign.code])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ConsequenceEvidence(EvidenceUse):
    """A form that goes with a result, such as the record of a talk. Read like the result."""

    target = models.ForeignKey(Consequence, models.CASCADE, related_name="evidence_uses")

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_consequence")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"

    @classmethod
    def open_to_overseers(cls) -> models.QuerySet:
        """None by this way: inspectors oversee too. Its own address asks who may read it."""
        return cls._default_manager.none()
