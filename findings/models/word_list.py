"""The words of a campaign that visits and walk-throughs are sorted by: data, never constants."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization.scope import Scoped


class ListWordQuerySet(Scoped["ListWord"]):
    """Words in the order of their list."""

    def of(self, campaign: Campaign, kind: str) -> "ListWordQuerySet":
        """The words of one list that are in use."""
        return self.filter(campaign=campaign, kind=kind)

    def named(self, campaign: Campaign, kind: str, names: Iterable[str]) -> dict[str, "ListWord"]:
        """The words of a list by their name."""
        return {row.name: row for row in self.of(campaign, kind).filter(name__in=names)}


class ListWord(models.Model):
    """One word of one list: a class of fault, a channel, a stage, a product."""

    class Kind(models.TextChoices):
        FAULT_CLASS = "fault_class", _("Classes of service faults")
        CHANNEL = "channel", _("Channels")
        STAGE = "stage", _("Stages of the service")
        PRODUCT = "product", _("Products")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="list_words")
    kind = models.CharField(_("list"), max_length=12, choices=Kind)
    order = models.PositiveIntegerField(default=0)
    name = models.CharField(_("word"), max_length=40)

    objects = ListWordQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["kind", "order", "id"]
        verbose_name = _("word of a list")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "name"],
                name="one_word_per_list",
                violation_error_message=_("This word is in the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
