"""整改项目: an adopted proposal as a project, when and by whom it is accepted, what it brought."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Group
from findings.models.finding import Finding
from organization import clock
from organization.models import Person
from organization.scope import Scoped, in_campaigns


class WalkProjectQuerySet(Scoped["WalkProject"]):
    """Projects by the number of their finding."""

    def visible_to(self, person) -> Self:
        """Whoever oversees the campaign and may read the finding."""
        inside = in_campaigns(person, "finding__campaign")
        return self.filter(inside & Finding.readable_by(person, "finding"))


class WalkProject(models.Model):
    """What is planned and told of a finding of the kind improvement beside its rectification."""

    finding = models.OneToOneField(Finding, models.CASCADE, related_name="walk_project")
    is_key = models.BooleanField(_("key project, accepted on its own"), default=False)
    accept_on = models.DateField(_("acceptance planned for"), null=True, blank=True)
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("acceptance group"),
    )
    flow_before = models.TextField(_("the process before, one step a line"), blank=True)
    flow_after = models.TextField(_("the process after, one step a line"), blank=True)
    evaluation = models.TextField(_("evaluation at the end of the year"), blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = WalkProjectQuerySet.as_manager()
    scope = ("finding__campaign", None)

    class Meta:
        ordering = ["finding__number"]
        verbose_name = _("improvement project")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.finding)

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.finding.number}"
