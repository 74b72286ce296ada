"""The ladder of reminders: data of a campaign, not constants."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign


class LadderStep(models.Model):
    """From `offset` working days relative to the deadline on, this step is due.

    Negative offsets lie before the deadline, 1 is the first working day after it.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="ladder_steps")
    key = models.CharField(max_length=30)
    offset = models.IntegerField(_("working days after the deadline"))
    to_person = models.BooleanField(_("to the responsible person"), default=True)
    to_head = models.BooleanField(_("to the head"), default=False)
    to_office = models.BooleanField(_("to the supervision office"), default=False)

    class Meta:
        ordering = ["offset"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="one_ladder_step_per_key"),
            models.UniqueConstraint(
                fields=["campaign", "offset"], name="one_ladder_step_per_offset"
            ),
        ]

    def __str__(self) -> str:
        return self.key
