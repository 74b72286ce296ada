"""行评代表: the letter of appointment, what was published to them, and their score sheets."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization import clock
from organization.models import Person
from organization.outside import comes_from_outside
from organization.scope import OVERSIGHT, Scoped, in_campaigns


class EvaluatorTermQuerySet(Scoped["EvaluatorTerm"]):
    """Appointments, by the number of their letters."""

    def holding(self, on: date) -> Self:
        """Those that hold on the day `on`: begun, not over, not ended early."""
        ended = models.Q(ended_on=None) | models.Q(ended_on__gt=on)
        return self.filter(ended, starts_on__lte=on, ends_on__gte=on)

    def own_of(self, person: Person) -> Self:
        """The appointments by which `person` evaluates today: the days hold, and so does the
        role."""
        held = in_campaigns(person, "campaign", ("evaluator",))
        return self.holding(clock.today()).filter(held, person=person.pk)


class EvaluatorTerm(models.Model):
    """聘书: outside its days the evaluator reaches nothing of the campaign."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="evaluator_terms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="evaluator_terms")
    number = models.PositiveIntegerField(_("number"))
    category = models.CharField(_("category"), max_length=40)
    starts_on = models.DateField(_("appointed from"))
    ends_on = models.DateField(_("appointed until"))
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(_("why it ended early"), max_length=300, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = EvaluatorTermQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["number"]
        verbose_name = _("letter of appointment")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_appointment_a_number"),
            models.UniqueConstraint(
                fields=["campaign", "person"],
                condition=models.Q(ended_on=None),
                name="one_appointment_per_evaluator",
                violation_error_message=_("This person is an evaluator already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("An appointment cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | ~models.Q(end_reason=""),
                name="appointment_ended_with_a_reason",
                violation_error_message=_("Please say why the appointment ends early."),
            ),
        ]

    def __str__(self) -> str:
        return self.event_label

    def get_absolute_url(self) -> str:
        """The list of the evaluators."""
        return reverse("evaluators", args=[self.campaign.code])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def state(self) -> str:
        """How it stands today: "ended" early, "over", still "to_come", or "holds"."""
        today = clock.today()
        if today > self.ends_on and not self.ended_before_its_day:
            return "over"
        if self.ended_on is not None:
            return "ended"
        return "to_come" if today < self.starts_on else "holds"

    @property
    def ended_before_its_day(self) -> bool:
        """解聘: was it ended before its last day?"""
        return self.ended_on is not None and self.ended_on < self.ends_on

    @property
    def days_left(self) -> int:
        """Calendar days from today to its last day, both counted; 0 once it is over."""
        return max((self.ends_on - clock.today()).days + 1, 0)


def in_own_term(person: Person) -> models.Q:
    """Rows whose `campaign` the person evaluates today."""
    terms = EvaluatorTerm.objects.order_by().own_of(person)
    return models.Q(campaign__in=terms.values("campaign"))


class EvaluatorSheetQuerySet(Scoped["EvaluatorSheet"]):
    """What was published, the newest first: the office and overseers all, an evaluator in term
    what was not withdrawn."""

    def visible_to(self, person) -> Self:
        own = models.Q(withdrawn_at=None) & in_own_term(person)
        return self.filter(in_campaigns(person, "campaign", OVERSIGHT) | own)


class EvaluatorSheet(models.Model):
    """One thing published to evaluators, in the very words they read."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="evaluator_sheets")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("published wording"))
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    objects = EvaluatorSheetQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("publication to evaluators")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawal_reason=""),
                name="sheet_withdrawn_with_a_reason",
                violation_error_message=_("Please say why it is withdrawn."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def url_for(self, person: Person) -> str:
        """An evaluator reads it, the office sees it among all that was published."""
        if comes_from_outside(person):
            return reverse("evaluator_sheet", args=[self.campaign.code, self.pk])
        return reverse("evaluators", args=[self.campaign.code])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
