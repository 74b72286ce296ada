"""Findings: what came up, from which answers and verifications, and where it stands."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, CheckItem
from organization import clock
from organization.models import Department, NotAllowed, Person, move
from organization.scope import Scoped, in_campaigns, in_departments


class Aspect(models.Model):
    """方面: the first order of the findings in the report."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="aspects")
    order = models.PositiveIntegerField(default=0)
    name = models.CharField(_("name"), max_length=60)
    assumed = models.BooleanField(_("name is assumed"), default=False)

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("aspect")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="one_aspect_per_name",
                violation_error_message=_("This aspect exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


FOUND_OTHERWISE = ""


class FoundBy(models.TextChoices):
    """Who found it first: the department itself, or an inspector."""

    SELF_CHECK = "self_check", _("Found by self-check")
    INSPECTION = "inspection", _("Found by inspection")


class FindingQuerySet(Scoped["Finding"]):
    """Findings by number."""

    def visible_to(self, person) -> Self:
        """Overseers see all of their campaigns; a department what concerns it or came from it."""
        from findings.models.source import FindingSource

        sources = FindingSource.objects.filter(FindingSource.of_departments(person))
        concerned = in_departments(person, "department") | models.Q(
            pk__in=sources.values("finding")
        )
        # A department sees a finding once it was confirmed, never a restricted one.
        departmental = concerned & models.Q(
            restricted=False, status__in=Finding.Status.shown_to_departments
        )
        return self.filter(in_campaigns(person, "campaign") | departmental)

    def listed(self) -> Self:
        """The findings the report counts: top level, standing, not fixed at once in passing."""
        return self.filter(parent=None, fixed_in_passing=False).exclude(
            status__in=Finding.Status.void
        )

    def fixed_in_passing(self) -> Self:
        """Fixed at once inside the campaign: named apart in the report and not counted."""
        return self.filter(fixed_in_passing=True).exclude(status__in=Finding.Status.void)


class Finding(models.Model):
    """问题: 规定 / 问题 / 原因 / 责任, with its track and its sources."""

    class Status(models.TextChoices):
        REPORTED = "reported", _("Reported")
        CONFIRMED = "confirmed", _("Confirmed")
        RECTIFYING = "rectifying", _("Being put right")
        CLOSED = "closed", _("Closed out")
        MERGED = "merged", _("Merged")
        DISMISSED = "dismissed", _("Dismissed")

        open = nonmember(("reported", "confirmed", "rectifying"))
        void = nonmember(("merged", "dismissed"))
        shown_to_departments = nonmember(("confirmed", "rectifying", "closed"))
        moves = nonmember(
            {
                "reported": ("confirmed", "merged", "dismissed"),
                "confirmed": ("rectifying", "dismissed"),
                "rectifying": ("closed",),
            }
        )

    class Track(models.TextChoices):
        AT_ONCE = "at_once", _("Fix at once")
        BY_DATE = "by_date", _("Fix by a date")
        LONG_TERM = "long_term", _("Long-term")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    status = models.CharField(max_length=12, choices=Status, default=Status.REPORTED)
    track = models.CharField(_("track"), max_length=10, choices=Track, default=Track.BY_DATE)
    aspect = models.ForeignKey(
        Aspect,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("aspect"),
    )
    nature = models.CharField(_("nature"), max_length=40, blank=True)
    category = models.CharField(_("category"), max_length=40, blank=True)
    rule_document = models.CharField(_("document of the rule"), max_length=200, blank=True)
    rule_clause = models.CharField(_("clause"), max_length=40, blank=True)
    rule = models.TextField(_("rule"), blank=True)
    problem = models.TextField(_("problem; one part a line"), blank=True)
    cause_subjective = models.TextField(_("subjective cause"), blank=True)
    cause_objective = models.TextField(_("objective cause"), blank=True)
    responsibility = models.CharField(_("who answers for it"), max_length=120, blank=True)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("responsible department"),
    )
    items = models.ManyToManyField(CheckItem, related_name="findings", blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    fixed_in_passing = models.BooleanField(_("fixed at once during the campaign"), default=False)
    restricted = models.BooleanField(_("restricted"), default=False)
    reported_at = models.DateTimeField(default=clock.now)
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = FindingQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["number"]
        verbose_name = _("finding")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_finding_per_number"),
            models.CheckConstraint(
                condition=models.Q(status="merged", merged_into__isnull=False)
                | (~models.Q(status="merged") & models.Q(merged_into=None)),
                name="merged_has_a_target",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "status", "aspect"])]  # list of findings

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the finding."""
        return reverse("finding", args=[self.campaign.code, self.number])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def missing_parts(self) -> list[str]:
        """Which of 规定 / 问题 / 原因 / 责任 nobody has written down yet, in this order."""
        parts = {
            _now("Rule"): self.rule or self.rule_document,
            _now("Problem"): self.problem,
            _now("Cause"): self.cause_subjective or self.cause_objective,
            _now("Responsibility"): self.department_id,
        }
        return [name for name, contents in parts.items() if not contents]

    @property
    def found_by(self) -> str:
        """自查发现, 检查发现 or found otherwise: once a department has said it itself, it found it
        itself, whatever else feeds the finding. The sources are prefetched in lists."""
        ways = {row.found_by for row in self.sources.all()}
        by_itself = FoundBy.SELF_CHECK in ways
        return FoundBy.SELF_CHECK if by_itself else next(iter(ways), FOUND_OTHERWISE)

    @property
    def problem_parts(self) -> list[str]:
        """The parts of a compound problem, one a line in the record."""
        return [line.strip() for line in self.problem.splitlines() if line.strip()]

    def confirm(self, *, by: Person) -> None:
        """The office establishes that this is a finding."""
        self.campaign.demand_running()
        move(self, self.Status.CONFIRMED, by=by)

    def dismiss(self, *, by: Person, reason: str) -> None:
        """The office finds that this is no problem; the reason is kept."""
        self.campaign.demand_running()
        if self.measures_stand:
            raise NotAllowed(_now("Measures stand on this finding: it cannot be dismissed."))
        move(self, self.Status.DISMISSED, by=by, reason=reason)

    @property
    def measures_stand(self) -> bool:
        """Is somebody putting it right already?"""
        return self.status in (self.Status.RECTIFYING, self.Status.CLOSED)
