"""零容忍记录: every shallow service fault, whatever brought it up, until it is closed."""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, EvidenceUse, Site
from findings.models.opinion import Opinion
from findings.models.visit import SiteVisit, VisitPoint
from findings.models.walkthrough import WalkTask
from findings.models.word_list import ListWord
from organization import clock
from organization.models import Department, Labelled, Person
from organization.scope import Scoped


class ServiceFaultQuerySet(Scoped["ServiceFault"]):
    """Records of faults, the newest first."""

    def open(self) -> Self:
        """The department has not said yet what was done."""
        return self.filter(status=ServiceFault.Status.OPEN)

    def late(self, on: date) -> Self:
        """Open, and asked for before the day."""
        return self.open().filter(due_on__lt=on)


class ServiceFault(Labelled):
    """One fault: its class is a word of the campaign's list of classes, with a department to
    answer for it and, where it happened in a hall, the site."""

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("a service fault", "To be put right")
        ANSWERED = "answered", pgettext_lazy("a service fault", "Put right, to be looked at")
        CLOSED = "closed", pgettext_lazy("a service fault", "Closed with its result")

        moves = nonmember({"open": ("answered",), "answered": ("closed", "open")})

    class CameFrom(models.TextChoices):
        VISIT = "visit", _("Visit to a site")
        COMPLAINT = "complaint", _("Complaint")
        OPINION = "opinion", pgettext_lazy("where a fault came from", "Opinion")
        WALK = "walk", _("Walk-through")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="service_faults")
    number = models.PositiveIntegerField(_("number"))
    fault_class = models.ForeignKey(
        ListWord, models.RESTRICT, related_name="+", verbose_name=_("class of fault")
    )
    on = models.DateField(_("day"))
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department")
    )
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    text = models.TextField(_("what happened"))
    came_from = models.CharField(_("where it came from"), max_length=10, choices=CameFrom)
    point = models.ForeignKey(VisitPoint, models.PROTECT, null=True, related_name="service_faults")
    opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, related_name="service_faults")
    # What it was seen at, where somebody recorded it by hand; a point leads to its own visit.
    visit = models.ForeignKey(
        SiteVisit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("visit it was seen at"),
    )
    walk = models.ForeignKey(
        WalkTask,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("walk-through it was seen at"),
    )
    post = models.CharField(_("person in charge (post)"), max_length=80, blank=True)
    due_on = models.DateField(_("to be put right by"))
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    done_text = models.TextField(pgettext_lazy("a service fault", "what was done"), blank=True)
    return_reason = models.CharField(_("why it is sent back"), max_length=200, blank=True)
    result = models.CharField(
        pgettext_lazy("a service fault", "result"), max_length=200, blank=True
    )
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = ServiceFaultQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("record of a service fault")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"], name="one_service_fault_per_number"
            ),
            *(
                models.UniqueConstraint(
                    fields=[source, "fault_class"],
                    condition=models.Q(**{f"{source}__isnull": False}),
                    name=f"one_service_fault_per_{source}_and_class",
                    violation_error_message=_("This fault has its record already."),
                )
                for source in ("point", "opinion")
            ),
            models.CheckConstraint(
                condition=models.Q(status="open") | ~models.Q(done_text="") & ~models.Q(post=""),
                name="answered_fault_says_what_was_done_by_whom",
                violation_error_message=_("Say what was done, and who is in charge."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="closed") | ~models.Q(result=""),
                name="closed_fault_has_its_result",
                violation_error_message=_("A record is closed with its result."),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "on"])]  # counts by month

    def __str__(self) -> str:
        return _now("service fault no. %(no)d") % {"no": self.number}

    def get_absolute_url(self) -> str:
        """The page of the record."""
        return reverse("service_fault", args=[self.campaign.code, self.number])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def place(self) -> str:
        """Where it happened: the site, or the department."""
        return self.site.name if self.site else str(self.department)

    @property
    def seen_at(self) -> SiteVisit | WalkTask | None:
        """The visit or the walk-through it came from, where that is on record."""
        return self.point.visit if self.point else self.visit or self.walk

    @property
    def is_late(self) -> bool:
        """Is it open past its day?"""
        return self.status == self.Status.OPEN and self.due_on < clock.today()


class FaultEvidence(EvidenceUse):
    """A photo or file: what was seen, or what shows that it was put right."""

    class Shows(models.TextChoices):
        SEEN = "seen", pgettext_lazy("a service fault", "What was seen")
        DONE = "done", pgettext_lazy("a service fault", "What was put right")

    target = models.ForeignKey(ServiceFault, models.CASCADE, related_name="evidence_uses")
    shows = models.CharField(max_length=4, choices=Shows)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_service_fault")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
