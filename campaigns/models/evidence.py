"""Evidence: a file once, its uses many."""

from datetime import datetime
from typing import Self

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.answer import Answer
from campaigns.models.campaign import Campaign
from campaigns.models.personal import PersonalAnswer, PersonalSheet
from campaigns.models.phase import Activity
from campaigns.models.shelf import Shelf, ShelfIds
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped

DRAWN = ("application/pdf", "image/jpeg", "image/png")


class EvidenceQuerySet(Scoped["Evidence"]):
    """Files in the order of their upload."""

    def kept(self) -> Self:
        """Rows whose file has not been swept."""
        return self.filter(swept_at=None)

    def visible_to(self, person) -> Self:
        """The libraries one may see; one's own files; those of personal sheets one reads; what
        shows how something was that concerned everybody."""
        supporting = PersonalEvidence.readable_by(person).values("evidence")
        shown = ActivityEvidence.readable_by(person).values("evidence")
        return self.filter(
            models.Q(owner=None) & (self.scope_of(person) | models.Q(pk__in=shown))
            | models.Q(owner=person)
            | models.Q(owner__isnull=False, pk__in=supporting)
        )

    def library(
        self, campaign: Campaign, department: Department, owner: Person | None = None
    ) -> Self:
        """资料库: what a department has uploaded in a campaign, and is still there.

        With an `owner`: what this person keeps apart from it, for personal sheets. A file that
        an inspector brought along is the department's only once it uses it too.
        """
        used = AnswerEvidence.objects.filter(evidence=models.OuterRef("pk"))
        own = models.Q(by_inspection=False) | models.Exists(used)
        return self.kept().filter(own, campaign=campaign, department=department, owner=owner)

    def unused(self) -> Self:
        """Files that no table of uses in the house names."""
        named = [table._default_manager.order_by() for table in use_tables()]
        file = models.OuterRef("pk")
        return self.filter(*(~models.Exists(rows.filter(evidence=file)) for rows in named))


class Evidence(models.Model):
    """A stored file with its SHA-256; the original is never changed."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="evidence")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    # Whose personal sheets it is for; in the library of the department where nobody's.
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField(default=clock.now)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)  # when its hash was last counted
    is_damaged = models.BooleanField(default=False)  # it was wrong then
    by_inspection = models.BooleanField(default=False)  # an inspector brought it along
    released_at = models.DateTimeField(null=True)  # when an answer let go of it last
    swept_at = models.DateTimeField(null=True)  # when the file was removed as an orphan

    objects = EvidenceQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("evidence")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "department", "sha256"],
                condition=models.Q(owner=None),
                name="contents_kept_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "department", "owner", "sha256"],
                condition=models.Q(owner__isnull=False),
                name="own_contents_kept_once",
            ),
        ]
        indexes = [
            models.Index(fields=["uploaded_by"]),  # quota of a person
            models.Index(fields=["verified_at"]),  # nightly verification
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The download."""
        return reverse("evidence", args=[self.campaign.code, self.pk])

    @property
    def shelf(self) -> Shelf:
        """Where it lies."""
        return {"campaign": self.campaign, "department": self.department, "owner": self.owner}

    @property
    def shelf_ids(self) -> ShelfIds:
        """The keys of the place where it lies."""
        return self.campaign_id, self.department_id, self.owner_id

    @property
    def has_preview(self) -> bool:
        """Is it of a kind whose pages the server can draw?"""
        return self.kind in DRAWN

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class EvidenceUse(models.Model):
    """Abstract: a thing that an evidence file supports. Each floor has its own table."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def open_to_overseers(cls) -> models.QuerySet:
        """The uses through which office, inspectors and leaders may read the file."""
        return cls._default_manager.all()


def use_tables() -> list[type[EvidenceUse]]:
    """Every table of uses in the house, upper floors included."""
    return [model for model in apps.get_models() if issubclass(model, EvidenceUse)]


class AnsweringQuerySet(models.QuerySet["AnsweringUse"]):
    """Uses in the order in which they were made."""

    def standing(self, on: datetime | None = None) -> Self:
        """The uses that stood at the instant `on`, those that stand now without one."""
        if on is None:
            return self.filter(replaced_at=None)
        later = models.Q(replaced_at=None) | models.Q(replaced_at__gt=on)
        return self.filter(later, at__lte=on)


class AnsweringUse(EvidenceUse):
    """Abstract: a file that supports an answer, until a newer one takes its place."""

    at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    target_id: int

    objects = AnsweringQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]
        default_permissions = ()

    def is_replaced(self, on: datetime | None = None) -> bool:
        """Had a newer file taken its place at the instant `on`, or now without one?"""
        return self.replaced_at is not None and (on is None or self.replaced_at <= on)


class AnswerEvidence(AnsweringUse):
    """A file that supports an answer of a department."""

    target = models.ForeignKey(Answer, models.CASCADE, related_name="evidence_uses")

    class Meta(AnsweringUse.Meta):
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_answer")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"

    @classmethod
    def open_to_overseers(cls) -> models.QuerySet:
        """What was there at the last submission: before it only the department reads."""
        return cls.objects.filter(target__selfcheck__submitted_at__gte=models.F("at"))


class PersonalEvidence(AnsweringUse):
    """A file that supports an answer of a personal sheet."""

    target = models.ForeignKey(PersonalAnswer, models.CASCADE, related_name="evidence_uses")

    class Meta(AnsweringUse.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "target"], name="one_use_per_personal_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"

    @classmethod
    def readable_by(cls, person: Person) -> models.QuerySet:
        """The uses on sheets that the person reads, as they were when the sheet was handed in."""
        sheets = PersonalSheet.objects.readable_by(person)
        return cls.objects.filter(
            target__sheet__in=sheets, target__sheet__submitted_at__gte=models.F("at")
        )

    @classmethod
    def open_to_overseers(cls) -> models.QuerySet:
        """None: who oversees a campaign does not thereby read what people say of themselves."""
        return cls.objects.none()


class ActivityEvidence(EvidenceUse):
    """A file that supports an activity."""

    target = models.ForeignKey(Activity, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_activity")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"

    @classmethod
    def readable_by(cls, person: Person) -> models.QuerySet:
        """The files of what concerned the whole company: whoever reads the line reads them."""
        return cls.objects.filter(target__in=Activity.objects.company_wide(person))


class EvidencePage(models.Model):
    """A page of a file as a picture that the server drew; never the original."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    stored = models.CharField(max_length=120)

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="one_picture_per_page")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} {self.number}"
