"""Findings: what came up, from which answers and verifications, and where it stands."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, CheckItem, Group, Membership
from findings.models.kinds import FOUND_OTHERWISE, CauseKind, FindingKind, FoundBy
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


class FindingQuerySet(Scoped["Finding"]):
    """Findings by number."""

    def visible_to(self, person) -> Self:
        """Overseers see all of their campaigns but what only the named may see; a department
        what concerns it or came from it; a part is seen with its finding."""
        whole = self._whole(person)
        parts = models.Q(parent__in=Finding.objects.filter(whole).order_by().values("pk"))
        return self.filter(models.Q(parent=None) & whole | parts)

    def _whole(self, person) -> models.Q:
        from findings.models.feedback import FindingFeedback
        from findings.models.source import FindingSource

        overseen = in_campaigns(person, "campaign") & Finding.readable_by(person)
        sources = FindingSource.objects.filter(FindingSource.of_departments(person))
        concerned = in_departments(person, "department") | models.Q(
            pk__in=sources.values("finding")
        )
        # A department sees a finding once it was confirmed, never a restricted one.
        departmental = concerned & models.Q(
            restricted=False, status__in=Finding.Status.shown_to_departments
        )
        # ... or once it was sent there, to be confirmed or objected to.
        asked = FindingFeedback.objects.filter(in_departments(person, "department"))
        heard = models.Q(restricted=False, pk__in=asked.order_by().values("finding"))
        return overseen | departmental | heard

    def listed(self) -> Self:
        """The findings the report counts: problems at top level, standing, not fixed at once in
        passing. Improvements are no problems: the funnel of the walk-throughs counts them."""
        return self.filter(Finding.counts())

    def improvements(self) -> Self:
        """整改项目: what was adopted out of walk-throughs, standing."""
        rows = self.filter(kind=FindingKind.IMPROVEMENT, parent=None)
        return rows.exclude(status__in=Finding.Status.void)

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
        PART = "part", _("Part of a finding")

        open = nonmember(("reported", "confirmed", "rectifying"))
        void = nonmember(("merged", "dismissed"))
        shown_to_departments = nonmember(("confirmed", "rectifying", "closed"))
        moves = nonmember(
            {
                "reported": ("confirmed", "merged", "dismissed", "part"),
                "confirmed": ("rectifying", "dismissed"),
                "rectifying": ("closed",),
                "merged": ("reported",),  # merged by mistake
                "part": ("merged",),  # joined to its finding again
            }
        )

    class Track(models.TextChoices):
        AT_ONCE = "at_once", _("Fix at once")
        BY_DATE = "by_date", _("Fix by a date")
        LONG_TERM = "long_term", _("Long-term")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=12, choices=FindingKind, default=FindingKind.PROBLEM
    )
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
    # 制度／执行／人员／流程／第三方: several may have given way.
    cause_kinds = models.JSONField(_("kinds of cause"), default=list, blank=True)
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
    # Matters of integrity: the chair of the leading group and whom it names, nobody else.
    named_only = models.BooleanField(_("for named people only"), default=False)
    readers = models.ManyToManyField(
        Person, related_name="+", blank=True, verbose_name=_("who may see it")
    )
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
            models.CheckConstraint(
                condition=~models.Q(status="part") | models.Q(parent__isnull=False),
                name="part_has_a_finding",
            ),
            models.CheckConstraint(
                condition=models.Q(named_only=False) | models.Q(restricted=True),
                name="named_only_is_restricted",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "status", "aspect"])]  # list of findings

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the finding."""
        return reverse("finding", args=[self.campaign.code, self.number])

    @staticmethod
    def counts(path: str = "") -> models.Q:
        """The rows whose finding, reached by `path`, counts as a problem: see `listed`."""
        counted = {"kind": FindingKind.PROBLEM, "parent": None, "fixed_in_passing": False}
        void = models.Q(**{f"{path}status__in": Finding.Status.void})
        return models.Q(**{f"{path}{name}": value for name, value in counted.items()}) & ~void

    @property
    def is_counted(self) -> bool:
        """Does the finding at hand count as a problem? The same rule as `counts`."""
        is_problem = self.kind == FindingKind.PROBLEM and self.parent_id is None
        return is_problem and not self.fixed_in_passing and self.status not in self.Status.void

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
        if self.kind == FindingKind.IMPROVEMENT:  # it breaks no rule
            del parts[_now("Rule")], parts[_now("Cause")]
        return [name for name, contents in parts.items() if not contents]

    @property
    def found_by(self) -> str:
        """自查发现, 检查发现, 投诉反映 or found otherwise: once a department has said it itself, it
        found it itself, whatever else feeds the finding; else the first source decides. The
        sources are prefetched in lists."""
        ways = [row.found_by for row in self.sources.all()]
        by_itself = FoundBy.SELF_CHECK in ways
        return FoundBy.SELF_CHECK if by_itself else next(iter(ways), FOUND_OTHERWISE)

    @property
    def cause_kind_words(self) -> list[str]:
        """The kinds of cause in words, in their order."""
        return [str(kind.label) for kind in CauseKind if kind in self.cause_kinds]

    @property
    def shown_title(self) -> str:
        """The title where people read it who may not see the finding itself."""
        return _now("a matter for named people only") if self.named_only else self.title

    @staticmethod
    def readable_by(person, path: str = "") -> models.Q:
        """Findings (behind `path`) that are for everybody who oversees, or name the person, or
        whose leading group the person chairs."""
        named = Finding.readers.through.objects.filter(person=person).values("finding")
        chaired = Membership.objects.filter(
            person=person, office=Membership.Office.CHAIR, group__kind=Group.Kind.LEADING
        ).values("group__campaign")
        to = f"{path}__" if path else ""
        return (
            models.Q(**{f"{to}named_only": False})
            | models.Q(**{f"{to}pk__in": named})
            | models.Q(**{f"{to}campaign__in": chaired})
        )

    @property
    def problem_parts(self) -> list[str]:
        """The parts of a compound problem, one a line in the record."""
        return [line.strip() for line in self.problem.splitlines() if line.strip()]

    def confirm(self, *, by: Person) -> None:
        """The office establishes that this is a finding. Raises NotAllowed while the department
        still has a say, or something is missing that the campaign demands before."""
        from findings.establishing import demand_ready

        self.campaign.demand_running()
        demand_ready(self)
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
