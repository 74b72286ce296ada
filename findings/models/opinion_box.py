"""意见箱: where anybody puts in a note without an account, and the notes nobody has taken out yet.

A note knows the day and nothing finer, and neither its key nor its place says which came first:
taking the notes out makes opinions of them in an order of its own.
"""

import uuid
from datetime import datetime
from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Site
from organization import clock
from organization.clocks import end_of_day
from organization.models import Person
from organization.scope import Scoped

INTRO = 300  # characters


class OpinionBoxQuerySet(Scoped["OpinionBox"]):
    """Boxes, that of the campaign before those of its sites."""

    def taking(self) -> Self:
        """Those that take notes."""
        return self.filter(status=OpinionBox.Status.OPEN, campaign__status="running")


class OpinionBox(models.Model):
    """A public page of the campaign, or of one of its sites, with a code that leads there."""

    class Status(models.TextChoices):
        OPEN = "open", _("Takes opinions")
        CLOSED = "closed", _("Takes none")

        moves = nonmember({"open": ("closed",), "closed": ("open",)})

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="opinion_boxes")
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    slug = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    intro = models.CharField(_("words on the page"), max_length=INTRO, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = OpinionBoxQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["site__name", "id"]
        verbose_name = _("opinion box")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "site"],
                condition=models.Q(site__isnull=False),
                name="one_opinion_box_per_site",
                violation_error_message=_("There is a box for this site already."),
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(site=None),
                name="one_opinion_box_for_all_sites",
                violation_error_message=_("There is a box for the whole campaign already."),
            ),
        ]

    def __str__(self) -> str:
        return self.site.name if self.site else str(_("All sites"))

    def get_absolute_url(self) -> str:
        """The boxes of its campaign."""
        return f"{reverse('opinion_boxes', args=[self.campaign.code])}#box-{self.pk}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class BoxNote(models.Model):
    """A note in a box. It is in no register yet; whoever put it in holds the receipt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    box = models.ForeignKey(OpinionBox, models.CASCADE, related_name="notes")
    said_on = models.DateField()
    said_at = models.DateTimeField(null=True)  # of those who gave a contact only
    category = models.CharField(max_length=10)
    topic = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    contact = models.CharField(max_length=120, blank=True)
    photo = models.BinaryField(null=True)  # drawn anew; a file on the disk would tell its hour
    receipt_hash = models.CharField(max_length=64, unique=True)

    objects = Scoped.as_manager()
    scope = ("box__campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("note in an opinion box")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def began_at(self) -> datetime:
        """The instant, in UTC, from which its clocks run: with the day over where only that is
        known."""
        return self.said_at or end_of_day(self.said_on, timezone.get_current_timezone())
