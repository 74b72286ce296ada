"""红黄牌设置: how long cards are valid, and what several yellow ones come to."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization.models import record
from organization.scope import Scoped
from rectification.card_defaults import card_defaults

YEARS = 1100  # days: three years at most
DAYS = [MinValueValidator(1), MaxValueValidator(YEARS)]


def yellow_days() -> int:
    """Days a yellow card is valid."""
    return card_defaults().valid_days["yellow"]


def red_days() -> int:
    """Days a red card is valid."""
    return card_defaults().valid_days["red"]


def limit() -> int:
    """How many yellow cards come to something."""
    return card_defaults().limit


def within_days() -> int:
    """Within how many days they are counted together."""
    return card_defaults().within_days


def then() -> str:
    """What they come to."""
    return card_defaults().then


def gathered_points() -> Decimal:
    """Points proposed when yellow cards have come together."""
    return Decimal(card_defaults().points["gathered"])


def red_points() -> Decimal:
    """Points proposed for a red card."""
    return Decimal(card_defaults().points["red"])


class CardRules(models.Model):
    """The rules of one campaign; days are natural days."""

    class Then(models.TextChoices):
        LETTER = "letter", _("a special supervision letter")
        RED = "red", _("a red card")

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="card_rules")
    yellow_days = models.PositiveIntegerField(
        _("a yellow card is valid for (days)"), default=yellow_days, validators=DAYS
    )
    red_days = models.PositiveIntegerField(
        _("a red card is valid for (days)"), default=red_days, validators=DAYS
    )
    limit = models.PositiveIntegerField(
        _("yellow cards that come to more"),
        default=limit,
        validators=[MinValueValidator(2), MaxValueValidator(9)],
    )
    within_days = models.PositiveIntegerField(
        _("counted together within (days)"), default=within_days, validators=DAYS
    )
    then = models.CharField(_("they come to"), max_length=6, choices=Then, default=then)
    gathered_points = models.DecimalField(
        _("points proposed then"),
        max_digits=5,
        decimal_places=1,
        default=gathered_points,
        validators=[MinValueValidator(Decimal(0))],
    )
    red_points = models.DecimalField(
        _("points proposed for a red card"),
        max_digits=5,
        decimal_places=1,
        default=red_points,
        validators=[MinValueValidator(Decimal(0))],
    )

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        verbose_name = _("rules of cards")
        default_permissions = ()

    def __str__(self) -> str:
        return self.campaign.code

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.campaign.code}"

    @classmethod
    def of(cls, campaign: Campaign) -> "CardRules":
        """The rules of the campaign; unsaved defaults of the house where it has none."""
        found = cls.objects.filter(campaign=campaign).first() or cls()
        found.campaign = campaign
        return found

    def valid_days(self, colour: str) -> int:
        """Days a card of the colour is valid."""
        return self.red_days if colour == "red" else self.yellow_days

    def change(self, *, by, **fields) -> None:
        """Other rules from the next card on; what was given stays as it is."""
        self.campaign.demand_changeable()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save()
        record("cardrules.changed", self, by=by, fields=sorted(fields))
