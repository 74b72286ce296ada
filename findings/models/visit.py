"""明查暗访: who visits which site until when, what was scored, and what was wrong there."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, CheckItem, EvidenceUse, Result, Site, UnderAction
from findings.models.visit_script import ScriptPoint, VisitScript
from findings.models.visitor import VisitorTerm
from organization import clock
from organization.models import Department, Person
from organization.scope import Scoped, in_campaigns


class VisitPlan(UnderAction):
    """Sites to visit with one script between two days, openly or covertly."""

    class Method(models.TextChoices):
        OPEN = "open", _("Open visit")
        COVERT = "covert", _("Covert visit")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="visit_plans")
    script = models.ForeignKey(
        VisitScript, models.PROTECT, related_name="plans", verbose_name=_("script")
    )
    title = models.CharField(_("title"), max_length=80)
    method = models.CharField(
        _("way of visiting"), max_length=10, choices=Method, default=Method.COVERT
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["starts_on", "id"]
        verbose_name = _("plan of visits")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "title"],
                name="one_visit_plan_per_title",
                violation_error_message=_("There is a plan of this title already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="visit_plan_ends_after_it_starts",
                violation_error_message=_("A plan cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def own_visits(person) -> models.Q:
    """The own visits, in running campaigns, between the days of the contract."""
    engaged = person.roles.campaigns("visitor")
    terms = VisitorTerm.objects.filter(person=person).holding(clock.today())
    return models.Q(
        visitor=person,
        # Asked apart: a join would show a visit once for every visitor of the campaign.
        plan__campaign__in=terms.filter(campaign__in=engaged).values("campaign"),
        plan__campaign__status=Campaign.Status.RUNNING,
    )


class SiteVisitQuerySet(Scoped["SiteVisit"]):
    """Visits by plan and site."""

    def visible_to(self, person) -> Self:
        """Overseers see all; a visitor the own ones while the contract holds; a department
        none: what was wrong reaches it as a finding, never with who was there."""
        return self.filter(in_campaigns(person, "plan__campaign") | own_visits(person))

    def counted(self) -> Self:
        """What rates count: visits that the office accepted."""
        return self.filter(status=SiteVisit.Status.ACCEPTED)


class SiteVisit(models.Model):
    """One person visits one site once."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("To be visited")
        SUBMITTED = "submitted", _("Waiting to be accepted")
        RETURNED = "returned", _("Sent back")
        ACCEPTED = "accepted", _("Accepted")
        CANCELLED = "cancelled", _("Called off")

        writable = nonmember(("planned", "returned"))
        moves = nonmember(
            {
                "planned": ("submitted", "cancelled"),
                "submitted": ("accepted", "returned"),
                "returned": ("submitted", "cancelled"),
            }
        )

    plan = models.ForeignKey(VisitPlan, models.CASCADE, related_name="visits")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", verbose_name=_("site"))
    visitor = models.ForeignKey(
        Person, models.PROTECT, related_name="site_visits", verbose_name=_("visitor")
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    visited_on = models.DateField(_("visited on"), null=True, blank=True)
    words = models.TextField(_("what else was seen"), blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SiteVisitQuerySet.as_manager()
    # No department: heads read the events of theirs, and must not read there who came.
    scope = ("plan__campaign", None)

    class Meta:
        ordering = ["plan", "site__department__order", "site__name", "id"]
        verbose_name = _("visit to a site")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "site", "visitor"],
                name="one_visit_per_plan_site_and_visitor",
                violation_error_message=_("This visit is planned already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["submitted", "accepted"])
                | models.Q(visited_on__isnull=False),
                name="a_submitted_visit_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["visitor", "status"])]  # what waits for a visitor

    def __str__(self) -> str:
        return self.event_label

    def get_absolute_url(self) -> str:
        """Its page: the form on the phone, the record for the office."""
        return reverse("site_visit", args=[self.plan.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_late(self) -> bool:
        """Have the days of the plan passed without a record?"""
        return self.status in self.Status.writable and self.plan.ends_on < clock.today()


class VisitPointQuerySet(Scoped["VisitPoint"]):
    """Points in the order of the script."""

    def visible_to(self, person) -> Self:
        """Read with their visit."""
        visits = SiteVisit.objects.visible_to(person)
        return self.filter(visit__in=visits.order_by().values("pk"))

    def faults(self) -> Self:
        """What was wrong in accepted visits."""
        return self.filter(faulty=True, visit__status=SiteVisit.Status.ACCEPTED)


class VisitPoint(models.Model):
    """One point of the script as it was found in one site."""

    visit = models.ForeignKey(SiteVisit, models.CASCADE, related_name="points")
    point = models.ForeignKey(ScriptPoint, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    faulty = models.BooleanField(_("faulty"), default=False)
    words = models.TextField(_("what was seen"), blank=True)

    objects = VisitPointQuerySet.as_manager()
    scope = ("visit__plan__campaign", None)
    item: CheckItem | None = None  # as a source: no check-point stands behind it
    result = Result.NO

    class Meta:
        ordering = ["visit", "point__order", "point"]
        verbose_name = _("point of a visit")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "point"],
                name="one_mark_per_visit_and_point",
                violation_error_message=_("This point has its mark already."),
            )
        ]

    def __str__(self) -> str:
        return self.event_label

    def get_absolute_url(self) -> str:
        """Its place on the page of the visit."""
        return f"{self.visit.get_absolute_url()}#point-{self.point_id}"

    @property
    def event_label(self) -> str:
        return _now("%(site)s: %(point)s") % {
            "site": self.visit.site.name,
            "point": self.point.fault_class.name,
        }

    @property
    def department(self) -> Department:
        """Who looks after the site."""
        return self.visit.site.department

    @property
    def campaign_id(self) -> int:
        """The campaign of the visit."""
        return self.visit.plan.campaign_id

    @property
    def text(self) -> str:
        """What was wrong where, without who saw it."""
        said = self.words or self.point.text
        return _now("%(site)s: %(said)s") % {"site": self.visit.site.name, "said": said}


class VisitPhoto(EvidenceUse):
    """A photo of a visit: pixels only, read through the visit alone."""

    target = models.ForeignKey(SiteVisit, models.CASCADE, related_name="evidence_uses")

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_site_visit")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"

    @classmethod
    def open_to_overseers(cls) -> models.QuerySet:
        """None by this way: its own address asks who may read the visit."""
        return cls._default_manager.none()
