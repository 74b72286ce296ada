"""Where a sheet stands, a department's or a person's: both go the same way."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetStatus(models.TextChoices):
    """From being given out to being accepted; a sheet sent back is handed in once more."""

    ASSIGNED = "assigned", _("To be filled")
    FILLING = "filling", _("Being filled")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Sent back")
    ACCEPTED = "accepted", _("Accepted")

    writable = nonmember(("assigned", "filling", "returned"))  # with whoever fills it
    handed_in = nonmember(("submitted", "accepted"))
    moves = nonmember(
        {
            "assigned": ("filling",),
            "filling": ("submitted",),
            "submitted": ("accepted", "returned"),
            "returned": ("submitted",),
            "accepted": ("submitted",),  # the office takes a decision back
        }
    )
