"""邀请: the one-time way in for a person who has no password yet."""

from datetime import date, datetime, timedelta
from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.invitation_keys import hash_of, key_from, new_seed
from organization.models.person import Person
from organization.scope import Scoped


class InvitationQuerySet(Scoped["Invitation"]):
    """Invitations, newest first."""

    def visible_to(self, person) -> Self:
        """Those of the people whom `person` invites, and the own ones."""
        invited = Person.objects.invited_by(person).order_by()
        return self.filter(models.Q(person__in=invited.values("pk")) | models.Q(person=person))

    def open(self) -> Self:
        """Neither used nor void; whether the days have run out is the clock's matter."""
        return self.filter(status__in=Invitation.Status.open)

    def valid(self) -> Self:
        """Open and within the days."""
        return self.open().filter(expires_at__gt=clock.now())

    def with_key(self, key: str) -> Self:
        """The invitation a link belongs to."""
        return self.filter(key_hash=hash_of(key))


class Invitation(models.Model):
    """One invitation of one person, by mail or by letter; a new one voids the old."""

    class Status(models.TextChoices):
        ISSUED = "issued", _("Sent out")
        OPENED = "opened", _("Opened")
        USED = "used", _("Used")
        VOID = "void", _("Void")

        open = nonmember(("issued", "opened"))
        moves = nonmember({"issued": ("opened", "void"), "opened": ("used", "void")})

    class Way(models.TextChoices):
        MAIL = "mail", _("by mail")
        LETTER = "letter", _("by letter")

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    way = models.CharField(_("way"), max_length=8, choices=Way)
    status = models.CharField(max_length=8, choices=Status, default=Status.ISSUED)
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("invited"), default=clock.now)
    expires_at = models.DateTimeField(_("valid until"))
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    objection = models.CharField(_("what is wrong"), max_length=300, blank=True)

    objects = InvitationQuerySet.as_manager()
    scope = (None, "person__department")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("invitation")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(status__in=["issued", "opened"]),
                name="one_open_invitation_per_person",
                violation_error_message=_("This person has just been invited by somebody else."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        """The person's page in the directory; the link itself is on no page."""
        return self.person.get_absolute_url()

    @classmethod
    def written(cls, person: Person, *, by: Person, way: str, until: datetime) -> "Invitation":
        """A new invitation, not saved yet, with its key."""
        seed = new_seed()
        hashed = hash_of(key_from(seed))
        return cls(person=person, by=by, way=way, expires_at=until, seed=seed, key_hash=hashed)

    @property
    def path(self) -> str:
        """Where the link leads; whoever has it gets in, so it is shown to nobody but them."""
        return reverse("invitation", args=[key_from(self.seed)])

    @classmethod
    def mail_path(cls, pk: int) -> str:
        """The path in the mail about an invitation, in place of a page of the notice."""
        return cls.objects.get(pk=pk).path

    @property
    def last_day(self) -> date:
        """The last day on which the link opens something."""
        return clock.day_of(self.expires_at - timedelta(seconds=1))

    @property
    def is_open(self) -> bool:
        """Neither used nor void."""
        return self.status in self.Status.open

    @property
    def is_valid(self) -> bool:
        """Open and within the days."""
        return self.is_open and not self.is_expired

    @property
    def is_expired(self) -> bool:
        """Have its days run out unused?"""
        return self.is_open and self.expires_at <= clock.now()
