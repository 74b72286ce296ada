"""行评代表: the letter of appointment, what was published to them, and their score sheets."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization import clock
from organization.models import Person
from organization.scope import OVERSIGHT, Scoped, in_campaigns


class EvaluatorTermQuerySet(Scoped["EvaluatorTerm"]):
    """Appointments, by the number of their letters."""

    def holding(self, on: date) -> Self:
        """Those that hold on the day `on`: begun, not over, not ended early."""
        ended = models.Q(ended_on=None) | models.Q(ended_on__gt=on)
        return self.filter(ended, starts_on__lte=on, ends_on__gte=on)


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

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class EvaluatorSheetQuerySet(Scoped["EvaluatorSheet"]):
    """What was published, the newest first: the office and overseers all, an evaluator in term
    what was not withdrawn."""

    def visible_to(self, person) -> Self:
        terms = EvaluatorTerm.objects.order_by().holding(clock.today()).filter(person=person)
        own = models.Q(
            campaign__in=terms.values("campaign"),
            withdrawn_at=None,
        ) & in_campaigns(person, "campaign", ("evaluator",))
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

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
