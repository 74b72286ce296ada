"""Templates: what an earlier campaign said, kept as data for later ones."""

from enum import nonmember
from typing import Self

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models import Department, NotAllowed, Person, move, record
from organization.scope import Scoped, in_departments


class CampaignTemplateQuerySet(Scoped["CampaignTemplate"]):
    """Templates by name."""

    def visible_to(self, person) -> Self:
        """Those of the organisations in which one may launch, and of their superiors."""
        above = {
            path[: end + 1]
            for path in person.roles.paths("launcher")
            for end, mark in enumerate(path)
            if mark == "/" and end
        }
        return self.filter(
            in_departments(person, "organisation", ("launcher",)) | Q(organisation__path__in=above)
        )

    def standing(self) -> Self:
        """What new campaigns may begin from."""
        return self.filter(status=CampaignTemplate.Status.STANDING)


class CampaignTemplate(models.Model):
    """A campaign as a pattern: `contents` is what `campaigns.contents.contents_of` took.

    It points at nothing of the campaign it was made from: whatever becomes of that one,
    the template stays as it is.
    """

    class Status(models.TextChoices):
        STANDING = "standing", _("In use")
        RETIRED = "retired", _("Retired")

        moves = nonmember({"standing": ("retired",), "retired": ("standing",)})

    name = models.CharField(_("name of the template"), max_length=80)
    kind = models.CharField(_("kind"), max_length=40)
    organisation = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    contents = models.JSONField()
    source = models.CharField(_("made from"), max_length=120)  # the title of the campaign then
    status = models.CharField(max_length=10, choices=Status, default=Status.STANDING)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = CampaignTemplateQuerySet.as_manager()
    scope = (None, "organisation")

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("template of campaigns")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="one_template_per_name",
                violation_error_message=_("There is a template of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """What the template fills in."""
        return reverse("campaign_template", args=[self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def rename(self, name: str, *, by: Person) -> None:
        """Call it something else. Raises NotAllowed once it is retired."""
        try:
            with transaction.atomic():
                rows = CampaignTemplate.objects.filter(pk=self.pk).standing()
                if not rows.update(name=name):
                    raise NotAllowed(str(_("The template is retired.")))
                record("campaigntemplate.renamed", self, by=by, former_name=self.name, name=name)
        except IntegrityError:
            raise NotAllowed(str(_("There is a template of this name already."))) from None
        self.name = name

    def retire(self, *, by: Person) -> None:
        """No new campaign begins from it any more."""
        move(self, self.Status.RETIRED, by=by)

    def bring_back(self, *, by: Person) -> None:
        """New campaigns may begin from it again."""
        move(self, self.Status.STANDING, by=by, act="brought_back")
