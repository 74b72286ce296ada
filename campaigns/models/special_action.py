"""专项行动: what a campaign does under a name of its own, led by one department."""

from enum import nonmember
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from organization.models import Department
from organization.scope import Scoped, in_departments


class SpecialActionQuerySet(Scoped["SpecialAction"]):
    """Special actions in the order of the report."""

    def visible_to(self, person) -> Self:
        """Overseers see all, leading and supporting departments theirs."""
        supported = SpecialAction.supports.through.objects.filter(
            in_departments(person, "department")
        )
        supporting = models.Q(pk__in=supported.values("specialaction"))
        return self.filter(self.scope_of(person) | supporting)


class SpecialAction(models.Model):
    """A special action; its kind is a word the office writes (穿越体验, 零容忍)."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

        moves = nonmember({"planned": ("running", "dropped"), "running": ("done", "dropped")})

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="special_actions")
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("what it is for"), blank=True)
    lead = models.CharField(_("led by (post)"), max_length=80, blank=True)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="special_actions",
        verbose_name=_("lead department"),
    )
    supports = models.ManyToManyField(
        Department, related_name="+", blank=True, verbose_name=_("supporting departments")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    days_text = models.CharField(_("time in words"), max_length=80, blank=True)
    order = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    running_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = SpecialActionQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["campaign", "order", "id"]
        verbose_name = _("special action")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="dropped") | ~models.Q(reason=""),
                name="dropped_action_has_a_reason",
                violation_error_message=_("Say why it is dropped."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
