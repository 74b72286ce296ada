"""建议: to the superior or to a department, linked to findings."""

from datetime import date
from enum import nonmember

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign
from findings.models.finding import Finding
from organization import clock
from organization.models import Department, NotAllowed, Person, move
from organization.scope import Scoped


class Suggestion(models.Model):
    """A concrete, feasible suggestion. Without a finding it is a general one (综合)."""

    class Status(models.TextChoices):
        MADE = "made", pgettext_lazy("suggestion", "Not answered yet")
        ANSWERED = "answered", pgettext_lazy("suggestion", "Answered")
        ADOPTED = "adopted", _("Adopted")
        PARTLY = "partly", _("Adopted in part")
        REFUSED = "refused", _("Not adopted")

        with_reason = nonmember(("partly", "refused"))
        moves = nonmember(
            {
                "made": ("answered", "adopted", "partly", "refused"),
                "answered": ("adopted", "partly", "refused"),
            }
        )

    class Target(models.TextChoices):
        SUPERIOR = "superior", _("To the superior")
        INTERNAL = "internal", _("Inside the organisation")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="suggestions")
    order = models.PositiveIntegerField(default=0)
    target = models.CharField(_("to whom"), max_length=10, choices=Target, default=Target.INTERNAL)
    addressee = models.CharField(_("who is to act"), max_length=80, blank=True)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department that answers"),
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.MADE)
    topic = models.CharField(_("about"), max_length=120)
    background = models.TextField(_("background"), blank=True)
    action = models.TextField(_("what is suggested"))
    effect = models.TextField(_("expected effect"), blank=True)
    findings = models.ManyToManyField(Finding, related_name="suggestions", blank=True)
    disposition = models.TextField(_("what became of it"), blank=True)
    disposed_on = models.DateField(_("answered on"), null=True)
    disposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["-target", "order", "id"]  # to the superior first
        verbose_name = _("suggestion")
        default_permissions = ()

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        """Its page, where it is answered."""
        return reverse("suggestion", args=[self.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def dispose(self, to: str, *, by: Person, on: date, text: str = "") -> None:
        """What became of it: answered, adopted, in part, or not adopted, then with the reason."""
        self.campaign.demand_running()
        if to in self.Status.with_reason and not text.strip():
            raise NotAllowed(_now("Say why it was not adopted, or what of it was not."))
        sets = {"disposition": text, "disposed_on": on, "disposed_by": by}
        move(self, to, by=by, sets=sets)
