"""文书: numbered letters to a department, signed for and answered within their clock."""

from datetime import date
from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, Evidence, EvidenceUse
from findings.models import Finding, Opinion, Suggestion
from organization import calendar, clock
from organization.models import Department, Person
from organization.scope import Scoped, in_campaigns, in_departments
from rectification import deadlines
from rectification.letter_kinds import LetterKind, letter_defaults
from rectification.models.task import Task


class LetterQuerySet(Scoped["Letter"]):
    """Letters, the newest first."""

    def visible_to(self, person) -> Self:
        """Overseers see all of their campaigns; the department it went to and the leaders who
        got a copy see it once it was issued."""
        copied = Letter.copies.through.objects.filter(person=person).values("letter")
        sent = models.Q(issued_at__isnull=False)
        theirs = in_departments(person, "department") | models.Q(pk__in=copied)
        open_to = models.Q(task=None) | Finding.readable_by(person, "task__measure__finding")
        return self.filter(in_campaigns(person, "campaign") & open_to | sent & theirs)

    def open(self) -> Self:
        """Drafted or on its way: neither settled, withdrawn nor superseded."""
        return self.exclude(status__in=Letter.Status.over)

    def to_sign_for(self) -> Self:
        """Issued, and nobody has signed for it yet."""
        return self.filter(status=Letter.Status.SENT)

    def to_answer(self) -> Self:
        """Signed for, and no answer is with the office."""
        return self.filter(status__in=Letter.Status.answerable)

    def to_look_at(self) -> Self:
        """Answered: the office accepts the answer or sends it back."""
        return self.filter(status=Letter.Status.ANSWERED)

    def unanswered(self, *, after: date) -> Self:
        """With the department although the last day for the answer lies before the day."""
        return self.filter(status__in=Letter.Status.with_department, reply_by__lt=after)


