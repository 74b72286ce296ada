"""A named set of filters of the ledger."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization.models import Person
from organization.scope import Scoped, in_campaigns


class LedgerViewQuerySet(Scoped["LedgerView"]):
    """Views by their names, the shared ones first."""

    def visible_to(self, person) -> Self:
        """The own ones, and what the office shares with everybody who reads the ledger."""
        return self.filter(models.Q(owner=person) | models.Q(is_shared=True))

    def changeable_by(self, person) -> Self:
        """The own ones; the office keeps those that are shared."""
        office = in_campaigns(person, "campaign", ("office",))
        return self.filter(models.Q(owner=person) | models.Q(is_shared=True) & office)


class LedgerView(models.Model):
    """Filters and order of one campaign's ledger, as a query; each person has one that opens."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="ledger_views")
    owner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(_("name of the view"), max_length=40)
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField(_("for everybody who reads the ledger"), default=False)
    opens = models.BooleanField(_("opens when I come to the ledger"), default=False)

    objects = LedgerViewQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["-is_shared", "name", "id"]
        verbose_name = _("view of the ledger")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "owner", "name"],
                name="one_ledger_view_per_name",
                violation_error_message=_("You have a view with this name already."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "owner"],
                condition=models.Q(opens=True),
                name="one_ledger_view_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The ledger as this view shows it."""
        return f"{reverse('ledger', args=[self.campaign.code])}?{self.query}&view={self.pk}"
