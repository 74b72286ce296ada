"""Notices to people: one row per (matter, recipient, step), for ever."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models.person import Person


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notices, newest first."""

    def visible_to(self, person) -> Self:
        """A notice exists for its recipient only."""
        return self.filter(recipient=person)

    def unread(self) -> Self:
        """Notices nobody has opened yet."""
        return self.filter(read_at=None)


class Notification(models.Model):
    """A notice in the inbox of one person.

    The unique key is the exactly-once rule: `kind` is the step ("due_soon_3"), `slot` tells
    apart what may happen more than once ("" where it may not). No part may be NULL.
    """

    recipient = models.ForeignKey(Person, models.CASCADE, related_name="notifications")
    thing = models.CharField(max_length=60)
    thing_pk = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    slot = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("time"), default=clock.now)
    read_at = models.DateTimeField(null=True)
    by_mail = models.BooleanField(default=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("notice")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "thing", "thing_pk", "kind", "slot"],
                name="one_notice_per_matter_recipient_step",
            )
        ]
        indexes = [
            models.Index(
                fields=["recipient"], condition=models.Q(read_at=None), name="unread_of_recipient"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """What became of the mail for one notice. The row is committed before the mail leaves."""

    class State(models.TextChoices):
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNCERTAIN = "uncertain", _("Uncertain")
        FAILED = "failed", _("Failed")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=12, default="mail")
    address = models.CharField(max_length=254)
    state = models.CharField(max_length=10, choices=State, default=State.SENDING)
    message_id = models.CharField(max_length=120)
    begun_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("delivery")
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "channel"], name="one_delivery_per_notice_and_channel"
            )
        ]
        indexes = [models.Index(fields=["state", "begun_at"])]  # sweep of unfinished deliveries

    def __str__(self) -> str:
        return f"{self.channel} {self.address}"
