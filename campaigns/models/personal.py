"""What one person checks in oneself: personal sheets, their answers and every version."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.checklist import CheckItem
from campaigns.models.level import Level
from campaigns.models.sheet_status import SheetStatus
from campaigns.models.shelf import Shelf, ShelfIds
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

    def readable_by(self, person) -> Self:
        """One's own at any time; of the others one sees those that are handed in."""
        handed_in = models.Q(status__in=SheetStatus.handed_in)
        return self.visible_to(person).filter(models.Q(person=person) | handed_in)

    def waiting_for_person(self) -> Self:
        """Sheets that lie with their person."""
        return self.filter(status__in=SheetStatus.writable)


class PersonalSheet(models.Model):
    """What one person checks in oneself, or in a department in charge.

    `department` is the person's own, and on a sheet about a department in charge (主管部门) that
    department: who is in charge of several has a sheet for each.
    """

    Status = SheetStatus

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

    objects = PersonalSheetQuerySet.as_manager()
    scope = ("level__campaign", None)

    class Meta:
        ordering = ["level__order", "department__order", "person__order", "about"]
        verbose_name = _("personal sheet")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["level", "person", "about", "department"],
                name="one_personal_sheet_per_subject",
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
    def about_words(self) -> str:
        """What it is about: 本人, or 主管部门 with its name."""
        if self.about == self.About.ONESELF:
            return str(self.About.ONESELF.label)
        return _now("the department in charge: %(name)s") % {"name": self.department.name}

    @property
    def shelf(self) -> Shelf:
        """Where its files lie: apart from the library of the department."""
        return {
            "campaign": self.level.campaign,
            "department": self.department,
            "owner": self.person,
        }

    @property
    def shelf_ids(self) -> ShelfIds:
        """The keys of the place where its files lie."""
        return self.level.campaign_id, self.department_id, self.person_id

    @property
    def open_return(self):
        """What the sheet was sent back for and is not handed in anew yet, or None; one query."""
        return self.returns.filter(redone_at=None).last()

    @property
    def is_with_person(self) -> bool:
        """May the person still write in it?"""
        return self.status in SheetStatus.writable


class PersonalAnswerQuerySet(Scoped["PersonalAnswer"]):
    """Answers of personal sheets, in the order of the checklist."""

    def visible_to(self, person) -> Self:
        """Those of the sheets the person reads."""
        return self.filter(sheet__in=PersonalSheet.objects.readable_by(person))

    def found(self) -> Self:
        """Problems stated on sheets that were read and taken."""
        taken = self.filter(sheet__status=SheetStatus.ACCEPTED)
        return taken.filter(result=PersonalAnswer.Result.FOUND)

    def locked(self) -> Self:
        """None: a personal sheet is accepted as a whole."""
        return self.none()


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
    # The version of the sheet with which these words came; 0: a file came, and no word yet.
    version = models.PositiveIntegerField(default=0)

    objects = PersonalAnswerQuerySet.as_manager()
    scope = ("sheet__level__campaign", None)

    class Meta:
        ordering = ["item__order"]
        verbose_name = _("personal answer")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="one_personal_answer_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.item.no}"

    def get_absolute_url(self) -> str:
        """The answer on its sheet."""
        return f"{self.sheet.get_absolute_url()}#item-{self.item.no}"

    @property
    def event_label(self) -> str:
        values = {"sheet": self.sheet.event_label, "no": self.item.no}
        return _now("%(sheet)s, item %(no)d") % values

    @property
    def text(self) -> str:
        """What was found, as every source of a finding says it."""
        return self.problem

    @property
    def cause(self) -> str:
        """What it comes from in the person; the other causes stand apart."""
        return self.subjective

    @property
    def is_found(self) -> bool:
        """Does it say that there is a problem, on a sheet that was read and taken?"""
        accepted = self.sheet.status == SheetStatus.ACCEPTED
        return accepted and self.result == self.Result.FOUND

    def contents(self) -> dict:
        """What the person typed."""
        return {name: getattr(self, name) for name in self.CONTENTS}


class PersonalVersion(models.Model):
    """What one save changed in a personal sheet: never changed itself, never deleted.

    `contents` holds the items that were changed: {key of the item: what it says from then on}.
    """

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
