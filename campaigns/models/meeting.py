"""会议: what has to be told, who came, who did not and why."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.phase import Activity, Phase
from organization.models import Department, Person
from organization.scope import Scoped


class MeetingQuerySet(Scoped["Meeting"]):
    """Meetings, the first one first."""

    def visible_to(self, person) -> Self:
        """Overseers see all, a department its own, everybody those they are called to."""
        called = Attendance.objects.filter(person=person.pk, meeting=models.OuterRef("pk"))
        return self.filter(self.scope_of(person) | models.Q(models.Exists(called)))

    def planned(self) -> Self:
        """Meetings that have still to be held."""
        return self.filter(status=Meeting.Status.PLANNED)


class Meeting(models.Model):
    """A meeting of a phase: of the leaders, of one department, of everybody."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        WAIVED = "waived", _("Waived")

        moves = nonmember({"planned": ("held", "waived"), "waived": ("planned",)})

    class Kind(models.TextChoices):
        LEADING = Activity.Kind.LEADING_MEETING.value, _("Meeting of the leaders")
        DEPARTMENT = Activity.Kind.DEPARTMENT_MEETING.value, _("Meeting of a department")
        ALL = Activity.Kind.ALL_MEETING.value, _("Meeting of all employees")
        SYMPOSIUM = Activity.Kind.SYMPOSIUM.value, _("Symposium")

        led = nonmember(("leading_meeting", "symposium"))  # the leaders are called to it

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="meetings")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    title = models.CharField(_("title"), max_length=120)
    on = models.DateField(_("day"))  # planned or, for a task, by when
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    host = models.CharField(_("chaired by"), max_length=60, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("held by")
    )
    points = models.JSONField(default=list)  # what has to be told
    told = models.JSONField(default=list)  # which of it was
    minutes = models.TextField(_("minutes"), blank=True)
    waived_reason = models.CharField(_("reason"), max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    held_at = models.DateTimeField(null=True)
    activity = models.OneToOneField(
        Activity, models.SET_NULL, null=True, related_name="meeting"
    )  # the line of the timeline, once it was held

    objects = MeetingQuerySet.as_manager()
    scope = ("phase__campaign", "department")

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("meeting")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="waived") | ~models.Q(waived_reason=""),
                name="waived_meeting_has_a_reason",
                violation_error_message=_("Say why the meeting is not needed."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Agenda, roster and minutes."""
        return reverse("meeting", args=[self.phase.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Attendance(models.Model):
    """Whether somebody who was called came."""

    class Status(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")
        MADE_UP = "made_up", _("Made up later")

        moves = nonmember(
            {
                "expected": ("present", "absent"),
                "present": ("absent",),
                "absent": ("present", "made_up"),
            }
        )

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.EXPECTED)
    present_at = models.DateTimeField(null=True)
    made_up_at = models.DateTimeField(null=True)
    by_code = models.BooleanField(default=False)
    by_name = models.BooleanField(default=False)  # called in, not by department or office
    reason = models.CharField(_("reason of the absence"), max_length=120, blank=True)

    objects = Scoped.as_manager()
    scope = ("meeting__phase__campaign", "department")

    class Meta:
        ordering = ["department__order", "person__order", "id"]
        verbose_name = _("attendance")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_per_person"),
            models.CheckConstraint(
                condition=~models.Q(status__in=["absent", "made_up"]) | ~models.Q(reason=""),
                name="absence_has_a_reason",
                violation_error_message=_("An absence needs a reason."),
            ),
        ]
        indexes = [models.Index(fields=["meeting", "status"])]  # counts of a meeting

    def __str__(self) -> str:
        return f"{self.meeting} {self.person.title}"
