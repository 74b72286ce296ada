"""What the inspectors saw themselves, and what the department said to it."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.answer import Result
from campaigns.models.campaign import Campaign
from campaigns.models.checklist import CheckItem
from campaigns.models.evidence import EvidenceUse
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped

COMPLIANT = (Result.OK, Result.NOTE)


class VerificationQuerySet(Scoped["Verification"]):
    """Verifications, the latest first."""

    def found_by_inspection(self) -> Self:
        """检查发现: not compliant, and the self-check had not said so."""
        return self.filter(result=Result.NO).exclude(self_result=Result.NO)

    def disagreeing(self) -> Self:
        """Self-check and verification say different things; see `Verification.disagrees`."""
        same = models.Q(result=models.F("self_result")) | models.Q(
            result__in=COMPLIANT, self_result__in=COMPLIANT
        )
        silent = models.Q(self_result="") & ~models.Q(result=Result.NO)
        return self.exclude(same | silent)

    def awaiting_department(self) -> Self:
        """Records the department has neither agreed to nor commented."""
        return self.filter(status=Verification.Status.RECORDED)

    def awaiting_reply(self) -> Self:
        """Comments of the department that nobody has answered."""
        return self.filter(status=Verification.Status.COMMENTED)


class Verification(models.Model):
    """逐项核查: an inspector's own look at an item in a department; it beats the self-check."""

    class Status(models.TextChoices):
        RECORDED = "recorded", _("To be confirmed by the department")
        AGREED = "agreed", _("Confirmed by the department")
        COMMENTED = "commented", _("Department made a statement")
        REPLIED = "replied", _("Statement answered")

        moves = nonmember(
            {
                "recorded": ("agreed", "commented"),
                "agreed": ("recorded",),
                "commented": ("replied", "recorded"),
                "replied": ("recorded",),
            }
        )

    # What an inspector writes, and what a version keeps.
    CONTENTS = (
        "result",
        "method",
        "sample_n",
        "sample_ok",
        "counts",
        "text",
        "rule",
        "cause",
        "responsibility",
    )

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="verifications")
    item = models.ForeignKey(CheckItem, models.PROTECT, related_name="verifications")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.RECORDED)
    result = models.CharField(_("conclusion"), max_length=4, choices=Result)
    # What the self-check said when the inspector came; "" when it had not been submitted. It
    # stays: a department that admits a problem after the inspection has not found it itself.
    self_result = models.CharField(_("self-check"), max_length=4, choices=Result, blank=True)
    method = models.CharField(_("method"), max_length=120)
    sample_n = models.PositiveIntegerField(_("checked"), null=True, blank=True)
    sample_ok = models.PositiveIntegerField(_("of these correct"), null=True, blank=True)
    # As with answers: the numbers an item names beyond two, by name.
    counts = models.JSONField(_("further numbers"), default=dict, blank=True)
    text = models.TextField(_("what was seen"), blank=True)
    rule = models.TextField(_("rule"), blank=True)
    cause = models.TextField(_("cause"), blank=True)
    responsibility = models.CharField(_("responsibility"), max_length=120, blank=True)
    on = models.DateField(_("day"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    companions = models.ManyToManyField(Person, related_name="+", blank=True)
    at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    feedback_due_on = models.DateField(_("confirm until"), null=True)

    objects = VerificationQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("verification")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["item", "department"],
                name="one_verification_per_item_and_department",
                violation_error_message=_("This item has been verified already."),
            ),
            models.CheckConstraint(
                condition=models.Q(sample_ok=None)
                | models.Q(sample_n__isnull=False, sample_ok__lte=models.F("sample_n")),
                name="verified_not_more_correct_than_checked",
                violation_error_message=_("More correct than checked."),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "status"])]  # what waits for whom

    def __str__(self) -> str:
        return f"{self.department} {self.item}"

    def get_absolute_url(self) -> str:
        """The record of what the inspector saw."""
        return reverse("verify", args=[self.campaign.code, self.department.code, self.item.no])

    @property
    def event_label(self) -> str:
        values = {"department": self.department.name, "no": self.item.no}
        return _now("%(department)s, item %(no)d") % values

    @property
    def is_found_by_inspection(self) -> bool:
        """检查发现: not compliant, and the self-check had not said so."""
        return self.result == Result.NO and self.self_result != Result.NO

    @property
    def disagrees(self) -> bool:
        """Do self-check and verification say different things? A note makes no difference, and
        a department that had not submitted said nothing."""
        if self.self_result == "":
            return self.is_found_by_inspection
        if self.result in COMPLIANT and self.self_result in COMPLIANT:
            return False
        return self.result != self.self_result

    @property
    def is_feedback_late(self) -> bool:
        """Has the day passed without a word of the department?"""
        due_on = self.feedback_due_on
        if self.status != self.Status.RECORDED or due_on is None:
            return False
        return clock.today() > due_on

    def contents(self) -> dict:
        """What the inspector wrote, as a version keeps it."""
        return {
            **{name: getattr(self, name) for name in self.CONTENTS},
            "on": self.on.isoformat(),
        }


class VerificationVersion(models.Model):
    """A verification as it stood after one save: never changed, never deleted."""

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    contents = models.JSONField()
    reason = models.TextField(_("why it was corrected"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("verification__campaign", "verification__department")

    class Meta:
        ordering = ["version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "version"], name="one_row_per_verified_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.verification} {self.version}"


class Feedback(models.Model):
    """反馈: the department agrees to one version of a record, or makes a statement on it."""

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="feedback")
    version = models.PositiveIntegerField()
    agrees = models.BooleanField()
    text = models.TextField(_("statement"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reply = models.TextField(_("answer"), blank=True)
    replied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()
    scope = ("verification__campaign", "verification__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("feedback")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "version"],
                name="one_feedback_per_version",
                violation_error_message=_("The department has said what it thinks of this."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.verification} {self.version}"


class VerificationEvidence(EvidenceUse):
    """A file that an inspector saw, or brought along."""

    target = models.ForeignKey(Verification, models.CASCADE, related_name="evidence_uses")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_verification")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
