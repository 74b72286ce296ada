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

    def to_be_mailed(self) -> Self:
        """Notices that no mail was begun for, to people who can be mailed."""
        waiting = self.filter(by_mail=True, deliveries=None, recipient__is_active=True)
        return waiting.exclude(recipient__email="")


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
    in_digest = models.BooleanField(default=False)  # mailed with others, once a day
    campaign_pk = models.BigIntegerField(null=True)  # by value: campaigns are an upper floor

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
            ),
            models.Index(fields=["campaign_pk", "id"]),  # log of deliveries of a campaign
        ]

    def __str__(self) -> str:
        return self.title


class Digest(models.Model):
    """The one mail of a day with all reminders of a person."""

    recipient = models.ForeignKey(Person, models.CASCADE, related_name="digests")
    on = models.DateField()  # day in the time zone of the project

    class Meta:
        default_permissions = ()
        verbose_name = _("digest")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "on"], name="one_digest_per_person_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.on}"


class Mute(models.Model):
    """A person wants no mails about a matter: for good (`until` None), or up to a day.

    The notices stand in the inbox all the same.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="mutes")
    thing = models.CharField(max_length=60)
    thing_pk = models.BigIntegerField()
    until = models.DateField(_("no mails up to and including"), null=True)
    reason = models.CharField(_("reason"), max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("muted matter")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "thing", "thing_pk"], name="one_mute_per_person_and_matter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.thing} {self.thing_pk}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.thing_pk}"


class Delivery(models.Model):
    """What became of the mail for one notice. The row is committed before the mail leaves."""

    class State(models.TextChoices):
        AGAIN = "again", _("To be sent again")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNCERTAIN = "uncertain", _("Uncertain")
        FAILED = "failed", _("Failed")
        MUTED = "muted", _("Muted")
        NEEDLESS = "needless", _("No longer needed")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="deliveries")
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
