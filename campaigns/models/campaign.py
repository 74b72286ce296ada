"""Campaigns, the roles on them, and the departments that take part."""

from enum import nonmember
from functools import cached_property, reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organization.models import Department, NotAllowed, Person, RoleGrant
from organization.scope import Scoped, in_campaigns, in_departments, nothing


class CampaignQuerySet(Scoped["Campaign"]):
    """Campaigns, the newest first."""

    def visible_to(self, person) -> Self:
        """Overseers see their campaigns; departments those they take part in, once launched;
        a person what was circulated to them, where they are called to a meeting, and where
        something is theirs to do."""
        takes_part = Participation.objects.filter(
            in_departments(person, "department"), campaign=OuterRef("pk"), left_on=None
        )
        me = Person.objects.filter(pk=person.pk)
        signs = me.filter(receipts__circulation__campaign=OuterRef("pk"))
        called = me.filter(attendances__meeting__phase__campaign=OuterRef("pk"))
        does = me.filter(planned_activities__phase__campaign=OuterRef("pk"))
        walks = me.filter(
            memberships__group__kind="walk", memberships__group__campaign=OuterRef("pk")
        )
        reached = (takes_part, signs, called, does, walks)
        inside = reduce(or_, map(Exists, reached))
        return self.filter(
            in_campaigns(person, "") | models.Q(inside) & models.Q(running_at__isnull=False)
        )

    def announced_to(self, person) -> Self:
        """Launched ones whose leaders and division of work were announced, for everybody who
        belongs to the organisation; overseers see theirs before that. Who has a system duty has
        no part in a campaign."""
        told = models.Q(announcement__isnull=False, running_at__isnull=False)
        return self.filter(in_campaigns(person, "") | _at_home(person) & told)

    def on_board_for(self, person) -> Self:
        """Launched ones whose notice board is up, for everybody who belongs to the organisation;
        overseers see theirs before that."""
        is_up = models.Q(board__is_up=True, running_at__isnull=False)
        return self.filter(in_campaigns(person, "") | _at_home(person) & is_up)

    def running(self) -> Self:
        """Launched and not yet closed."""
        return self.filter(status=Campaign.Status.RUNNING)

    def on_the_desk(self) -> Self:
        """Not archived: what lists and choices show."""
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        """What was taken from the lists."""
        return self.filter(archived_at__isnull=False)


def _at_home(person) -> models.Q:
    """The campaigns of the organisation a person belongs to; a system duty has no part in any."""
    if person.duty:
        return nothing()
    return models.Q(organisation__path__in=person.department.lineage())


class Script(models.TextChoices):
    """In which characters papers are written."""

    SIMPLIFIED = "zh-hans", _("Simplified Chinese")
    TRADITIONAL = "zh-hant", _("Traditional Chinese")


def usual_script() -> str:
    """Of a campaign for which nobody chose: the installation's, where that is Chinese."""
    usual = settings.LANGUAGE_CODE
    return usual if usual in Script.values else Script.SIMPLIFIED.value


