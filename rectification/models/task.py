"""Rectification tasks: who puts what right until when."""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.models import Finding
from organization import calendar, clock
from organization.models import Department, NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify
from organization.scope import Scoped, in_campaigns, in_departments
from rectification import deadlines
from rectification.models.handing_in import Again, nothing_new
from rectification.models.measure import Measure
from rectification.models.rules import RectificationRules


class TaskQuerySet(Scoped["Task"]):
    """Tasks, the most urgent first."""

    def visible_to(self, person) -> Self:
        """Overseers see their campaigns; lead and supporting departments their tasks; the
        responsible person the own ones, as does the owner of a long-term plan."""
        supported = Task.supports.through.objects.filter(in_departments(person, "department"))
        # What only named people may know of stays with them, its tasks as well.
        overseen = in_campaigns(person, "campaign") & Finding.readable_by(
            person, "measure__finding"
        )
        return self.filter(
            overseen
            | in_departments(person, "department")
            | models.Q(pk__in=supported.values("task"))
            | models.Q(responsible=person)
            | models.Q(plan__owner=person)
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
    # None only on the long-term track, where the milestones have the days. Once the task has
    # been started, changed by an approved extension and nothing else; the first one never.
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    first_due_on = models.DateField(_("original deadline"), null=True, blank=True)
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
        ordering = [models.F("due_on").asc(nulls_last=True), "id"]
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
            models.CheckConstraint(
                condition=models.Q(due_on=None, first_due_on=None)
                | models.Q(due_on__isnull=False, first_due_on__isnull=False),
                name="both_deadlines_or_none",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"]),  # sweep, ledger
            models.Index(fields=["department", "status"]),  # home of a department
            # The ledger: its counts; what is open by deadline; what is closed, the latest first;
            # its orders by deadline and by progress; the departments its filter offers.
            models.Index(fields=["campaign", "status", "due_on", "submitted_at"]),
            models.Index(
                fields=["campaign", "due_on", "id"],
                condition=models.Q(closed_at=None),
                name="open_tasks_by_deadline",
            ),
            # Partial, so that SQLite does not take it for "what is not closed" and sort all that.
            models.Index(
                fields=["campaign", "-closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="closed_tasks_latest_first",
            ),
            models.Index(fields=["campaign", "due_on", "id"]),
            models.Index(
                fields=["campaign", "percent", "id"],
                condition=models.Q(closed_at=None),
                name="open_tasks_by_progress",
            ),
            models.Index(fields=["campaign", "department"]),
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
        return deadlines.light(
            due_on=self.due_on,
            today=today,
            calendar=calendar.current(),
            closed_on=self.finished_on,
        )

    def is_own_work_of(self, person: Person) -> bool:
        """Did the person do it, hand it in or answer for it?"""
        if person.pk in (self.submitted_by_id, self.responsible_id):
            return True
        plan = self.long_term_plan
        if plan and plan.milestones.filter(done_by=person).exists():
            return True
        return self.progress.filter(by=person).exists()

    def is_of_department_of(self, person: Person) -> bool:
        """Does the person belong to the lead department, or to a unit below it?"""
        return person.department.path.startswith(self.department.path)

    def demand_other_eyes(self, by: Person) -> None:
        """Raise NotAllowed for the doer and for the lead department: nobody judges the own work."""
        self.campaign.demand_running()
        if self.is_own_work_of(by):
            raise NotAllowed(_now("Nobody accepts the own work."))
        if self.is_of_department_of(by):
            raise NotAllowed(_now("A department does not accept its own work."))

    def demand_with_department(self) -> None:
        """Raise NotAllowed unless the department may still add to the task."""
        self.campaign.demand_running()
        if self.status in (self.Status.SUBMITTED, self.Status.CLOSED):
            raise NotAllowed(_now("The task is with the office: nothing can be added now."))

    @property
    def long_term_plan(self):
        """The plan with its milestones, None while there is none."""
        return getattr(self, "plan", None)

    def open_milestones(self) -> list:
        """What is still ahead in the long-term plan, the next first."""
        plan = self.long_term_plan
        return list(plan.milestones.open()) if plan else []

    def demand_milestones_passed(self) -> None:
        """Raise NotAllowed while a milestone is open: long-term tasks close by milestones."""
        if self.due_on is None and self.long_term_plan is None:
            raise NotAllowed(
                _now("A task without a deadline needs a long-term plan with milestones first.")
            )
        ahead = self.open_milestones()
        if ahead:
            raise NotAllowed(
                _now("Milestones are still open: %(names)s. Reach them, or have them waived.")
                % {"names": "；".join(row.title for row in ahead)}
            )

    def begin(self, *, by: Person) -> None:
        """The department takes the task up."""
        self.campaign.demand_running()
        move(self, self.Status.IN_PROGRESS, by=by)

    def report_progress(
        self, text: str, percent: int, *, by: Person, evidence=(), outcomes=(), documents=()
    ):
        """Write down how far it is; the first report starts the task.

        `outcomes` are dicts of name, before, after, unit; `documents` of title and number.
        """
        self.demand_with_department()
        with transaction.atomic():
            if self.status == self.Status.ASSIGNED:
                self.begin(by=by)
            row = self.progress.create(
                on=clock.today(), text=text, percent=percent, by=by, at=clock.now()
            )
            for file in evidence:
                row.evidence_uses.create(evidence=file)
            for outcome in outcomes:
                row.outcomes.create(**outcome)
            for document in documents:
                row.documents.create(**document)
            Task.objects.filter(pk=self.pk).update(percent=percent)
            self.percent = percent
            record("task.progress", self, by=by, percent=percent)
        return row

    def submit(self, *, by: Person) -> None:
        """Ask for acceptance; something must have been reported."""
        self.campaign.demand_running()
        if not self.progress.exists():
            raise NotAllowed(_now("Report what was done before you ask for acceptance."))
        wanted = RectificationRules.of(self.campaign).again
        if wanted != Again.FREE and (missing := nothing_new(self, wanted)):
            raise NotAllowed(missing)
        self.demand_milestones_passed()
        with transaction.atomic():
            move(self, self.Status.SUBMITTED, by=by)
            notify(
                holders(self.campaign, "office"),
                self,
                "task_submitted",
                lambda: _now("Waiting for acceptance: %(task)s") % {"task": self.title},
                slot=str(self.acceptances.count()),
            )
