"""What the office and the inspectors did with the sheets."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.answer import Result
from campaigns.models.campaign import Campaign
from campaigns.models.checklist import CheckItem
from campaigns.models.selfcheck import SelfCheck
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped


class Return(models.Model):
    """退回重查 of one item, or 整表推倒重来 when `item` is empty."""

    class Reason(models.TextChoices):
        SUPERFICIAL = "superficial", _("Superficial")
        NO_EVIDENCE = "no_evidence", _("No evidence")
        COPIED = "copied", _("Copied")
        CONTRADICTED = "contradicted", _("Contradicts the evidence")
        SCOPE = "scope", _("Does not cover the scope")
        OTHER = "other", _("Other")

    selfcheck = models.ForeignKey(SelfCheck, models.CASCADE, related_name="returns")
    item = models.ForeignKey(CheckItem, models.PROTECT, null=True, related_name="+")
    round = models.PositiveIntegerField()  # the round that was voided
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.TextField(_("what is asked for"), blank=True)
    due_on = models.DateField(_("new deadline"), null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    redone_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()
    scope = ("selfcheck__campaign", "selfcheck__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("return")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["selfcheck", "item", "round"],
                condition=models.Q(item__isnull=False),
                name="one_return_per_item_and_round",
            )
        ]

    def __str__(self) -> str:
        return f"{self.selfcheck.department} {self.item or self.selfcheck}"


class Verification(models.Model):
    """逐项核查: an inspector's own look at an item in a department; it beats the self-check."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="verifications")
    item = models.ForeignKey(CheckItem, models.PROTECT, related_name="verifications")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    result = models.CharField(_("conclusion"), max_length=4, choices=Result)
    method = models.CharField(_("method"), max_length=120)
    sample_n = models.PositiveIntegerField(_("checked"), null=True, blank=True)
    sample_ok = models.PositiveIntegerField(_("of these correct"), null=True, blank=True)
    text = models.TextField(_("what was seen"), blank=True)
    on = models.DateField(_("day"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
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

    def __str__(self) -> str:
        return f"{self.department} {self.item}"

    def get_absolute_url(self) -> str:
        """The record of what the inspector saw."""
        return reverse("verify", args=[self.campaign.code, self.department.code, self.item.no])

    @property
    def event_label(self) -> str:
        values = {"department": self.department.name, "no": self.item.no}
        return _now("%(department)s, item %(no)d") % values


class RecordedAnswer(models.Model):
    """The office's answer, from records, to an item that is sent to nobody (系统取数)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="recorded_answers")
    item = models.OneToOneField(CheckItem, models.PROTECT, related_name="recorded_answer")
    result = models.CharField(_("result"), max_length=4, choices=Result)
    text = models.TextField(_("from which records"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        verbose_name = _("answer from records")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.item)

    @property
    def event_label(self) -> str:
        return _now("item %(no)d") % {"no": self.item.no}
