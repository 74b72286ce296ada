"""传达签阅: a document goes to people, who read and sign for it."""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.basis import BasisDocument
from campaigns.models.campaign import Campaign
from organization import clock
from organization.models import Department, NotAllowed, Person, current_request, move
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
    revision = models.PositiveIntegerField(default=1)
    changed_on = models.DateField(null=True)  # the day of the text, where it was changed
    round = models.PositiveIntegerField(default=1)
    studies = models.ManyToManyField(BasisDocument, related_name="+", blank=True)  # 重学

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

    @property
    def text_on(self) -> date:
        """The day from which the text stands that is to be signed for."""
        return self.changed_on or self.on


class Audience(models.Model):
    """Whom a document goes to: the people of a department, or one person by name.

    `below`: with the people of the units below the department.
    """

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="audience")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    below = models.BooleanField(default=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(department=None, person__isnull=False)
                | models.Q(department__isnull=False, person=None),
                name="audience_is_a_department_or_a_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.department or self.person)


class EarlierText(models.Model):
    """The text as it was before it was changed; who had signed for it is kept with it."""

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="earlier_texts")
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-revision"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["circulation", "revision"], name="one_earlier_text_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.circulation} {self.revision}"


class ReceiptQuerySet(Scoped["Receipt"]):
    """Receipts of people."""

    def visible_to(self, person) -> Self:
        """One's own; heads see their department, overseers the campaign."""
        return self.filter(self.scope_of(person) | models.Q(person=person))

    def in_scope(self) -> Self:
        """Receipts that count: not exempt, and not of somebody who left before signing."""
        return self.exclude(status__in=Receipt.Status.uncounted)

    def unsigned(self) -> Self:
        """Receipts that wait for their person."""
        return self.filter(status__in=Receipt.Status.waits)

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
        LEFT = "left", _("Left unsigned")

        waits = nonmember(("unread", "read"))
        uncounted = nonmember(("exempt", "left"))
        # Back to unread: the text was changed, an exemption taken back, somebody came back.
        moves = nonmember(
            {
                "unread": ("read", "signed", "exempt", "left"),
                "read": ("signed", "exempt", "left", "unread"),
                "signed": ("unread",),
                "exempt": ("unread",),
                "left": ("unread",),
            }
        )

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="receipts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="receipts")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.UNREAD)
    read_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_name = models.CharField(_("typed signature"), max_length=60, blank=True)
    signed_address = models.CharField(_("signed from"), max_length=45, blank=True)
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

    @classmethod
    def personal_link(cls, pk: int, recipient_pk: int) -> str:
        """Its person reads and signs from the mail."""
        return "receipt_link" if cls.objects.filter(pk=pk, person=recipient_pk).exists() else ""

    @property
    def waits(self) -> bool:
        """Is it still to be signed?"""
        return self.status in self.Status.waits

    def sign(self, name: str, *, by: Person) -> None:
        """Sign with a typed name. Only the person themself can."""
        self.circulation.campaign.demand_running()
        if by.pk != self.person_id:
            raise NotAllowed(_now("Only the person to whom the document went can sign for it."))
        signature = {"signed_name": name, "signed_address": current_request.get().address}
        move(self, self.Status.SIGNED, by=by, sets=signature)

    def exempt(self, reason: str, *, by: Person) -> None:
        """Take the person out of the count, with a reason."""
        self.circulation.campaign.demand_running()
        move(self, self.Status.EXEMPT, by=by, sets={"exempt_reason": reason}, reason=reason)

    def ask_again(self, *, by: Person) -> None:
        """Take the exemption back: the person is to sign after all."""
        self.circulation.campaign.demand_running()
        if self.status != self.Status.EXEMPT:
            raise NotAllowed()
        move(self, self.Status.UNREAD, by=by, sets=UNSIGNED)

    @property
    def signed_late(self) -> bool:
        """Signed on a later day than that of the text (补签)."""
        return bool(self.signed_at) and clock.day_of(self.signed_at) > self.circulation.text_on


# What a receipt is that waits for its person (again).
UNSIGNED: dict[str, object] = {
    "read_at": None,
    "signed_at": None,
    "signed_name": "",
    "signed_address": "",
    "exempt_reason": "",
}


class EarlierSignature(models.Model):
    """A signature for a text that was changed afterwards: it stands for that text only."""

    receipt = models.ForeignKey(Receipt, models.CASCADE, related_name="earlier_signatures")
    revision = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        ordering = ["receipt__department__order", "receipt__person__order", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["receipt", "revision"], name="one_signature_per_receipt_and_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.revision}"
