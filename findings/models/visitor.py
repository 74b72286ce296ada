"""暗访人员: who may visit, for which firm, from when to when."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class VisitorTermQuerySet(Scoped["VisitorTerm"]):
    """Terms, the earliest first."""

    def holding(self, on: date) -> Self:
        """Those that hold on the day `on`."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)

    def covering(self, first: date, last: date) -> Self:
        """Those that hold from the first to the last day."""
        return self.filter(starts_on__lte=first, ends_on__gte=last)


class VisitorTerm(models.Model):
    """The contract: outside its days the visitor reaches nothing of the campaign."""

    class Kind(models.TextChoices):
        FIRM = "firm", _("Mystery-visit firm")
        AGENCY = "agency", _("Survey agency")
        SUPERVISOR = "supervisor", _("Social supervisor")
        OWN = "own", _("Own staff")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="visitor_terms")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="visitor_terms", verbose_name=_("account")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.FIRM)
    firm = models.CharField(_("firm or body"), max_length=80, blank=True)
    starts_on = models.DateField(_("contract from"))
    ends_on = models.DateField(_("contract until"))
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = VisitorTermQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["starts_on", "id"]
        verbose_name = _("visitor")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person"],
                name="one_term_per_visitor",
                violation_error_message=_("This person is a visitor already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="term_ends_after_it_starts",
                violation_error_message=_("A contract cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.firm or self.person.title

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def holds(self) -> bool:
        """Does it hold today?"""
        return self.starts_on <= clock.today() <= self.ends_on
