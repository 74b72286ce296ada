"""反馈确认／陈述申辩: what the department says to a finding before it is final."""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import EvidenceUse
from findings.models.finding import Finding
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped


class FindingFeedbackQuerySet(Scoped["FindingFeedback"]):
    """Feedback in the order in which it was asked for."""

    def awaiting_department(self) -> Self:
        """Asked, and nothing said yet."""
        return self.filter(status=FindingFeedback.Status.ASKED)

    def awaiting_office(self) -> Self:
        """Objections that nobody has decided on."""
        return self.filter(status=FindingFeedback.Status.OBJECTED)

    def holding_up(self, on: date) -> Self:
        """What a finding has to wait for on a day: silence counts once the day has passed."""
        within = models.Q(status=FindingFeedback.Status.ASKED, due_on__gte=on)
        return self.filter(within | models.Q(status=FindingFeedback.Status.OBJECTED))


class FindingFeedback(models.Model):
    """One round: asked until a day, confirmed or objected to, the objection decided on."""

    class Status(models.TextChoices):
        ASKED = "asked", _("To be confirmed by the department")
        AGREED = "agreed", _("Confirmed by the department")
        OBJECTED = "objected", _("Department objects")
        UPHELD = "upheld", _("Objection not accepted")
        CHANGED = "changed", _("Objection accepted in part: finding changed")
        ACCEPTED = "accepted", _("Objection accepted: finding dismissed")

        moves = nonmember(
            {
                "asked": ("agreed", "objected"),
                "objected": ("upheld", "changed", "accepted"),
            }
        )

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="feedback")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    due_on = models.DateField(_("feedback until"))
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(_("what the department says"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ruling = models.TextField(_("answer of the office"), blank=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = FindingFeedbackQuerySet.as_manager()
    scope = ("finding__campaign", "department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("feedback on a finding")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["finding"],
                condition=models.Q(status__in=["asked", "objected"]),
                name="one_open_feedback_per_finding",
                violation_error_message=_("The department has been asked already."),
            )
        ]
        indexes = [models.Index(fields=["department", "status"])]  # what waits for a department

    def __str__(self) -> str:
        return self.event_label

    def get_absolute_url(self) -> str:
        """Where the department says it, and everybody reads it."""
        finding = self.finding
        return reverse("finding_feedback", args=[finding.campaign.code, finding.number, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.finding.number}"

    @property
    def is_late(self) -> bool:
        """Has the day passed without a word?"""
        return self.status == self.Status.ASKED and self.due_on < clock.today()


class FeedbackEvidence(EvidenceUse):
    """A file that supports what the department says to a finding."""

    target = models.ForeignKey(FindingFeedback, models.CASCADE, related_name="evidence_uses")

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_feedback")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
