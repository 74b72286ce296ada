"""会签: the departments whose co-signature is asked for a paper, and what each said."""

from enum import nonmember
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped
from reports.models.publication import Publication


class CoSignatureQuerySet(Scoped["CoSignature"]):
    """Co-signatures, in the order in which they were asked for."""

    def standing(self) -> Self:
        """Those that still say something about the words that are to be signed."""
        over = (CoSignature.Status.LAPSED, CoSignature.Status.WITHDRAWN)
        return self.exclude(status__in=over)


class CoSignature(models.Model):
    """One department that was asked to co-sign the words of a paper in review."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Awaiting co-signature")
        AGREED = "agreed", pgettext_lazy("a co-signature", "Agreed")
        OBJECTED = "objected", pgettext_lazy("a co-signature", "Objects")
        ANSWERED = "answered", _("Objection answered")
        LAPSED = "lapsed", _("Lapsed: the paper went back to the draft")
        WITHDRAWN = "withdrawn", _("Not asked any more")

        moves = nonmember(
            {
                "asked": ("agreed", "objected", "withdrawn", "lapsed"),
                "agreed": ("lapsed",),
                "objected": ("agreed", "answered", "lapsed"),
                "answered": ("agreed", "objected", "lapsed"),
            }
        )

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="cosignatures")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opinion = models.CharField(
        pgettext_lazy("a co-signature", "opinion"), max_length=500, blank=True
    )
    words = models.CharField(max_length=64, blank=True)  # a digest of what was co-signed
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    objected_at = models.DateTimeField(null=True)
    objected_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(
        pgettext_lazy("a co-signature", "answer of the office"), max_length=500, blank=True
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = CoSignatureQuerySet.as_manager()
    scope = ("publication__campaign", "department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("co-signature")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "department"],
                condition=~models.Q(status__in=("lapsed", "withdrawn")),
                name="one_cosignature_stands_per_department",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.department}"

    def get_absolute_url(self) -> str:
        """The page on which it is given, answered and read."""
        return f"{self.publication.get_absolute_url()}cosign/"

    @property
    def stands(self) -> bool:
        """Is the department still asked, or does what it said still count?"""
        return self.status not in (self.Status.LAPSED, self.Status.WITHDRAWN)

    @property
    def has_spoken(self) -> bool:
        """Did the department ever agree or object, to these words or to earlier ones?"""
        return bool(self.agreed_at or self.objected_at)

    @property
    def said_by(self) -> Person | None:
        """Who spoke last for the department."""
        return self.agreed_by if self.status == self.Status.AGREED else self.objected_by

    @property
    def said_at(self):
        """When the department spoke last."""
        return self.agreed_at if self.status == self.Status.AGREED else self.objected_at
