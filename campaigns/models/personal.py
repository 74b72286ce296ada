"""What one person checks in oneself: personal sheets, their answers and every version."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.checklist import CheckItem
from campaigns.models.level import Level
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class PersonalSheetQuerySet(Scoped["PersonalSheet"]):
    """Personal sheets: the own ones, and those one reviews."""

    def visible_to(self, person) -> Self:
        """One's own; the named reviewer's; all others for the office, never for colleagues.

        Sheets with a reviewer (those of the leaders) are hidden from the office.
        """
        offices = person.roles.campaigns("office")
        return self.filter(
            models.Q(person=person)
            | models.Q(reviewer=person)
            | models.Q(reviewer=None, level__campaign__in=offices)
        )

    def handed_in(self) -> Self:
        """Sheets that were submitted and are not back with their person."""
        return self.filter(status__in=PersonalSheet.Status.handed_in)

    def waiting_for_person(self) -> Self:
        """Sheets that lie with their person."""
        return self.filter(status__in=PersonalSheet.Status.with_person)


class PersonalSheet(models.Model):
    """What one person checks in oneself, or in the department in charge."""

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("To be filled")
        FILLING = "filling", _("Being filled")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Sent back")
        ACCEPTED = "accepted", _("Accepted")

        with_person = nonmember(("assigned", "filling", "returned"))
        handed_in = nonmember(("submitted", "accepted"))
        moves = nonmember(
            {
                "assigned": ("filling",),
                "filling": ("submitted",),
                "submitted": ("accepted", "returned"),
                "returned": ("submitted",),
                "accepted": (),
            }
        )

    class About(models.TextChoices):
        ONESELF = "oneself", _("oneself")
        CHARGE = "charge", _("the department in charge")

    level = models.ForeignKey(Level, models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, models.PROTECT, related_name="personal_sheets")
    department = models.ForeignKey(
        "organization.Department", models.PROTECT, related_name="+", verbose_name=_("department")
    )
    about = models.CharField(max_length=8, choices=About, default=About.ONESELF)
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASSIGNED)
    round = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=0)
    due_on = models.DateField(_("due on"))
    found = models.PositiveIntegerField(_("problems stated"), default=0)
    signature = models.CharField(_("signature"), max_length=60, blank=True)
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    note = models.TextField(_("what the reviewer says"), blank=True)

    objects = PersonalSheetQuerySet.as_manager()
    scope = ("level__campaign", None)

    class Meta:
        ordering = ["level__order", "department__order", "person__order", "about"]
        verbose_name = _("personal sheet")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["level", "person", "about"], name="one_personal_sheet_per_person"
            )
        ]
        indexes = [models.Index(fields=["level", "status", "department"])]  # coverage, queue

    def __str__(self) -> str:
        return f"{self.level} {self.person.title}"

    def get_absolute_url(self) -> str:
        """The sheet, for its person to fill and for its reviewer to read."""
        return reverse("personal_sheet", args=[self.level.campaign.code, self.pk])

    @classmethod
    def personal_link(cls, pk: int, recipient_pk: int) -> str:
        """Its person opens it from the mail; not what only the chair may read."""
        own = cls.objects.filter(pk=pk, person=recipient_pk, level__chair_reviews=False)
        return "personal_sheet_link" if own.exists() else ""

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_with_person(self) -> bool:
        """May the person still write in it?"""
        return self.status in self.Status.with_person


class PersonalAnswer(models.Model):
    """What a personal sheet says of one item."""

    class Result(models.TextChoices):
        NONE = "none", _("No problem found")
        FOUND = "found", _("There is a problem")

    CONTENTS = ("result", "problem", "subjective", "objective", "roots", "measure", "topics")

    sheet = models.ForeignKey(PersonalSheet, models.CASCADE, related_name="answers")
    item = models.ForeignKey(CheckItem, models.PROTECT, related_name="+")
    result = models.CharField(max_length=5, choices=Result, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    subjective = models.TextField(_("causes in oneself"), blank=True)
    objective = models.TextField(_("causes outside oneself"), blank=True)
    roots = models.TextField(_("roots in one's thinking"), blank=True)
    measure = models.TextField(_("proposed measure"), blank=True)
    topics = models.CharField(_("behaviours"), max_length=120, blank=True)

    class Meta:
        ordering = ["item__order"]
        verbose_name = _("personal answer")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="one_personal_answer_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.item.no}"

    def contents(self) -> dict:
        """What the person typed."""
        return {name: getattr(self, name) for name in self.CONTENTS}


class PersonalVersion(models.Model):
    """A personal sheet as it stood after one save: never changed, never deleted."""

    sheet = models.ForeignKey(PersonalSheet, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    round = models.PositiveIntegerField()
    contents = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["sheet", "version"], name="one_row_per_sheet_version")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.version}"
