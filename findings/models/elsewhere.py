"""举一反三: other departments check whether the same is the case with them."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, CheckItem, EvidenceUse, Result
from findings.models.finding import Finding
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped, in_campaigns, in_departments


class Lesson(models.Model):
    """One act: what is to be checked in other departments, until when, out of which finding."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="lessons")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="lessons")
    item = models.ForeignKey(CheckItem, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("what to check"))
    due_on = models.DateField(_("answer until"))
    # Why departments are asked that have answered about this finding before; "" for a first time.
    again_reason = models.CharField(_("why they are asked again"), max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("check elsewhere")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class LessonAnswerQuerySet(Scoped["LessonAnswer"]):
    """What departments were asked, in the order of the organisation."""

    def visible_to(self, person) -> Self:
        """Whoever sees the finding and oversees; a department what it was asked itself."""
        overseen = in_campaigns(person, "lesson__campaign") & Finding.readable_by(
            person, "lesson__finding"
        )
        return self.filter(overseen | in_departments(person, "department"))

    def unanswered(self) -> Self:
        """Nothing said yet."""
        return self.filter(status=LessonAnswer.Status.ASKED)

    def found(self) -> Self:
        """Found there too."""
        return self.filter(status=LessonAnswer.Status.FOUND)


class LessonAnswer(models.Model):
    """What one department was asked, and what it found."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Not answered yet")
        FOUND = "found", _("Found here too")
        NOT_FOUND = "not_found", _("Not found here")

        moves = nonmember({"asked": ("found", "not_found")})

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="answers")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    text = models.TextField(_("what was checked and found"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = LessonAnswerQuerySet.as_manager()
    scope = ("lesson__campaign", "department")
    result = Result.NO  # as a source: only what was found becomes one

    class Meta:
        ordering = ["lesson", "department__order", "department__code"]
        verbose_name = _("answer to a check elsewhere")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "department"],
                name="one_answer_per_lesson_and_department",
                violation_error_message=_("This department has been asked already."),
            )
        ]
        indexes = [models.Index(fields=["department", "status"])]  # what waits for a department

    def __str__(self) -> str:
        return self.event_label

    def get_absolute_url(self) -> str:
        """Where the department answers, and others read it."""
        return reverse("lesson_answer", args=[self.lesson.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self.department.name} {self._meta.verbose_name} {self.lesson_id}"

    @property
    def item(self) -> CheckItem | None:
        """The check-point that was to be looked at."""
        return self.lesson.item

    @property
    def is_late(self) -> bool:
        """Has the day passed without an answer?"""
        return self.status == self.Status.ASKED and self.lesson.due_on < clock.today()


class LessonEvidence(EvidenceUse):
    """A file that goes with the answer."""

    target = models.ForeignKey(LessonAnswer, models.CASCADE, related_name="evidence_uses")

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_lesson_answer")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
