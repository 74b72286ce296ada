"""传达签阅: a document goes to people, who read and sign for it."""

from collections.abc import Iterable
from enum import nonmember
from typing import Self

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from organization import clock
from organization.models import Department, NotAllowed, Person, move, record
from organization.notices import notify_each
from organization.scope import Scoped


class CirculationQuerySet(Scoped["Circulation"]):
    """Circulated documents, the first one first."""

    def visible_to(self, person) -> Self:
        """Overseers see their campaign's; others what went to them or to their department."""
        own = Receipt.objects.visible_to(person).filter(circulation=models.OuterRef("pk"))
        return self.filter(self.scope_of(person) | models.Q(models.Exists(own)))


class Circulation(models.Model):
    """One document on its way round the departments."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="circulations")
    title = models.CharField(_("document"), max_length=200)
    organiser = models.CharField(_("organised by"), max_length=60)
    on = models.DateField(_("day"))
    text = models.TextField(_("text"), blank=True)
    round = models.PositiveIntegerField(default=1)

    objects = CirculationQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("circulation")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Who has signed, department by department."""
        return reverse("circulation", args=[self.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    @transaction.atomic
    def send_round(
        cls, campaign: Campaign, people: Iterable[Person], *, by: Person, **fields
    ) -> "Circulation":
        """Circulate a document to `people`; each gets a receipt to sign and a notice of it.

        The number of statements does not depend on how many people there are. Raises
        NotAllowed when nobody is to sign, or the campaign is not running.
        """
        campaign.demand_running()
        everybody = list({person.pk: person for person in people}.values())
        if not everybody:
            raise NotAllowed(_now("There is nobody to sign this document."))
        circulation = cls.objects.create(campaign=campaign, **fields)
        receipts = Receipt.objects.bulk_create(
            (
                Receipt(circulation=circulation, person=person, department_id=person.department_id)
                for person in everybody
            ),
            batch_size=1000,
        )
        record("circulation.sent", circulation, by=by, people=len(everybody))
        title = _now("Please read and sign: %(title)s") % {"title": circulation.title}
        notify_each(
            ((receipt.person, receipt, title, campaign.title) for receipt in receipts),
            "receipt_asked",
        )
        return circulation


class ReceiptQuerySet(Scoped["Receipt"]):
    """Receipts of people."""

    def visible_to(self, person) -> Self:
        """One's own; heads see their department, overseers the campaign."""
        return self.filter(self.scope_of(person) | models.Q(person=person))

    def in_scope(self) -> Self:
        """Receipts that count: not exempt."""
        return self.exclude(status=Receipt.Status.EXEMPT)

    def signed(self) -> Self:
        """Receipts that were signed."""
        return self.filter(status=Receipt.Status.SIGNED)


class Receipt(models.Model):
    """What one person did with a circulated document."""

    class Status(models.TextChoices):
        UNREAD = "unread", _("Unread")
        READ = "read", _("Read")
        SIGNED = "signed", _("Signed")
        EXEMPT = "exempt", _("Exempt")

        moves = nonmember(
            {"unread": ("read", "signed", "exempt"), "read": ("signed", "exempt"), "exempt": ()}
        )

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="receipts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="receipts")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.UNREAD)
    read_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_name = models.CharField(_("typed signature"), max_length=60, blank=True)
    exempt_reason = models.CharField(_("reason for the exemption"), max_length=120, blank=True)

    objects = ReceiptQuerySet.as_manager()
    scope = ("circulation__campaign", "department")

    class Meta:
        ordering = ["department__order", "person__order", "id"]
        verbose_name = _("receipt")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["circulation", "person"], name="one_receipt_per_person"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="exempt") | ~models.Q(exempt_reason=""),
                name="exemption_has_a_reason",
                violation_error_message=_("An exemption needs a reason."),
            ),
        ]
        indexes = [models.Index(fields=["circulation", "department", "status"])]

    def __str__(self) -> str:
        return f"{self.department} {self.person.title}"

    def get_absolute_url(self) -> str:
        """The page on which the person reads and signs."""
        return reverse("receipt", args=[self.circulation.campaign.code, self.pk])

    def note_reading(self) -> None:
        """The person opened the document; opening it again changes nothing."""
        if self.status == self.Status.UNREAD and self.circulation.campaign.is_running:
            move(self, self.Status.READ, by=self.person)

    def sign(self, name: str, *, by: Person) -> None:
        """Sign with a typed name. Only the person themself can."""
        self.circulation.campaign.demand_running()
        if by.pk != self.person_id:
            raise NotAllowed(_now("Only the person to whom the document went can sign for it."))
        move(self, self.Status.SIGNED, by=by, sets={"signed_name": name})

    def exempt(self, reason: str, *, by: Person) -> None:
        """Take the person out of the count, with a reason."""
        self.circulation.campaign.demand_running()
        move(self, self.Status.EXEMPT, by=by, sets={"exempt_reason": reason}, reason=reason)

    @property
    def signed_late(self) -> bool:
        """Signed on a later day than the round (补签)."""
        return bool(self.signed_at) and clock.day_of(self.signed_at) > self.circulation.on
