"""What is planned for a day of a phase: who does it, and whether a photo is asked for."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.phase import Activity, Phase
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped


class PlannedActivityQuerySet(Scoped["PlannedActivity"]):
    """Planned activities, the first day first."""

    def visible_to(self, person) -> Self:
        """Overseers see all, a department its own, everybody those they are to do."""
        return self.filter(self.scope_of(person) | models.Q(owner=person.pk))

    def to_do(self) -> Self:
        """What is neither done nor waived."""
        return self.filter(status=PlannedActivity.Status.PLANNED)


class PlannedActivity(models.Model):
    """An activity of a phase with its day and its owner; done with a line of the timeline."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        WAIVED = "waived", _("Waived")

        moves = nonmember({"planned": ("done", "waived"), "waived": ("planned",)})

    class Kind(models.TextChoices):
        PUBLICITY = Activity.Kind.PUBLICITY.value, _("Publicity")
        BRIEF = Activity.Kind.BRIEF.value, _("Brief")
        INSPECTION = Activity.Kind.INSPECTION.value, _("Inspection")
        OTHER = Activity.Kind.OTHER.value, _("Other activity")

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="planned_activities")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    medium = models.CharField(
        _("form of publicity"), max_length=20, choices=Activity.Medium, blank=True
    )
    title = models.CharField(_("what is to be done"), max_length=120)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    planned_on = models.DateField(_("day"))
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        related_name="planned_activities",
        verbose_name=_("done by"),
    )
    needs_evidence = models.BooleanField(_("a photo or file must show it"), default=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    done_at = models.DateTimeField(null=True)
    activity = models.OneToOneField(
        Activity, models.SET_NULL, null=True, related_name="planned"
    )  # the line of the timeline, once it was done

    objects = PlannedActivityQuerySet.as_manager()
    scope = ("phase__campaign", "department")

    class Meta:
        ordering = ["planned_on", "department__order", "id"]
        verbose_name = _("planned activity")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "title", "department"],
                condition=models.Q(department__isnull=False),
                name="one_planned_activity_per_department",
                violation_error_message=_("This is planned for the department already."),
            )
        ]
        indexes = [models.Index(fields=["owner", "status"])]  # home

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which it is done."""
        return reverse("planned_activity", args=[self.phase.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_late(self) -> bool:
        """Still to be done, and its day is over?"""
        return self.status == self.Status.PLANNED and self.planned_on < clock.today()


class Waiver(models.Model):
    """准予免除: a planned activity is not needed; who said so, when, why."""

    planned = models.ForeignKey(PlannedActivity, models.CASCADE, related_name="waivers")
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        verbose_name = _("waiver")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="waiver_has_a_reason",
                violation_error_message=_("Say why it is not needed."),
            )
        ]

    def __str__(self) -> str:
        return self.reason
