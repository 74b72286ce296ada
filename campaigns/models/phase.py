"""Phases with touching windows, and what was done in them."""

from collections.abc import Iterable
from enum import nonmember
from typing import Self

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.models.site import Site
from campaigns.models.special_action import UnderAction
from campaigns.signals import phase_ending
from organization import clock
from organization.models import Department, NotAllowed, NumberSeries, Person, move, record
from organization.scope import Scoped
from organization.signals import Reason, ask


class Phase(models.Model):
    """A phase of a campaign. Several may be open at once: windows may touch."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Under way")
        ENDED = "ended", _("Ended")

        moves = nonmember({"planned": ("open",), "open": ("ended",), "ended": ("open",)})

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases")
    order = models.PositiveIntegerField(_("order"))
    key = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=40)
    opens = models.JSONField(default=list)  # what may be done while the phase is open
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    text = models.CharField(_("as printed"), max_length=40, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    open_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["order"]
        verbose_name = _("phase")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "order"], name="one_phase_per_place"),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="phase_starts_before_it_ends",
                violation_error_message=_("A phase cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The overview of the campaign, which shows the phase."""
        return self.campaign.get_absolute_url()

    @property
    def event_label(self) -> str:
        return _now("Phase “%(phase)s”") % {"phase": self.name}

    def begin(self, *, by: Person) -> None:
        """Open the phase (again)."""
        self.campaign.demand_running()
        move(self, self.Status.OPEN, by=by)
        self.campaign.__dict__.pop("open_keys", None)

    def reasons_against_ending(self) -> list[Reason]:
        """What the house still has against ending this phase."""
        return ask(phase_ending, Phase, phase=self)

    def end(self, *, by: Person) -> None:
        """End the phase. Raises NotAllowed with the reasons that stand against it."""
        self.campaign.demand_running()
        reasons = self.reasons_against_ending()
        if reasons:
            raise NotAllowed(
                _now("%(phase)s cannot be ended yet.") % {"phase": self.name},
                reasons=tuple(reasons),
            )
        move(self, self.Status.ENDED, by=by)
        self.campaign.__dict__.pop("open_keys", None)


class ActivityQuerySet(Scoped["Activity"]):
    """Activities, the first day first."""

    def visible_to(self, person) -> Self:
        """Overseers see all, departments their own; what concerned everybody is seen by all."""
        return self.filter(self.scope_of(person) | self._company_wide(person))

    def company_wide(self, person) -> Self:
        """What concerned everybody, in the campaigns that exist for the person."""
        return self.filter(self._company_wide(person))

    def _company_wide(self, person) -> models.Q:
        campaigns = Campaign.objects.visible_to(person)
        return models.Q(department=None, phase__campaign__in=campaigns)


class Activity(UnderAction):
    """Something done on a day of a phase: a meeting, publicity, an inspection."""

    class Kind(models.TextChoices):
        LEADING_MEETING = "leading_meeting", _("Meeting of the leaders")
        DEPARTMENT_MEETING = "department_meeting", _("Meeting of a department")
        ALL_MEETING = "all_meeting", _("Meeting of all employees")
        SYMPOSIUM = "symposium", _("Symposium")
        PUBLICITY = "publicity", _("Publicity")
        BRIEF = "brief", _("Brief")
        INSPECTION = "inspection", _("Inspection")
        OTHER = "other", _("Other activity")

    class Medium(models.TextChoices):
        NEWSPAPER = "newspaper", _("Newspaper report")
        SCREEN = "screen", _("Scrolling screen")
        POSTER = "poster", _("Posters")
        BANNER = "banner", _("Banner")
        NOTICE_BOARD = "notice_board", _("Notice board")
        OPINION_BOX = "opinion_box", _("Opinion box or book")
        DISPLAY = "display", _("Display of promises and measures")
        OTHER = "other", _("Other publicity")

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="activities")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    on = models.DateField(_("day"))
    title = models.CharField(_("what was done"), max_length=120)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    host = models.CharField(_("chaired by"), max_length=60, blank=True)
    text = models.TextField(_("contents"), blank=True)
    due = models.PositiveIntegerField(_("expected"), null=True, blank=True)
    present = models.PositiveIntegerField(_("present"), null=True, blank=True)
    made_up = models.PositiveIntegerField(_("made up later"), default=0)
    medium = models.CharField(_("form of publicity"), max_length=20, choices=Medium, blank=True)
    outlet = models.CharField(_("published in"), max_length=80, blank=True)  # a newspaper
    sites = models.ManyToManyField(Site, blank=True, related_name="+", verbose_name=_("sites"))
    issue = models.PositiveIntegerField(default=0)  # 第N期 of a brief, 0 of anything else
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = ActivityQuerySet.as_manager()
    scope = ("phase__campaign", "department")

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("activity")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(present__lte=models.F("due")) | models.Q(due=None),
                name="not_more_present_than_expected",
                violation_error_message=_("More people present than expected."),
            )
        ]

    def __str__(self) -> str:
        if not self.issue:
            return self.title
        return _now("%(title)s no. %(issue)d") % {"title": self.title, "issue": self.issue}

    def get_absolute_url(self) -> str:
        """The timeline, which lists what was done."""
        return reverse("timeline", args=[self.phase.campaign.code])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def note(cls, phase: Phase, *, by: Person, sites: Iterable[Site] = (), **fields) -> "Activity":
        """Record what was done on a day; the campaign must be running. A brief gets its number."""
        phase.campaign.demand_running()
        with transaction.atomic():
            if fields.get("kind") == cls.Kind.BRIEF:
                fields["issue"] = NumberSeries.take(f"{phase.campaign.code}/brief")
            activity = cls.objects.create(phase=phase, recorded_by=by, **fields)
            if sites:
                activity.sites.set(sites)
            record("activity.noted", activity, by=by, what=str(activity.kind))
        return activity
