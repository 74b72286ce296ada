"""The ladder of a campaign: data, not constants."""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.steps import Slip, Step, default_steps

STEP = tuple(field.name for field in fields(Step))


class ReminderStep(models.Model):
    """From `offset` working days relative to the deadline on, this step is due.

    Negative offsets lie before the deadline, 1 is the first working day after it.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reminder_steps")
    key = models.CharField(max_length=30)
    offset = models.IntegerField(_("working days after the deadline"))
    to_person = models.BooleanField(_("to the responsible person"), default=True)
    to_head = models.BooleanField(_("to the head"), default=False)
    to_office = models.BooleanField(_("to the supervision office"), default=False)
    slip = models.CharField(_("slip to issue"), max_length=10, choices=Slip, blank=True)
    to_leader = models.BooleanField(_("to the leader in charge"), default=False)
    to_chair = models.BooleanField(_("to the chair of the leading group"), default=False)
    talk = models.BooleanField(_("propose a talk"), default=False)
    points = models.DecimalField(
        _("points proposed to be taken off"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )

    class Meta:
        ordering = ["offset"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="one_reminder_per_key"),
            models.UniqueConstraint(fields=["campaign", "offset"], name="one_reminder_per_offset"),
        ]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def of(cls, campaign: Campaign) -> list[Step]:
        """The steps of the campaign: its own, or the defaults of the trade."""
        if not campaign.pk:
            return list(default_steps())
        return cls.of_each([campaign.pk])[campaign.pk]

    @classmethod
    def of_each(cls, campaigns: Iterable[int]) -> dict[int, list[Step]]:
        """The steps of several campaigns by their keys; one query."""
        keys = set(campaigns)
        found: dict[int, list[Step]] = {key: [] for key in keys}
        for row in cls.objects.filter(campaign__in=keys):
            found[row.campaign_id].append(row.step)
        return {key: own or list(default_steps()) for key, own in found.items()}

    @property
    def step(self) -> Step:
        """The rung, as the pure functions take it."""
        return Step(**{name: getattr(self, name) for name in STEP})

    @classmethod
    @transaction.atomic
    def set_for(cls, campaign: Campaign, steps: Iterable[Step]) -> bool:
        """Exactly these steps from now on. Were there others before?"""
        wanted = list(steps)
        if wanted == cls.of(campaign):
            return False
        cls.objects.filter(campaign=campaign).delete()
        cls.objects.bulk_create(cls(campaign=campaign, **vars(step)) for step in wanted)
        return True
