"""The steps of reminders of a campaign: data, not constants."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.steps import Step, default_steps


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
        rows = cls.objects.filter(campaign=campaign) if campaign.pk else ()
        own = [Step(r.key, r.offset, r.to_person, r.to_head, r.to_office) for r in rows]
        return own or list(default_steps())

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
