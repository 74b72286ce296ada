"""What the office did with the sheets."""

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.answer import Result
from campaigns.models.campaign import Campaign
from campaigns.models.checklist import CheckItem
from campaigns.models.selfcheck import SelfCheck
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class SentBack(models.Model):
    """Why something was sent back, what is asked for, until when; by whom, when redone."""

    class Reason(models.TextChoices):
        SUPERFICIAL = "superficial", _("Superficial")
        NO_EVIDENCE = "no_evidence", _("No evidence")
        COPIED = "copied", _("Copied")
        CONTRADICTED = "contradicted", _("Contradicts the evidence")
        SCOPE = "scope", _("Does not cover the scope")
        OTHER = "other", _("Other")

    round = models.PositiveIntegerField()  # the round that was voided
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.TextField(_("what is asked for"), blank=True)
    due_on = models.DateField(_("new deadline"), null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    redone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Return(SentBack):
    """退回重查 of one item, or 整表推倒重来 when `item` is empty."""

    selfcheck = models.ForeignKey(SelfCheck, models.CASCADE, related_name="returns")
    item = models.ForeignKey(CheckItem, models.PROTECT, null=True, related_name="+")
    # The round of the sheet that it ended, one notice to the department; `round` is the item's.
    sheet_round = models.PositiveIntegerField(default=1)

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
