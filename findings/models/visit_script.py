"""检查脚本: what a visitor looks at in every site, with the most points of each."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.models.word_list import ListWord
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class VisitScript(models.Model):
    """A list of points; once visits are planned with it, it stays as it is."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="visit_scripts")
    title = models.CharField(_("title"), max_length=80)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("script")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "title"],
                name="one_script_per_title",
                violation_error_message=_("There is a script of this title already."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of its points."""
        return reverse("visit_script", args=[self.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ScriptPoint(models.Model):
    """One thing that is looked at: its words, its class of fault, the points it may get."""

    script = models.ForeignKey(VisitScript, models.CASCADE, related_name="points")
    order = models.PositiveIntegerField(default=0)
    text = models.CharField(_("what is looked at"), max_length=200)
    most = models.PositiveSmallIntegerField(_("points at most"), default=10)
    fault_class = models.ForeignKey(
        ListWord, models.RESTRICT, related_name="+", verbose_name=_("class of fault")
    )

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("point of a script")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text
