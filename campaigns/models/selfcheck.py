"""自查表: the sheet of a department, and who fills which item of it."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.due import sheet_light
from campaigns.models.campaign import Campaign
from campaigns.models.checklist import CheckItem
from campaigns.models.sheet_status import SheetStatus
from campaigns.models.shelf import Shelf, ShelfIds
from organization import calendar, clock
from organization.models import Department, Person
from organization.scope import Scoped


class SelfCheckQuerySet(Scoped["SelfCheck"]):
    """Sheets in the order of the organisation chart."""

    def submitted(self) -> Self:
        """Sheets that wait for the office."""
        return self.filter(status=SheetStatus.SUBMITTED)

    def waiting_for_department(self) -> Self:
        """Sheets that wait for the department."""
        return self.filter(status__in=SheetStatus.writable)


class SelfCheck(models.Model):
    """The sheet of one department in one campaign."""

    Status = SheetStatus

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="selfchecks")
    department = models.ForeignKey(Department, models.PROTECT, related_name="selfchecks")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASSIGNED)
    round = models.PositiveIntegerField(default=1)
    # Counters are kept by the UPDATE that saves an answer: no page counts answers.
    total = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    negatives = models.PositiveIntegerField(default=0)
    due_on = models.DateField(_("due on"))
    filling_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(_("signature"), max_length=60, blank=True)
    nil_report = models.BooleanField(_("nil return"), default=False)
    returned_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = SelfCheckQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["department__order", "department__code"]
        verbose_name = _("self-check sheet")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "department"], name="one_sheet_per_department"
            )
        ]
        indexes = [models.Index(fields=["campaign", "status", "department"])]  # review queue

    def __str__(self) -> str:
        return f"{self.department} {self._meta.verbose_name}"

    def get_absolute_url(self) -> str:
        """The sheet as the department fills it; overseers are led on to the review."""
        return reverse("fill", args=[self.campaign.code, self.department.code])

    @property
    def event_label(self) -> str:
        return _now("Sheet of %(department)s") % {"department": self.department.name}

    @property
    def is_with_department(self) -> bool:
        """May the department still write in it?"""
        return self.status in SheetStatus.writable

    @property
    def shelf(self) -> Shelf:
        """Where its files lie: in the library of the department."""
        return {"campaign": self.campaign, "department": self.department, "owner": None}

    @property
    def shelf_ids(self) -> ShelfIds:
        """The keys of the place where its files lie."""
        return self.campaign_id, self.department_id, None

    @property
    def left(self) -> int:
        """How many items have no result yet."""
        return self.total - self.answered

    @property
    def light(self) -> str:
        """Done, due, near or late today."""
        done = None if self.is_with_department or not self.submitted_at else self.submitted_at
        return sheet_light(
            self.due_on, clock.today(), calendar.current(), done and clock.day_of(done)
        )

    @property
    def valid_scan(self):
        """The signed scan of this round, None without one."""
        return self.scans.valid().select_related("by").first()

    def items(self) -> models.QuerySet[CheckItem]:
        """The items this sheet asks, in the order of the checklist."""
        return CheckItem.objects.filter(
            checklist__campaign=self.campaign_id,
            from_records=False,
            scopes__department=self.department_id,
        )


class HandOver(models.Model):
    """转办: the head hands an item to a member of the department, and may take it back."""

    selfcheck = models.ForeignKey(SelfCheck, models.CASCADE, related_name="hand_overs")
    item = models.ForeignKey(CheckItem, models.CASCADE, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True)
    with_submission = models.BooleanField(default=False)  # ended by it, not by the head

    objects = Scoped.as_manager()
    scope = ("selfcheck__campaign", "selfcheck__department")

    class Meta:
        default_permissions = ()
        verbose_name = _("hand-over")
        constraints = [
            models.UniqueConstraint(
                fields=["selfcheck", "item"],
                condition=models.Q(taken_back_at=None),
                name="one_hand_over_per_item",
                violation_error_message=_("This item is handed over already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.to.title}"
