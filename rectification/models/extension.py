"""延期: asked for before the deadline, decided by somebody else, never edited into the task."""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organization import clock
from organization.models import Person
from organization.scope import Scoped
from rectification.models.task import Task


class ExtensionQuerySet(Scoped["Extension"]):
    """Extensions in the order in which they were asked for."""

    def visible_to(self, person) -> Self:
        """Whoever sees the task sees what was asked about its deadline."""
        return self.filter(task__in=Task.objects.visible_to(person))

    def undecided(self) -> Self:
        """Asked for, not yet answered."""
        return self.filter(status=Extension.Status.ASKED)

    def decided(self) -> Self:
        """Granted or refused."""
        return self.filter(status__in=Extension.Status.answered)

    def unanswered(self, *, on: date) -> Self:
        """Undecided although the day for the answer lies before `on`."""
        return self.undecided().filter(decide_by__lt=on)


class Extension(models.Model):
    """延期申请: from which day to which, why; who decided what and why."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Extension asked for")
        GRANTED = "granted", _("Extension granted")
        REFUSED = "refused", _("Extension refused")
        WITHDRAWN = "withdrawn", _("Extension withdrawn")

        answered = nonmember(("granted", "refused"))
        moves = nonmember({"asked": ("granted", "refused", "withdrawn")})

    task = models.ForeignKey(Task, models.CASCADE, related_name="extensions")
    number = models.PositiveIntegerField()  # 1: first; from 2 on the chair decides
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    from_on = models.DateField(_("deadline so far"))
    to_on = models.DateField(_("new deadline"))
    due_text = models.CharField(_("deadline as it was worded"), max_length=40, blank=True)
    reason = models.TextField(_("reason"))
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decide_by = models.DateField(_("to be answered by"))
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(pgettext_lazy("extension", "answer"), blank=True)

    objects = ExtensionQuerySet.as_manager()
    scope = ("task__campaign", "task__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("extension")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(status="asked"),
                name="one_undecided_extension_per_task",
                violation_error_message=_("An extension was asked for already: wait for it."),
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__gt=models.F("from_on")),
                name="an_extension_is_longer",
                violation_error_message=_("The new deadline lies after the old one."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=("granted", "refused"), decided_by__isnull=False)
                | models.Q(status__in=("asked", "withdrawn"), decided_by=None),
                name="who_decided_an_extension",
            ),
        ]
        indexes = [models.Index(fields=["status", "decide_by"])]  # home of those who decide

    def __str__(self) -> str:
        return f"{self.from_on} → {self.to_on}"

    def get_absolute_url(self) -> str:
        """The page of the task, at this extension."""
        return f"{self.task.get_absolute_url()}#extension-{self.pk}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_for_the_chair(self) -> bool:
        """From the second one on only the chair of the leading group decides."""
        return self.number > 1

    def is_unanswered(self, on: date) -> bool:
        """Is the answer late on the day `on`?"""
        return self.status == self.Status.ASKED and self.decide_by < on
