"""合作方: companies that sell or work for the house, and the initiatives they sign."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization import clock
from organization.models import Entered, Labelled, Person
from organization.named_kinds import kinds_of
from organization.scope import Scoped


class PartnerQuerySet(Scoped["Partner"]):
    """Partners of campaigns: the office and the leaders read them, nobody else does."""

    def visible_to(self, person) -> Self:
        """Those of the campaigns in which the person is office or leader."""
        return self.filter(self.of_campaigns(person, "office", "leader"))

    def standing(self) -> Self:
        """Those the partnership with which was not ended."""
        return self.filter(ended_on=None)

    def ended(self) -> Self:
        """Those the partnership with which was ended (剔除)."""
        return self.filter(ended_on__isnull=False)


class Partner(Labelled):
    """A company; `kind` is a key of `fixtures/partner_kinds.json`."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="partners")
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    contract_from = models.DateField(null=True, blank=True)
    contract_until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True)

    objects = PartnerQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["kind", "name", "id"]
        verbose_name = _("partner company")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="one_partner_per_name",
                violation_error_message=_("There is a partner of this name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(contract_from=None)
                | models.Q(contract_until=None)
                | models.Q(contract_until__gte=models.F("contract_from")),
                name="partner_contract_ends_after_it_begins",
                violation_error_message=_("The contract ends before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | ~models.Q(end_reason=""),
                name="partnership_ends_for_a_reason",
                violation_error_message=_("The end of a partnership needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the partner."""
        return reverse("partner", args=[self.campaign.code, self.pk])

    def is_run_out(self, on: date) -> bool:
        """Did the contract end before the day, with nobody having ended the partnership?"""
        until = self.contract_until
        return self.ended_on is None and until is not None and until < on

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return kinds_of("partner_kinds").get(self.kind, self.kind)


class OfPartners(Scoped[models.Model]):
    """Rows that whoever reads the partners reads as well."""

    def visible_to(self, person) -> Self:
        """Those of the campaigns in which the person is office or leader."""
        return self.filter(self.of_campaigns(person, "office", "leader"))


class Initiative(Entered):
    """诚信服务倡议: what partners put their names to. How many did comes from the signatures."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="initiatives")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    proposed_on = models.DateField()

    objects = OfPartners.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["proposed_on", "id"]
        verbose_name = _("initiative of partners")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Who signed, and who has not."""
        return reverse("initiative", args=[self.campaign.code, self.pk])


class Signature(models.Model):
    """One partner signed one initiative, once."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="signatures")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="signatures")
    signed_on = models.DateField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = OfPartners.as_manager()
    scope = ("initiative__campaign", None)

    class Meta:
        ordering = ["signed_on", "id"]
        verbose_name = _("signature of a partner")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "partner"],
                name="one_signature_per_partner",
                violation_error_message=_("This partner has signed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.signed_on}"
