"""服务承诺: what was promised to the public, and how it is kept."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.models import Opinion
from organization import calendar
from organization.clocks import Period, Unit, ends_at, is_over
from organization.models import Department, Entered, Person
from organization.named_kinds import kinds_of
from organization.scope import Scoped


class Commitment(Entered):
    """A public promise. Its clock, where it has one, counts natural `hours`, which no day off
    stops (mission row B-071), or `working_days`. `kind` is a key of
    `fixtures/commitment_kinds.json`."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="commitments")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("lead department")
    )
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    hours = models.PositiveIntegerField(null=True, blank=True)
    working_days = models.PositiveIntegerField(null=True, blank=True)
    published_on = models.DateField()
    published_where = models.CharField(max_length=120)
    retired_on = models.DateField(null=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retire_reason = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["published_on", "id"]
        verbose_name = _("service commitment")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "title"],
                condition=models.Q(retired_on=None),
                name="one_commitment_per_title",
                violation_error_message=_("There is a commitment of this title already."),
            ),
            models.CheckConstraint(
                condition=models.Q(hours=None) | models.Q(hours__gt=0),
                name="commitment_has_hours_or_none",
            ),
            models.CheckConstraint(
                condition=models.Q(working_days=None)
                | models.Q(working_days__gt=0, hours__isnull=True),
                name="commitment_has_one_clock",
                violation_error_message=_("A time limit has hours or working days, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(retired_on=None) | ~models.Q(retire_reason=""),
                name="commitment_is_retired_for_a_reason",
                violation_error_message=_("A commitment is withdrawn for a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """How it is kept: its matters, totals and remedies."""
        return reverse("commitment", args=[self.campaign.code, self.pk])

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return kinds_of("commitment_kinds").get(self.kind, self.kind)

    @property
    def limit(self) -> Period | None:
        """What was promised by its clock; None without one."""
        if self.working_days:
            return Period(self.working_days, Unit.WORKING_DAYS)
        return Period(self.hours, Unit.HOURS) if self.hours else None

    def due_at(self, accepted_at: datetime) -> datetime | None:
        """The instant at which a matter accepted then is late; None without a clock."""
        limit = self.limit
        if limit is None:
            return None
        return ends_at(limit, accepted_at, get_current_timezone(), calendar.current())


class CommitmentCase(Entered):
    """One matter under a promise: when it was accepted and when done."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="cases")
    name = models.CharField(max_length=120)
    accepted_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()
    scope = ("commitment__campaign", "commitment__department")

    class Meta:
        ordering = ["accepted_at", "id"]
        verbose_name = _("matter under a commitment")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at=None) | models.Q(done_at__gte=models.F("accepted_at")),
                name="case_is_done_after_it_is_accepted",
                violation_error_message=_("It is done before it was accepted."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def due_at(self) -> datetime | None:
        """The instant at which it is late."""
        return self.commitment.due_at(self.accepted_at)

    def is_late(self, now: datetime) -> bool:
        """Done too late, or not done at `now` though its time is over."""
        return is_over(self.due_at, self.done_at or now)

    def minutes_late(self, now: datetime) -> int:
        """Whole minutes past its time; 0 in time."""
        due = self.due_at
        end = self.done_at or now
        return int((end - due).total_seconds() // 60) if due and is_over(due, end) else 0


class CommitmentTotal(Entered):
    """A period of which only the totals are known; it shares no day with another."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="totals")
    first_on = models.DateField()
    last_on = models.DateField()
    accepted = models.PositiveIntegerField()
    on_time = models.PositiveIntegerField()

    objects = Scoped.as_manager()
    scope = ("commitment__campaign", "commitment__department")

    class Meta:
        ordering = ["first_on", "id"]
        verbose_name = _("total of a commitment")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(on_time__lte=models.F("accepted")),
                name="no_more_on_time_than_accepted",
                violation_error_message=_("More were done in time than accepted."),
            ),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="total_ends_after_it_begins",
                violation_error_message=_("The period ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"


class Remedy(Entered):
    """先行赔付: so many cases, so much money in whole fen, on a day."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="remedies")
    opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, related_name="remedies")
    paid_on = models.DateField()
    count = models.PositiveIntegerField()
    fen = models.PositiveBigIntegerField()

    objects = Scoped.as_manager()
    scope = ("commitment__campaign", "commitment__department")

    class Meta:
        ordering = ["paid_on", "id"]
        verbose_name = _("remedy paid")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count__gt=0, fen__gt=0),
                name="remedy_has_a_count_and_an_amount",
                violation_error_message=_("A remedy has a number of cases and an amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on} {self.count}"
