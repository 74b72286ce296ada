"""Papers as they are written, signed and issued."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, Circulation
from organization import clock
from organization.models import Person
from reports.models.standing import Standing, StandingModel, Stands


class Periodical(models.TextChoices):
    """Papers that come out again and again, each in numbers of its own."""

    BULLETIN = "bulletin", _("Bulletin")
    BRIEF = "brief", pgettext_lazy("a paper", "Brief")


class PublicationQuerySet(Standing["Publication"]):
    """Papers, the newest first."""

    def in_force(self) -> Self:
        """What was issued and not superseded since."""
        return self.filter(status=Publication.Status.ISSUED)

    def published_to(self, person) -> Self:
        """Issued papers for the house, once the campaign was launched: for everybody who belongs
        to the organisation and has no system duty, and for overseers."""
        home = models.Q(
            campaign__organisation__path__in=person.department.lineage(),
            campaign__running_at__isnull=False,
        )
        staff = self.scope_of(person) if person.duty else home | self.scope_of(person)
        return self.in_force().filter(staff)


class Publication(StandingModel):
    """One paper of a campaign. When it is signed, its words and figures are frozen."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        SIGNED = "signed", pgettext_lazy("a paper", "Signed")
        ISSUED = "issued", _("Issued")
        SUPERSEDED = "superseded", _("Superseded")
        DROPPED = "dropped", _("Not issued")

        moves = nonmember(
            {
                "draft": ("in_review", "dropped"),  # only periodicals are dropped
                "in_review": ("signed", "draft"),
                "signed": ("issued",),
                "issued": ("superseded",),
            }
        )

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="publications")
    paper = models.CharField(max_length=20)  # a key of reports.kinds.KINDS
    number = models.PositiveIntegerField(default=1)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    as_of = models.DateTimeField(null=True)
    content = models.JSONField(default=dict)  # frozen when it is signed
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    in_review_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    circulation = models.ForeignKey(
        Circulation, models.SET_NULL, null=True, related_name="publications"
    )  # by which the staff signs for it

    objects = PublicationQuerySet.as_manager()
    scope = ("campaign", None)
    STANDS: Stands = (
        (
            models.Q(status__in=("signed", "issued", "superseded")),
            frozenset({"content", "as_of", "signed_at", "signed_by"}),
        ),
        (
            models.Q(status__in=("issued", "superseded")),
            frozenset({"document_number", "issued_at", "issued_by", "paper", "number", "campaign"}),
        ),
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("paper")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "paper", "number"], name="one_publication_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign.code} {self.paper} {self.number}"

    @property
    def is_in_review(self) -> bool:
        """Was it sent to review, and neither signed nor taken back since?"""
        return self.status == self.Status.IN_REVIEW

    def get_absolute_url(self) -> str:
        """The page with the paper."""
        if self.paper in Periodical:
            return reverse("edition", args=[self.campaign.code, self.pk])
        return reverse("paper", args=[self.campaign.code, self.paper])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class PaperFile(StandingModel):
    """A rendered file of a paper, published whole or not at all."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files")
    format = models.CharField(
        max_length=20
    )  # pdf, docx, and of further editions large-pdf, masked-docx
    name = models.CharField(max_length=200)
    stored = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)  # of a PDF; NULL where nobody has counted yet
    is_draft = models.BooleanField(default=True)  # made from words that nobody had signed yet
    is_in_review = models.BooleanField(default=False)  # a draft that says 送审稿, not 讨论稿
    is_issued = models.BooleanField(default=False)  # made from the words with number and day
    made_at = models.DateTimeField(default=clock.now)  # when the words were read that it shows

    objects = Standing.as_manager()
    scope = ("publication__campaign", None)
    STANDS: Stands = (
        (
            models.Q(is_issued=True),
            frozenset({"publication", "format", "name", "size", "sha256", "is_draft", "is_issued"}),
        ),
    )

    class Meta:
        ordering = ["format"]
        verbose_name = _("file of a paper")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "format"], name="one_file_per_paper_and_format"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_masked(self) -> bool:
        """Is it the edition without the names of people?"""
        return self.format.startswith("masked-")

    @property
    def is_of_these_words(self) -> bool:
        """Was it made from the words that stand? A draft is no file of the signed paper, nor one
        for opinions of the paper in review, and what was made before the issue lacks number
        and day."""
        paper = self.publication
        if self.is_draft or not paper.content:
            drafted = self.is_draft and not paper.content
            return drafted and self.is_in_review == paper.is_in_review
        return paper.issued_at is None or self.is_issued or self.made_at >= paper.issued_at
