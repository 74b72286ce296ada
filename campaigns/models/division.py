"""责任分工: who answers for what, which departments and which projects."""

from typing import Self

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models.campaign import Campaign
from campaigns.models.checklist import Project
from organization.models import Department, NotAllowed, Person, record
from organization.scope import Scoped


class ResponsibilityQuerySet(Scoped["Responsibility"]):
    """The division of work, from the first responsible person down."""

    def visible_to(self, person) -> Self:
        """Overseers see that of their campaigns, the staff once it was announced."""
        announced = Campaign.objects.announced_to(person)
        return self.filter(self.scope_of(person) | models.Q(campaign__in=announced))


class Responsibility(models.Model):
    """What one person answers for. Departments and projects are all of them, or those named."""

    class Rank(models.IntegerChoices):
        FIRST = 1, _("First responsible person")
        IN_CHARGE = 2, _("Leader in charge")
        EXECUTING = 3, _("Responsible for carrying it out")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="responsibilities")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("Person"))
    rank = models.PositiveSmallIntegerField(_("rank"), choices=Rank)
    duty = models.CharField(_("duty"), max_length=200, blank=True)
    all_departments = models.BooleanField(_("all departments"), default=False)
    departments = models.ManyToManyField(
        Department, related_name="+", blank=True, verbose_name=_("Departments")
    )
    all_projects = models.BooleanField(_("all projects"), default=True)
    projects = models.ManyToManyField(
        Project,
        related_name="+",
        blank=True,
        verbose_name=pgettext_lazy("of responsibility", "Projects"),
    )

    objects = ResponsibilityQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["rank", "person__department__order", "person__order", "id"]
        verbose_name = _("responsibility")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(rank=1),
                name="one_first_responsible_person",
                violation_error_message=_("The campaign has its first responsible person already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.title} {self.get_rank_display()}"

    def get_absolute_url(self) -> str:
        """The division of work, which shows it."""
        return f"{reverse('division', args=[self.campaign.code])}#responsibility-{self.pk}"

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def assign(cls, campaign: Campaign, *, by: Person, **fields) -> "Responsibility":
        """A new line of the division of work."""
        campaign.demand_changeable()
        row = cls(campaign=campaign)
        row._write("responsibility.assigned", by, fields)
        return row

    def change(self, *, by: Person, **fields) -> None:
        """Change who answers, for what, for whom."""
        self.campaign.demand_changeable()
        self._write("responsibility.changed", by, fields)

    @transaction.atomic
    def withdraw(self, *, by: Person) -> None:
        """Take the line out."""
        self.campaign.demand_changeable()
        record("responsibility.withdrawn", self, by=by, person=self.person.title)
        self.delete()

    def _write(self, act: str, by: Person, fields: dict) -> None:
        named = {name: fields.pop(name) for name in ("departments", "projects") if name in fields}
        for name, value in fields.items():
            setattr(self, name, value)
        try:
            with transaction.atomic():
                self.save()
                for name, things in named.items():
                    getattr(self, name).set(() if getattr(self, f"all_{name}") else things)
                record(act, self, by=by, person=self.person.title, rank=int(self.rank))
        except IntegrityError as error:
            told = _now("The campaign has its first responsible person already.")
            raise NotAllowed(told) from error
