"""经常性监督检查: at least once a period; who looked at what in which department."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.models.evidence import EvidenceUse
from organization import clock
from organization.models import Department, Labelled, Person
from organization.scope import Scoped, in_departments

MONTHS_A_QUARTER = 3
SENTENCE = re.compile(r"(?<=[。；;！？])|\n")


class InspectionPlan(models.Model):
    """Something is inspected at least once every week, month or quarter."""

    class Period(models.TextChoices):
        WEEK = "week", _("every week")
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("Recurring inspection")
        MEETING = "meeting", _("Joint meeting")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="inspection_plans")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.INSPECTION)
    title = models.CharField(_("what is inspected"), max_length=120)
    period = models.CharField(
        _("at least once"), max_length=10, choices=Period, default=Period.MONTH
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)  # a period that ends later: none
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("who sees to it")
    )
    subjects = models.JSONField(default=list)  # what is looked at, or the agenda
    report_group = models.CharField(_("report group"), max_length=40, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("inspection plan")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="inspection_plan_starts_before_it_ends",
                violation_error_message=_("A plan cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The inspections, or the joint meetings, of the campaign."""
        name = "joint_meetings" if self.kind == self.Kind.MEETING else "inspections"
        return reverse(name, args=[self.campaign.code])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class InspectionQuerySet(Scoped["Inspection"]):
    """The inspections of each period, the first period first."""

    def asked_for(self) -> Self:
        """Those of whole periods: a plan that ends earlier asks for none any more."""
        until = models.F("plan__ends_on")
        return self.filter(models.Q(plan__ends_on=None) | models.Q(ends_on__lte=until))

    def missed(self, on: date) -> Self:
        """Asked for, over before the day `on`, and nobody inspected anything or met."""
        return self.asked_for().filter(ends_on__lt=on, visits=None, meetings=None)

    def to_do(self, on: date) -> Self:
        """Asked for, running on the day `on`, and nothing was inspected yet."""
        rows = self.asked_for().filter(starts_on__lte=on, ends_on__gte=on)
        return rows.filter(visits=None, meetings=None)


class Inspection(models.Model):
    """What one period asks for; it was held when a department was visited in it."""

    plan = models.ForeignKey(InspectionPlan, models.CASCADE, related_name="inspections")
    starts_on = models.DateField()
    ends_on = models.DateField()
    opened_at = models.DateTimeField(default=clock.now)

    objects = InspectionQuerySet.as_manager()
    scope = ("plan__campaign", None)

    class Meta:
        ordering = ["starts_on", "id"]
        verbose_name = _("inspection")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "starts_on"], name="one_inspection_per_plan_and_period"
            )
        ]

    def __str__(self) -> str:
        return _now("%(plan)s, %(period)s") % {"plan": self.plan.title, "period": self.period_name}

    def get_absolute_url(self) -> str:
        """Its visits or meetings, and the form for one more."""
        is_meeting = self.plan.kind == InspectionPlan.Kind.MEETING
        return reverse(
            "joint_meeting" if is_meeting else "inspection", args=[self.plan.campaign.code, self.pk]
        )

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def period_name(self) -> str:
        """2026年3月, 2026年第1季度, or the first and the last day of a week."""
        last = self.ends_on
        if self.plan.period == InspectionPlan.Period.MONTH:
            return formats.date_format(last, "YEAR_MONTH_FORMAT")
        if self.plan.period == InspectionPlan.Period.QUARTER:
            quarter = (last.month + 2) // MONTHS_A_QUARTER
            return _now("quarter %(n)d of %(year)d") % {"n": quarter, "year": last.year}
        days = {"first": _day(self.starts_on), "last": _day(last)}
        return _now("from %(first)s to %(last)s") % days


class Visit(models.Model):
    """One department was inspected on one day."""

    class Method(models.TextChoices):
        SPECIAL = "special", _("Special inspection")
        OPEN = "open", _("Open visit")
        COVERT = "covert", _("Covert visit")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="visits")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department")
    )
    on = models.DateField(_("day"))
    method = models.CharField(_("method"), max_length=10, choices=Method)
    inspectors = models.ManyToManyField(Person, related_name="+", verbose_name=_("inspected by"))
    looked_at = models.JSONField(default=list)
    result = models.TextField(_("what was found"))
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("inspection__plan__campaign", "department")

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("visit")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.department} {self.get_method_display()}"

    def get_absolute_url(self) -> str:
        """The inspections of the campaign, with those of the department."""
        return reverse("inspections", args=[self.inspection.plan.campaign.code])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class JointMeetingQuerySet(Scoped["JointMeeting"]):
    """Joint meetings by their day."""

    def visible_to(self, person) -> Self:
        """Overseers see all of their campaigns, a department those it came to."""
        came = JointMeeting.departments.through.objects.filter(in_departments(person, "department"))
        return self.filter(self.scope_of(person) | models.Q(pk__in=came.values("jointmeeting")))


class JointMeeting(Labelled):
    """联席会议: on a day of the period these departments met; what of the agenda was dealt with."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="meetings")
    on = models.DateField(_("day"))
    host = models.CharField(_("chaired by"), max_length=60)
    departments = models.ManyToManyField(
        Department, related_name="+", verbose_name=_("departments that came")
    )
    told = models.JSONField(default=list)
    minutes = models.TextField(_("minutes"))
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = JointMeetingQuerySet.as_manager()
    scope = ("inspection__plan__campaign", None)

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("joint meeting")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "on"],
                name="one_joint_meeting_per_day",
                violation_error_message=_("The meeting of this day is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection.plan.title} {self.on}"

    def get_absolute_url(self) -> str:
        """The period it was held in, where its minutes stand."""
        return f"{self.inspection.get_absolute_url()}#meeting-{self.pk}"

    def about(self, departments: Iterable[Department]) -> list[str]:
        """The sentences of the minutes that name one of the departments, in their order."""
        names = {word for one in departments for word in (one.name, one.short_name) if word}
        sentences = (part.strip() for part in SENTENCE.split(self.minutes))
        return [one for one in sentences if any(name in one for name in names)]


class VisitEvidence(EvidenceUse):
    """A photo or file of a visit."""

    target = models.ForeignKey(Visit, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_visit")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"


def _day(on: date) -> str:
    return _now("%(month)d/%(day)d") % {"month": on.month, "day": on.day}
