"""意见投诉: what people outside the self-check say, and what became of it."""

from datetime import datetime
from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, CheckItem, Result, Site
from findings.models.guest import Guest
from findings.models.opinion_box import OpinionBox
from organization import clock
from organization.models import Department, NotAllowed, Person, move
from organization.outside import comes_from_outside
from organization.scope import Scoped, in_campaigns, in_departments

TOPIC, CONTACT = 40, 120  # characters


class OpinionQuerySet(Scoped["Opinion"]):
    """Opinions, the latest first."""

    def visible_to(self, person) -> Self:
        """Overseers read them; a department what was handed over to it; a restricted one the
        office and who wrote it down."""
        office = in_campaigns(person, "campaign", ("office",))
        overseen = in_campaigns(person, "campaign") | in_departments(person, "handled_by")
        return self.filter(
            overseen & models.Q(restricted=False) | office | models.Q(recorded_by=person)
        )

    def loose(self) -> Self:
        """Nobody has said yet what becomes of them."""
        return self.filter(status=Opinion.Status.RECORDED)

    def overdue(self, at: datetime) -> Self:
        """Neither replied to nor finished in time at the aware instant `at`."""
        unanswered = models.Q(replied_at=None, reply_due_at__lte=at)
        return self.loose().filter(unanswered | models.Q(finish_due_at__lte=at))


class Opinion(models.Model):
    """One opinion or complaint: through which channel, when, what was said, about whom."""

    class Status(models.TextChoices):
        RECORDED = "recorded", _("Written down")
        FINDING = "finding", _("Taken up as a finding")
        ANSWERED = "answered", pgettext_lazy("opinion", "Answered")
        MERGED = "merged", _("Merged")
        SET_ASIDE = "set_aside", _("Not adopted")

        moves = nonmember(
            {
                "recorded": ("finding", "answered", "merged", "set_aside"),
                "answered": ("recorded",),
                "merged": ("recorded",),
                "set_aside": ("recorded",),
            }
        )

    class Channel(models.TextChoices):
        HOTLINE = "hotline", _("Hotline")
        LETTER = "letter", pgettext_lazy("opinion", "Letter")
        VISIT = "visit", _("Visit")
        MAILBOX = "mailbox", _("Opinion box or mailbox")
        SURVEY = "survey", _("Survey or evaluation")
        TALK = "talk", _("Symposium or talk")
        EVALUATOR = "evaluator", _("Evaluator")
        OTHER = "other", _("Another channel")

    class Category(models.TextChoices):
        COMPLAINT = "complaint", _("Complaint")
        OPINION = "opinion", _("Opinion or proposal")
        TIP = "tip", _("Tip about a breach")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="opinions")
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(max_length=10, choices=Status, default=Status.RECORDED)
    version = models.PositiveIntegerField(default=1)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    category = models.CharField(_("sort"), max_length=10, choices=Category)
    topic = models.CharField(_("topic"), max_length=TOPIC, blank=True)
    said_on = models.DateField(_("said on"))
    text = models.TextField(_("what was said"))
    contact = models.CharField(_("who says it, and where to reach them"), max_length=CONTACT,
                               blank=True)  # fmt: skip
    receipt_hash = models.CharField(max_length=64, blank=True)
    box = models.ForeignKey(OpinionBox, models.PROTECT, null=True, related_name="opinions")
    guest = models.ForeignKey(Guest, models.PROTECT, null=True, related_name="opinions")
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("about the department"),
    )
    item = models.ForeignKey(
        CheckItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opinions",
        verbose_name=_("about the check-point"),
    )
    restricted = models.BooleanField(_("restricted"), default=False)
    handled_by = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name=_("handed over to")
    )
    handed_over_at = models.DateTimeField(null=True)
    reply_due_at = models.DateTimeField(null=True)  # None: nobody could be replied to
    finish_due_at = models.DateTimeField(null=True)  # None: from before there were clocks
    replied_at = models.DateTimeField(null=True)  # the first reply
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    set_aside_reason = models.CharField(_("why it was not adopted"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = OpinionQuerySet.as_manager()
    scope = ("campaign", "handled_by")
    result = Result.NO  # as a source: it says that something is wrong

    class Meta:
        ordering = ["-said_on", "-id"]
        verbose_name = _("opinion or complaint")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_opinion_per_number"),
            models.UniqueConstraint(
                fields=["receipt_hash"],
                condition=~models.Q(receipt_hash=""),
                name="one_opinion_per_receipt",
            ),
            models.CheckConstraint(
                condition=models.Q(status="merged", merged_into__isnull=False)
                | ~models.Q(status="merged") & models.Q(merged_into=None),
                name="merged_opinion_says_into_which",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="no_opinion_is_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="set_aside") | ~models.Q(set_aside_reason=""),
                name="not_adopted_with_a_reason",
                violation_error_message=_("Please say why it is not adopted."),
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "-said_on", "-id"]),  # register
            models.Index(fields=["campaign", "status", "finish_due_at"]),  # home, overdue
        ]

    def __str__(self) -> str:
        return self.event_label

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("opinion", args=[self.campaign.code, self.pk])

    def url_for(self, person: Person) -> str:
        """An evaluator reads what became of it, the house its page."""
        page = "evaluator_opinion" if comes_from_outside(person) else "opinion"
        return reverse(page, args=[self.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def is_open(self) -> bool:
        """Has nobody said yet what becomes of it?"""
        return self.status == self.Status.RECORDED

    @property
    def can_be_replied_to(self) -> bool:
        """Is there somebody who gave a way to reach them, or holds a receipt?"""
        return bool(self.contact or self.receipt_hash)

    def is_overdue(self, at: datetime) -> bool:
        """As `OpinionQuerySet.overdue`."""
        if not self.is_open:
            return False
        reply_late = self.replied_at is None and _is_over(self.reply_due_at, at)
        return reply_late or _is_over(self.finish_due_at, at)

    def set_aside(self, *, by: Person, reason: str) -> None:
        """不采纳: it brings up no problem, or one dealt with elsewhere; the reason is kept."""
        self.campaign.demand_running()
        sets = {"set_aside_reason": reason, **disposal(by)}
        move(self, self.Status.SET_ASIDE, by=by, sets=sets)

    def take_up(self, *, by: Person) -> None:
        """It is looked at again; the clocks go on where they were."""
        self.campaign.demand_running()
        if self.status == self.Status.FINDING:
            raise NotAllowed(_now("This opinion feeds a finding already."))
        sets = {"set_aside_reason": "", "merged_into": None, "disposed_at": None,
                "disposed_by": None}  # fmt: skip
        move(self, self.Status.RECORDED, by=by, sets=sets)

    def become_finding(self, *, by: Person) -> None:
        """A finding has taken it as a source; inside the verb that did so."""
        move(self, self.Status.FINDING, by=by, sets=disposal(by))


def disposal(by: Person) -> dict:
    """What is noted with every disposition."""
    return {"disposed_at": clock.now(), "disposed_by": by}


def _is_over(due_at: datetime | None, at: datetime) -> bool:
    return due_at is not None and due_at <= at