class Letter(models.Model):
    """One numbered letter. Once it is issued its words are frozen."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("Rectification notice")
        ADVICE = "advice", _("Letter of advice")
        REMINDER = "reminder", _("Reminder slip")
        SLIP = "slip", _("Supervision slip")
        KEY_SLIP = "key_slip", _("Key supervision slip")
        LISTS = "lists", _("Lists handed over")
        OPINIONS = "opinions", _("Hand-over slip of opinions")

        slips = nonmember(("reminder", "slip", "key_slip"))

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("To be signed for")
        SIGNED_FOR = "signed_for", _("To be answered")
        ANSWERED = "answered", pgettext_lazy("a letter", "Answered")
        RETURNED = "returned", _("Answer sent back")
        SETTLED = "settled", _("Settled")
        SUPERSEDED = "superseded", _("Stepped up")
        WITHDRAWN = "withdrawn", _("Withdrawn")

        answerable = nonmember(("signed_for", "returned"))
        with_department = nonmember(("sent", "signed_for", "returned"))
        over = nonmember(("settled", "superseded", "withdrawn"))
        moves = nonmember(
            {
                "draft": ("sent", "withdrawn"),
                "sent": ("signed_for", "superseded", "withdrawn"),
                "signed_for": ("answered", "superseded", "withdrawn"),
                "answered": ("settled", "returned", "superseded", "withdrawn"),
                "returned": ("answered", "superseded", "withdrawn"),
            }
        )

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="letters")
    kind = models.CharField(_("kind of letter"), max_length=10, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    # As printed; the series and the number in it tell it apart from every other letter.
    number = models.CharField(_("number"), max_length=60, blank=True)
    series = models.CharField(max_length=120, blank=True)
    no = models.PositiveIntegerField(null=True)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="letters", verbose_name=_("addressee")
    )
    head = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # at its issue
    copies = models.ManyToManyField(
        Person, blank=True, related_name="letters_copied", verbose_name=_("copies to")
    )
    findings = models.ManyToManyField(
        Finding, blank=True, related_name="letters", verbose_name=_("findings")
    )
    suggestions = models.ManyToManyField(
        Suggestion, blank=True, related_name="letters", verbose_name=_("suggestions")
    )
    opinions = models.ManyToManyField(
        Opinion, blank=True, related_name="letters", verbose_name=_("opinions handed over")
    )
    task = models.ForeignKey(
        Task,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("rectification task"),
    )
    # The deadline of the task at the issue of a slip: another deadline starts the ladder anew.
    task_due_on = models.DateField(null=True)
    topic = models.CharField(_("matter of the letter"), max_length=60, blank=True)
    background = models.TextField(_("background"), blank=True)
    demands = models.TextField(_("what is demanded; one a line"), blank=True)
    plan_due_on = models.DateField(_("rectification plan by"), null=True, blank=True)
    due_on = models.DateField(_("to be put right by"), null=True, blank=True)
    reply_by = models.DateField(_("answer by"), null=True, blank=True)
    content = models.JSONField(default=dict)  # the frozen words, empty before the issue
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    signed_for_at = models.DateTimeField(null=True)
    signed_for_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(_("typed signature"), max_length=60, blank=True)
    signed_address = models.CharField(_("signed from"), max_length=45, blank=True)
    answered_at = models.DateTimeField(null=True)  # the last answer
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdraw_reason = models.CharField(_("reason of the withdrawal"), max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()
    scope = ("campaign", "department")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("letter")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(task__isnull=False)
                & ~models.Q(status__in=("settled", "superseded", "withdrawn")),
                name="one_open_slip_per_matter",
                violation_error_message=_("There is an open slip about this task already."),
            ),
            models.UniqueConstraint(fields=["series", "no"], name="one_letter_per_number"),
            models.CheckConstraint(
                condition=models.Q(issued_at=None, no=None)
                | models.Q(issued_at__isnull=False, no__isnull=False, reply_by__isnull=False),
                name="issued_letter_has_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=("reminder", "slip", "key_slip"), task__isnull=False)
                | ~models.Q(kind__in=("reminder", "slip", "key_slip")) & models.Q(task=None),
                name="slip_is_about_one_task",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="withdrawn") | ~models.Q(withdraw_reason=""),
                name="withdrawal_has_a_reason",
                violation_error_message=_("A withdrawal needs a reason."),
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "status"]),  # register
            models.Index(fields=["department", "status"]),  # home of a department
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def get_absolute_url(self) -> str:
        """The page of the letter."""
        return reverse("letter", args=[self.campaign.code, self.pk])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.number or self.pk}"

    @property
    def of_kind(self) -> LetterKind:
        """Series, number and clock of its kind."""
        return letter_defaults().kinds[self.kind]

    @property
    def is_slip(self) -> bool:
        """Is it about one task, and one of its kind open at a time?"""
        return self.kind in self.Kind.slips

    @property
    def is_open(self) -> bool:
        """Neither settled, withdrawn nor stepped up."""
        return self.status not in self.Status.over

    @property
    def demand_list(self) -> list[str]:
        """What is demanded, one a line in the record."""
        return [line.strip() for line in self.demands.splitlines() if line.strip()]

    @property
    def answered_on(self) -> date | None:
        """The day of the answer that stands; None while the letter is with the department."""
        stands = self.status in (self.Status.ANSWERED, self.Status.SETTLED)
        return clock.day_of(self.answered_at) if stands and self.answered_at else None

    def light(self, today: date) -> deadlines.Light | None:
        """How the answer stands by the calendar; None where no answer is waited for."""
        if self.reply_by is None or self.status in ("superseded", "withdrawn"):
            return None
        return deadlines.light(
            due_on=self.reply_by,
            today=today,
            calendar=calendar.current(),
            closed_on=self.answered_on,
        )


class LetterAnswer(models.Model):
    """回复: what the department answered, and what the office said to it."""

    class Outcome(models.TextChoices):
        WAITING = "", _("Not looked at yet")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Sent back")

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="answers")
    round = models.PositiveIntegerField()
    text = models.TextField(_("text of the answer"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING, blank=True)
    opinion = models.TextField(_("opinion of the office"), blank=True)
    judged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()
    scope = ("letter__campaign", "letter__department")

    class Meta:
        ordering = ["round"]
        verbose_name = _("answer to a letter")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["letter", "round"], name="one_answer_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.round}"


class LetterEvidence(EvidenceUse):
    """A file that goes with the answer to a letter."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    target = models.ForeignKey(LetterAnswer, models.CASCADE, related_name="evidence_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="one_use_per_letter_answer")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.target}"
