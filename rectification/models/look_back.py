"""回头看: does it hold?"""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import EvidenceUse
from findings.models import Finding
from organization.models import Person
from organization.scope import Scoped
from rectification.models.task import Task


class LookBackQuerySet(Scoped["LookBack"]):
    """Look-backs by their day."""

    def visible_to(self, person) -> Self:
        """Whoever sees the task sees its look-backs."""
        return self.filter(task__in=Task.objects.visible_to(person))

    def planned(self) -> Self:
        """Still to be done."""
        return self.filter(status=LookBack.Status.PLANNED)

    def standing_relapses(self) -> Self:
        """Those that brought the problem back, unless the office dropped the new finding."""
        dropped = Finding.Status.DISMISSED
        return self.filter(status=LookBack.Status.RELAPSED).exclude(relapse__status=dropped)

    def due(self, *, on: date) -> Self:
        """Still to be done, on the day `on` or before."""
        return self.planned().filter(planned_on__lte=on)


class LookBack(models.Model):
    """One look at a closed task: it holds (巩固), or the problem is back (反弹)."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Look-back planned")
        HELD = "held", pgettext_lazy("look-back", "Held")
        RELAPSED = "relapsed", _("Relapsed")

        moves = nonmember({"planned": ("held", "relapsed")})

    task = models.ForeignKey(Task, models.CASCADE, related_name="look_backs")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    planned_on = models.DateField(_("day of the look-back"))
    method = models.CharField(pgettext_lazy("look-back", "method"), max_length=80, blank=True)
    text = models.TextField(pgettext_lazy("look-back", "what was seen"), blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    relapse = models.OneToOneField(
        Finding, models.PROTECT, null=True, related_name="+", verbose_name=_("new finding")
    )

    objects = LookBackQuerySet.as_manager()
    scope = ("task__campaign", "task__department")

    class Meta:
        ordering = ["planned_on", "id"]
        verbose_name = _("look-back")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(status="planned"),
                name="one_planned_look_back_per_task",
                violation_error_message=_("A look-back is planned already."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="relapsed", relapse__isnull=False)
                | (~models.Q(status="relapsed") & models.Q(relapse=None)),
                name="a_relapse_has_a_finding",
            ),
        ]
        indexes = [models.Index(fields=["status", "planned_on"])]  # home of those who look

    def __str__(self) -> str:
        return f"{self.planned_on} {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        """The page of the task, at this look-back."""
        return f"{self.task.get_absolute_url()}#look-back-{self.pk}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class LookBackEvidence(EvidenceUse):
    """A file that shows what was seen at a look-back."""

    target = models.ForeignKey(LookBack, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_look_back")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
