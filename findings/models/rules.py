"""How a campaign consolidates: its chosen words, and what has to happen before a finding stands."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization.models import Person, record
from organization.scope import Scoped

FEEDBACK_DAYS = 3  # working days


class ConsolidationRules(models.Model):
    """The settings of one campaign; without a row nothing is demanded and words are free."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="consolidation_rules")
    natures = models.TextField(
        _("natures, one a line"),
        blank=True,
        help_text=_("Empty: any words may be typed."),
    )
    categories = models.TextField(
        _("categories, one a line"),
        blank=True,
        help_text=_("Empty: any words may be typed."),
    )
    feedback_first = models.BooleanField(
        _("a finding goes to its department before it is confirmed"), default=False
    )
    feedback_days = models.PositiveSmallIntegerField(
        _("working days for the feedback"),
        default=FEEDBACK_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    liability_first = models.BooleanField(
        _("who is liable is determined before it is confirmed"),
        default=False,
        help_text=_("For findings of an inspection or a complaint; the self-found name only the "
                    "responsible department."),
    )  # fmt: skip

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        verbose_name = _("rules of consolidation")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.campaign_id}"

    @classmethod
    def of(cls, campaign: Campaign) -> "ConsolidationRules":
        """The rules of the campaign, those without a row where nobody set any."""
        return cls.objects.filter(campaign=campaign).first() or cls(campaign=campaign)

    @property
    def nature_list(self) -> list[str]:
        """The natures to choose from; empty: any words."""
        return _lines(self.natures)

    @property
    def category_list(self) -> list[str]:
        """The categories to choose from; empty: any words."""
        return _lines(self.categories)

    def change(self, *, by: Person, **fields) -> None:
        """Set them anew for what is confirmed from now on."""
        self.campaign.demand_changeable()
        with transaction.atomic():
            row, _new = ConsolidationRules.objects.update_or_create(
                campaign=self.campaign, defaults=fields
            )
            record("consolidationrules.changed", row, by=by, fields=sorted(fields))


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
