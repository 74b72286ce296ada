"""意见调查: questionnaires for people outside, and the ballots of an evaluation."""

from datetime import date
from enum import nonmember
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class SurveyQuerySet(Scoped["Survey"]):
    """Surveys, the newest first."""

    def published(self) -> Self:
        """Those whose public page exists: open, or closed by now."""
        return self.filter(status__in=Survey.Status.public)

    def open_on(self, on: date) -> Self:
        """Those that are open on a day, the last one counted."""
        last = models.Q(closes_on=None) | models.Q(closes_on__gte=on)
        return self.filter(last, status=Survey.Status.OPEN)


class Survey(models.Model):
    """Questions to people outside, who answer without an account and without a trace."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being written")
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Answers closed")
        DROPPED = "dropped", _("Dropped")

        public = nonmember(("open", "closed"))
        moves = nonmember({"draft": ("open", "dropped"), "open": ("closed",), "closed": ("open",)})

    class Kind(models.TextChoices):
        QUESTIONNAIRE = "questions", _("Questionnaire")
        BALLOT = "ballot", _("Evaluation ballot")

    class Entrance(models.TextChoices):
        LINK = "link", _("Whoever has the link or the code")
        INVITED = "invited", _("Only who was invited, once each")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="surveys")
    number = models.PositiveIntegerField(_("number"))
    slug = models.CharField(max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.QUESTIONNAIRE)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    entrance = models.CharField(
        _("who may answer"), max_length=10, choices=Entrance, default=Entrance.LINK
    )
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("words before the questions"), max_length=2000, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    places = models.PositiveIntegerField(
        _("answers at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    taken = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(_("ballots sent out"), null=True, blank=True)
    grades = models.TextField(
        _("grades of the result"),
        max_length=500,
        blank=True,
        help_text=_("One a line: from how many percent satisfied on, then the grade."),
    )
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="later_waves")
    reopen_reason = models.CharField(_("why it was opened again"), max_length=300, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = SurveyQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("survey")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_survey_per_number"),
            models.CheckConstraint(
                condition=models.Q(places=None) | models.Q(taken__lte=models.F("places")),
                name="no_more_answers_than_places",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page for the office."""
        return reverse("survey", args=[self.campaign.code, self.number])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def is_draft(self) -> bool:
        """May its questions still be changed?"""
        return self.status == self.Status.DRAFT

    @property
    def is_ballot(self) -> bool:
        """Is it an evaluation ballot (行评测评票)?"""
        return self.kind == self.Kind.BALLOT

    @property
    def is_invited(self) -> bool:
        """Does it take one answer per invitation only?"""
        return self.entrance == self.Entrance.INVITED

    @property
    def is_full(self) -> bool:
        """Has it as many answers as there are places?"""
        return self.places is not None and self.taken >= self.places

    def takes_answers(self, on: date) -> bool:
        """Open on a day, the last day counted, in a running campaign."""
        if self.status != self.Status.OPEN or not self.campaign.is_running:
            return False
        return self.closes_on is None or on <= self.closes_on

    @property
    def is_taking(self) -> bool:
        """Does it take answers today?"""
        return self.takes_answers(clock.today())
