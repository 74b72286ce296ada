"""Rectification tasks: who puts what right until when."""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Evidence, EvidenceUse
from findings.models import Finding
from organization import clock
from organization.models import Department, NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify
from organization.scope import Scoped, in_campaigns, in_departments
from rectification import deadlines
from rectification.models.measure import Measure


class TaskQuerySet(Scoped["Task"]):
    """Tasks, the most urgent first."""

    def visible_to(self, person) -> Self:
        """Overseers see their campaigns; lead and supporting departments their tasks; the
        responsible person the own ones."""
        supported = Task.supports.through.objects.filter(in_departments(person, "department"))
        return self.filter(
            in_campaigns(person, "campaign")
            | in_departments(person, "department")
            | models.Q(pk__in=supported.values("task"))
            | models.Q(responsible=person)
        )

    def open(self) -> Self:
        """Not closed out yet."""
        return self.exclude(status=Task.Status.CLOSED)

    def with_department(self) -> Self:
        """Work is still to be done: neither closed out nor waiting for acceptance."""
        return self.exclude(status__in=(Task.Status.CLOSED, Task.Status.SUBMITTED))

    def overdue(self, *, on) -> Self:
        """Open although the deadline day `on` is past."""
        return self.open().filter(due_on__lt=on)


class Task(models.Model):
    """整改任务 with its deadline in its original wording."""

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("To be started")
        IN_PROGRESS = "in_progress", _("In progress")
        SUBMITTED = "submitted", _("Waiting for acceptance")
        RETURNED = "returned", _("Sent back for more work")
        CLOSED = "closed", _("Closed out")

        moves = nonmember(
            {
                "assigned": ("in_progress",),
                "in_progress": ("submitted",),
                "submitted": ("closed", "returned"),
                "returned": ("submitted",),
            }
        )

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tasks")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="tasks")
    title = models.CharField(_("task"), max_length=120)
    status = models.CharField(max_length=12, choices=Status, default=Status.ASSIGNED)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="tasks", verbose_name=_("lead department")
    )
    supports = models.ManyToManyField(
        Department, related_name="+", blank=True, verbose_name=_("supporting departments")
    )
    leader = models.CharField(_("responsible leader"), max_length=60, blank=True)
    responsible = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("responsible person"),
    )
    due_on = models.DateField(_("deadline"))
    first_due_on = models.DateField(_("original deadline"))
    due_text = models.CharField(_("deadline as it was worded"), max_length=40, blank=True)
    percent = models.PositiveIntegerField(_("done in percent"), default=0)
    assigned_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_number = models.CharField(
        _("close-out number"), max_length=60, null=True, blank=True, unique=True
    )
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("rectification task")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__lte=100),
                name="not_more_than_all_done",
                violation_error_message=_("More than 100 %."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="closed", closed_number__isnull=False)
                | (~models.Q(status="closed") & models.Q(closed_number=None)),
                name="closed_has_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"]),  # sweep, ledger
            models.Index(fields=["department", "status"]),  # home of a department
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the task."""
        return reverse("task", args=[self.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def finding(self) -> Finding:
        """The finding this task puts right."""
        return self.measure.finding

    @property
    def closed_on(self) -> date | None:
        """The day of the close-out in the project's time zone, None while open."""
        return clock.day_of(self.closed_at) if self.closed_at else None

    @property
    def finished_on(self) -> date | None:
        """The day on which the department handed in work that stands; None while it works.

        The time the office takes to look at it does not make anybody late.
        """
        if self.status in (self.Status.SUBMITTED, self.Status.CLOSED) and self.submitted_at:
            return clock.day_of(self.submitted_at)
        return None

    def light(self, today: date) -> deadlines.Light:
        """on_time, near, late, done or done_late on the day `today`; computed, never stored."""
        return deadlines.light(due_on=self.due_on, today=today, closed_on=self.finished_on)

    def is_own_work_of(self, person: Person) -> bool:
        """Did the person do it, hand it in or answer for it?"""
        if person.pk in (self.submitted_by_id, self.responsible_id):
            return True
        return self.progress.filter(by=person).exists()

    def is_of_department_of(self, person: Person) -> bool:
        """Does the person belong to the lead department, or to a unit below it?"""
        return person.department.path.startswith(self.department.path)

    def demand_with_department(self) -> None:
        """Raise NotAllowed unless the department may still add to the task."""
        self.campaign.demand_running()
        if self.status in (self.Status.SUBMITTED, self.Status.CLOSED):
            raise NotAllowed(_now("The task is with the office: nothing can be added now."))

    def begin(self, *, by: Person) -> None:
        """The department takes the task up."""
        self.campaign.demand_running()
        move(self, self.Status.IN_PROGRESS, by=by)

    def report_progress(self, text: str, percent: int, *, by: Person, evidence=()) -> "Progress":
        """Write down how far it is; the first report starts the task."""
        self.demand_with_department()
        with transaction.atomic():
            if self.status == self.Status.ASSIGNED:
                self.begin(by=by)
            row = Progress.objects.create(
                task=self, on=clock.today(), text=text, percent=percent, by=by, at=clock.now()
            )
            for file in evidence:
                ProgressEvidence.objects.create(evidence=file, target=row)
            Task.objects.filter(pk=self.pk).update(percent=percent)
            self.percent = percent
            record("task.progress", self, by=by, percent=percent)
        return row

    def submit(self, *, by: Person) -> None:
        """Ask for acceptance; something must have been reported."""
        self.campaign.demand_running()
        if not self.progress.exists():
            raise NotAllowed(_now("Report what was done before you ask for acceptance."))
        with transaction.atomic():
            move(self, self.Status.SUBMITTED, by=by)
            notify(
                holders(self.campaign, "office"),
                self,
                "task_submitted",
                _now("Waiting for acceptance: %(task)s") % {"task": self.title},
                slot=str(self.acceptances.count()),
            )


class Progress(models.Model):
    """How far a task is on a day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="progress")
    on = models.DateField()
    text = models.TextField(_("what was done"))
    percent = models.PositiveIntegerField(_("done in percent"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("task__campaign", "task__department")

    class Meta:
        ordering = ["id"]
        verbose_name = _("progress")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.on} {self.percent}%"


class ProgressEvidence(EvidenceUse):
    """A file that supports a progress entry."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    target = models.ForeignKey(Progress, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_progress")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
