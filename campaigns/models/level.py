"""层次: who checks first, who after that, and what each is asked (区分层次，分步实施)."""

from enum import nonmember

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.models.checklist import CheckItem
from organization.models import Department, Person
from organization.scope import Scoped


class Level(models.Model):
    """A level of a campaign: an audience with items, an instruction and a deadline of its own.

    Each of its people gets a personal sheet; with `asks_charge` a further one about each
    department in charge (主管部门).
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Started")

        moves = nonmember({"planned": ("open",), "open": ()})

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="levels")
    order = models.PositiveIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=40)
    audience = models.CharField(_("for whom"), max_length=12, choices=Person.Level)
    heading = models.CharField(_("line above the sheet"), max_length=120, blank=True)
    prompt = models.TextField(_("instruction"), blank=True)
    topics = models.TextField(_("behaviours to reflect on, one a line"), blank=True)
    due_on = models.DateField(_("due on"))
    follows = models.BooleanField(_("opens after the level before has submitted"), default=False)
    asks_charge = models.BooleanField(_("also about each department in charge"), default=False)
    asks_roots = models.BooleanField(_("asks for the roots in one's thinking"), default=False)
    chair_reviews = models.BooleanField(
        _("read and reviewed by the chair or whom the chair names"), default=False
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    open_at = models.DateTimeField(null=True)
    open_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["order"]
        verbose_name = _("level")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "order"],
                name="one_level_per_order",
                violation_error_message=_("Another level has this place in the order."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The levels of the campaign."""
        return f"{reverse('levels', args=[self.campaign.code])}#level-{self.pk}"

    @property
    def topic_list(self) -> list[str]:
        """The behaviours to reflect on."""
        return [line.strip() for line in self.topics.splitlines() if line.strip()]

    def asked_in_short(self) -> models.QuerySet["LevelItem"]:
        """The items it asks with their numbers alone, in the order of the checklist."""
        return self.asked.select_related("item").only("level", "item__no")

    def people(self) -> models.QuerySet[Person]:
        """The active people this level is for, in the departments that take part and below."""
        within = self._taking_part("department__path")
        if self.audience == Person.Level.EXECUTIVE:
            # Those who lead the organisation sit above the departments that take part.
            within |= models.Q(department=self.campaign.organisation_id)
        return (
            Person.objects.active()
            .filter(within, self.means(), duty="")
            .select_related("department")
        )

    def departments(self) -> models.QuerySet[Department]:
        """The departments that take part, and what is below them."""
        return Department.objects.filter(self._taking_part("path"))

    def _taking_part(self, path: str) -> models.Q:
        paths = self.campaign.participations.filter(left_on=None).values_list(
            "department__path", flat=True
        )
        within = models.Q(pk__in=())
        for start in paths:
            within |= models.Q(**{f"{path}__startswith": start})
        return within

    def means(self) -> models.Q:
        """The condition that a person is of those the level is for, wherever they work."""
        meant = models.Q(level=self.audience)
        if self.audience == Person.Level.BACKBONE:
            meant |= models.Q(level=Person.Level.EMPLOYEE, is_party_member=True)
        return meant


class LevelItem(models.Model):
    """An item a level is asked, with a question of the level's own where it has one."""

    level = models.ForeignKey(Level, models.CASCADE, related_name="asked")
    item = models.ForeignKey(CheckItem, models.PROTECT, related_name="+")
    prompt = models.CharField(_("question to this level"), max_length=200, blank=True)

    class Meta:
        ordering = ["item__order"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["level", "item"], name="one_question_per_item")
        ]

    def __str__(self) -> str:
        return self.prompt or self.item.text
