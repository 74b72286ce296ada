"""What is planned, carried out or dropped under the lead of a department, others supporting it."""

from datetime import date
from enum import nonmember
from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models import Department
from organization.scope import Scoped, in_departments

U = TypeVar("U", bound="Undertaking")


class UndertakingQuerySet(Scoped[U]):
    """Undertakings in the order of the report."""

    def visible_to(self, person) -> Self:
        """Overseers see all, leading and supporting departments theirs."""
        return self.filter(self.concerning(person))

    def concerning(self, person) -> models.Q:
        """The condition behind `visible_to`."""
        through = self.model.supports.through._default_manager
        supported = through.filter(in_departments(person, "department"))
        key = self.model._meta.model_name or ""
        return self.scope_of(person) | models.Q(pk__in=supported.values(key))


class Undertaking(models.Model):
    """Abstract: the lead department, who supports it, the place in the report, how it stands.

    The model adds `campaign` and the days, and says by `last_day` until when it is to be done.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

        open = nonmember(("planned", "running"))
        moves = nonmember({"planned": ("running", "dropped"), "running": ("done", "dropped")})

    order = models.PositiveIntegerField(default=1)
    title = models.CharField(_("title"), max_length=120)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("lead department")
    )
    supports = models.ManyToManyField(
        Department, related_name="+", blank=True, verbose_name=_("supporting departments")
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    running_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = UndertakingQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        abstract = True
        ordering = ["campaign", "order", "id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="dropped") | ~models.Q(reason=""),
                name="dropped_%(class)s_has_a_reason",
                violation_error_message=_("Say why it is dropped."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def last_day(self) -> date | None:
        """Until when it is to be done (local day); None where no day is set: then never late."""
        return None

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped?"""
        return self.status in self.Status.open

    @property
    def is_late(self) -> bool:
        """Open though its last day has passed?"""
        return self.is_open and self.last_day is not None and self.last_day < clock.today()
