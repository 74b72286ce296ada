"""报送: when an issued report went to the superior, and whether it was received or returned."""

from enum import nonmember
from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organization import clock
from organization.models import Person
from organization.scope import Scoped
from reports.models.publication import Publication


class DispatchQuerySet(Scoped["Dispatch"]):
    """Dispatches, the newest first."""

    def waiting(self) -> Self:
        """Sent, and nothing was heard of it yet."""
        return self.filter(status=Dispatch.Status.SENT)


class Dispatch(models.Model):
    """One paper on its way to the superior. It ends with a receipt or with its return."""

    class Status(models.TextChoices):
        SENT = "sent", pgettext_lazy("a report", "Sent")
        RECEIVED = "received", _("Receipt recorded")
        RETURNED = "returned", _("Returned by the superior")

        moves = nonmember({"sent": ("received", "returned")})

    class Way(models.TextChoices):
        OA = "oa", _("office system")
        PAPER = "paper", _("on paper")
        MAIL = "mail", _("official mail")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="dispatches")
    status = models.CharField(max_length=10, choices=Status, default=Status.SENT)
    to = models.CharField(pgettext_lazy("a report", "sent to"), max_length=80)
    way = models.CharField(_("way of sending"), max_length=10, choices=Way)
    sent_on = models.DateField(_("sent on"))
    # Which package went: kept as it was, whatever becomes of the file.
    package_name = models.CharField(max_length=200, blank=True)
    package_sha256 = models.CharField(max_length=64, blank=True)
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    ended_on = models.DateField(_("day"), null=True)
    receipt_number = models.CharField(_("number of the receipt"), max_length=60, blank=True)
    reason = models.TextField(
        _("reason of the return"), blank=True, validators=[MaxLengthValidator(1000)]
    )
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = DispatchQuerySet.as_manager()
    scope = ("publication__campaign", None)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("dispatch of a report")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["publication"],
                condition=models.Q(status="sent"),
                name="one_dispatch_on_its_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.to}"

    def get_absolute_url(self) -> str:
        """The page on which receipt or return is recorded."""
        return f"{self.publication.get_absolute_url()}dispatch/"

    @property
    def campaign(self):
        """The campaign of the paper."""
        return self.publication.campaign