class Campaign(models.Model):
    """One self-inspection campaign of an organisation."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        RUNNING = "running", _("Running")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

        over = nonmember(("closed", "cancelled"))
        moves = nonmember({"draft": ("running", "cancelled"), "running": ("closed", "cancelled")})

    code = models.CharField(
        _("code"), max_length=40, unique=True, validators=[RegexValidator(r"^[A-Za-z0-9_-]+$")]
    )
    title = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=40)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    organisation = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    organisation_name = models.CharField(_("full name on papers"), max_length=120)
    organisation_short = models.CharField(_("short name on papers"), max_length=60)
    office = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("supervision office")
    )
    subject = models.CharField(_("subject"), max_length=200)
    trigger_title = models.CharField(_("notice of the superior"), max_length=200, blank=True)
    trigger_number = models.CharField(_("document number"), max_length=60, blank=True)
    trigger_issuer = models.CharField(_("issued by"), max_length=80, blank=True)
    trigger_received_on = models.DateField(_("received on"), null=True, blank=True)
    authorities = models.TextField(
        _("other authorities outside"),
        blank=True,
        help_text=_("One a line, the highest first: who else ordered or guides the campaign."),
    )
    addressee = models.CharField(_("report goes to"), max_length=80, blank=True)
    slogan = models.CharField(_("guiding words"), max_length=120, blank=True)
    # The words of the kind (activity, office, self-reference, classifiers), copied when the
    # campaign is made, so that a later change of the kind does not re-word an old paper.
    wording = models.JSONField(default=dict, blank=True)
    # What it began with and plans at its launch: activities, recurring inspections.
    carried = models.JSONField(default=dict, blank=True)
    report_template = models.CharField(max_length=20, default="A")
    has_charts = models.BooleanField(default=False)  # the report carries an annex of charts
    # Of its papers and of what the public reads; pages and mails are in that of their reader.
    language = models.CharField(
        _("language of the papers"), max_length=10, choices=Script, default=usual_script
    )
    # 时限规则 of `fixtures/clocks.json`: working days, natural days or hours.
    clock = models.CharField(max_length=20, default="working_days")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    running_at = models.DateTimeField(null=True)
    running_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True)
    archived_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()
    scope = ("", None)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("campaign")
        default_permissions = ()
        # One guardian permission is one role.
        permissions = [
            ("office", "office"),
            ("inspector", "inspector"),
            ("leader", "leader"),
            ("evaluator", "evaluator"),
            ("visitor", "visitor"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The overview of the campaign."""
        return reverse("campaign", args=[self.code])

    @property
    def event_label(self) -> str:
        return self.code

    @property
    def public_language(self) -> str:
        """The code of what people outside read: that of its papers, or English in an English
        installation, as no paper is written in English."""
        return "en" if settings.LANGUAGE_CODE == "en" else self.language

    @property
    def is_running(self) -> bool:
        """Launched and not yet closed."""
        return self.status == self.Status.RUNNING

    @property
    def is_over(self) -> bool:
        """Closed or cancelled: it can be read only."""
        return self.status in self.Status.over

    @property
    def authority_list(self) -> list[str]:
        """The outside bodies, one a line in the record."""
        return [line.strip() for line in self.authorities.splitlines() if line.strip()]

    @cached_property
    def open_keys(self) -> frozenset[str]:
        """What the open phases allow: "mobilization", "self_check", "analysis" …"""
        return frozenset(
            key for phase in self.phases.all() if phase.status == "open" for key in phase.opens
        )

    def has_open(self, *keys: str) -> bool:
        """Does an open phase of the running campaign allow one of `keys`?"""
        return self.is_running and not self.open_keys.isdisjoint(keys)

    def has_begun(self, key: str) -> bool:
        """Was a phase ever open that allows `key`, whether or not it is open now?"""
        return any(key in phase.opens and phase.status != "planned" for phase in self.phases.all())

    def demand_running(self) -> None:
        """Raise NotAllowed unless the campaign is running."""
        self.demand_changeable()
        if not self.is_running:
            raise NotAllowed(str(_("The campaign has not been launched yet.")))

    def demand_changeable(self) -> None:
        """Raise NotAllowed once the campaign is closed: then it can be read only."""
        if self.status in self.Status.over:
            raise NotAllowed(str(_("The campaign is closed: it can be read but not changed.")))

    def word(self, key: str, default: Any = "") -> Any:
        """A word of the kind of campaign, such as "activity" or "self"."""
        return self.wording.get(key) or default


class CampaignRole(RoleGrant):
    """office, inspector, leader, evaluator or visitor of a campaign."""

    content_object = models.ForeignKey(Campaign, models.CASCADE, related_name="role_grants")
    kind = "campaign"

    class Meta(RoleGrant.Meta):
        default_permissions = ()


class Participation(models.Model):
    """A department takes part. Name and head are frozen: a later rename changes no old paper."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="participations")
    department = models.ForeignKey(Department, models.PROTECT, related_name="participations")
    name_then = models.CharField(max_length=80, blank=True)
    head = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    left_on = models.DateField(null=True)

    objects = Scoped.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["department__order", "department__code"]
        verbose_name = _("participating department")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "department"], name="one_participation_per_department"
            )
        ]

    def __str__(self) -> str:
        return self.name_then or self.department.name

    def get_absolute_url(self) -> str:
        """The department's sheet in this campaign."""
        return reverse("fill", args=[self.campaign.code, self.department.code])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.department.code}"
