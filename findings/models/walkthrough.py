"""穿越体验: what is walked through as an ordinary customer, and what is proposed because of it."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, CheckItem, Group, Membership, Result, UnderAction
from findings.models.word_list import ListWord
from organization import clock
from organization.models import Person
from organization.scope import Scoped, in_campaigns


def _of_teams(person, path: str) -> models.Q:
    """Rows (`path` leads to the team) of the person's own teams in running campaigns."""
    teams = Membership.objects.filter(
        person=person,
        group__kind=Group.Kind.WALK,
        group__campaign__status=Campaign.Status.RUNNING,
    )
    return models.Q(**{f"{path}__in": teams.values("group")})


class WalkTaskQuerySet(Scoped["WalkTask"]):
    """Tasks by number."""

    def visible_to(self, person) -> Self:
        """Overseers see all of their campaigns, the members of a team those of the team."""
        return self.filter(in_campaigns(person, "campaign") | _of_teams(person, "team"))

    def standing(self) -> Self:
        """Not dropped."""
        return self.exclude(status=WalkTask.Status.DROPPED)

    def walked(self) -> Self:
        """What the funnel counts: tasks that were walked through."""
        return self.filter(status=WalkTask.Status.WALKED)


class WalkTask(UnderAction):
    """One process to walk through: channel × stage × product, for one team."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("To be walked")
        WALKED = "walked", _("Walked through")
        RETURNED = "returned", _("Sent back")
        DROPPED = "dropped", _("Not to be walked")

        writable = nonmember(("planned", "returned"))
        moves = nonmember(
            {
                "planned": ("walked", "dropped"),
                "walked": ("returned",),
                "returned": ("walked", "dropped"),
            }
        )

    class Kind(models.TextChoices):
        OWN = "own", _("Own process")
        COMPETITOR = "competitor", _("Process of a competitor")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="walk_tasks")
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OWN)
    competitor = models.CharField(_("competitor"), max_length=60, blank=True)
    channel = models.ForeignKey(
        ListWord, models.PROTECT, related_name="+", verbose_name=_("channel")
    )
    stage = models.ForeignKey(ListWord, models.PROTECT, related_name="+", verbose_name=_("stage"))
    product = models.ForeignKey(
        ListWord, models.PROTECT, related_name="+", verbose_name=_("product")
    )
    process = models.CharField(_("process that is walked"), max_length=120, blank=True)
    team = models.ForeignKey(
        Group, models.PROTECT, related_name="walk_tasks", verbose_name=_("team")
    )
    due_on = models.DateField(_("walk until"))
    walked_on = models.DateField(_("walked on"), null=True, blank=True)
    steps = models.TextField(_("steps tried, one a line"), blank=True)
    obstacles = models.TextField(_("obstacles, one a line"), blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    walked_at = models.DateTimeField(null=True)
    walked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = WalkTaskQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["number"]
        verbose_name = _("walk-through task")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_walk_per_number"),
            models.UniqueConstraint(
                fields=[
                    *("campaign", "kind", "competitor", "channel", "stage", "product"),
                    *("process", "team"),
                ],
                name="one_walk_per_cell_and_team",
                violation_error_message=_("This team has this task already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="competitor") | models.Q(competitor=""),
                name="a_competitor_is_named_for_its_process",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "channel", "stage"]),  # the board
            models.Index(fields=["team", "status"]),  # what waits for a team
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, on the phone the form of the walker."""
        return reverse("walk_task", args=[self.campaign.code, self.number])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def title(self) -> str:
        """Channel, stage, product and the process, in a line."""
        words = [self.channel.name, self.stage.name, self.product.name, self.process]
        return " · ".join(word for word in words if word)

    @property
    def is_late(self) -> bool:
        """Has the day passed without a walk?"""
        return self.status in self.Status.writable and self.due_on < clock.today()


class ProposalQuerySet(Scoped["Proposal"]):
    """Proposals by number."""

    def visible_to(self, person) -> Self:
        """Overseers see all of their campaigns, a team its own."""
        return self.filter(in_campaigns(person, "campaign") | _of_teams(person, "task__team"))

    def valid(self) -> Self:
        """有效建议: found valid, whatever became of them afterwards."""
        return self.filter(status__in=Proposal.Status.counted_valid)


class Proposal(models.Model):
    """建议: what a team proposes after a walk, how it was evaluated, what became of it."""

    class Status(models.TextChoices):
        MADE = "made", _("Not evaluated yet")
        VALID = "valid", _("Valid")
        INVALID = "invalid", _("Not valid")
        MERGED = "merged", _("Merged into another")
        ADOPTED = "adopted", _("Adopted as a project")
        DECLINED = "declined", _("Valid, not adopted")

        counted_valid = nonmember(("valid", "merged", "adopted", "declined"))
        moves = nonmember(
            {
                "made": ("valid", "invalid"),
                "valid": ("adopted", "merged", "declined", "made"),
                "invalid": ("made",),
                "declined": ("valid",),
            }
        )

    class Grade(models.TextChoices):
        HIGH = "high", _("high")
        MIDDLE = "middle", _("middle")
        LOW = "low", _("low")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="walk_proposals")
    task = models.ForeignKey(WalkTask, models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(max_length=10, choices=Status, default=Status.MADE)
    text = models.TextField(_("proposal"))
    value = models.CharField(_("value"), max_length=6, choices=Grade, blank=True)
    effort = models.CharField(_("effort"), max_length=6, choices=Grade, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_here")
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    evaluated_at = models.DateTimeField(null=True)
    evaluated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()
    scope = ("campaign", None)
    item: CheckItem | None = None  # as a source: no check-point stands behind it
    result = Result.NO
    department = None

    class Meta:
        ordering = ["number"]
        verbose_name = _("proposal")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_proposal_per_number"),
            models.CheckConstraint(
                condition=models.Q(status="merged", merged_into__isnull=False)
                | (~models.Q(status="merged") & models.Q(merged_into=None)),
                name="a_merged_proposal_has_a_target",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="invalid") | ~models.Q(reason=""),
                name="not_valid_has_a_reason",
                violation_error_message=_("Say why it is not valid."),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "status"])]  # the funnel

    def __str__(self) -> str:
        return self.event_label

    def get_absolute_url(self) -> str:
        """Its page, where it is evaluated."""
        return reverse("proposal", args=[self.campaign.code, self.number])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"
