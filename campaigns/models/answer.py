"""Answers, and every version of them word for word."""

from enum import nonmember
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.checklist import CheckItem
from campaigns.models.selfcheck import SelfCheck
from organization import clock
from organization.models import Person
from organization.scope import Scoped


class Result(models.TextChoices):
    """The four results, in the order of the keys 1–4."""

    OK = "ok", _("Compliant")
    NO = "no", _("Not compliant")
    NA = "na", _("Not applicable")
    NOTE = "note", _("Compliant (with note)")


class AnswerQuerySet(Scoped["Answer"]):
    """Answers in the order of the checklist."""

    def locked(self) -> Self:
        """Accepted ones: nothing in them changes any more."""
        return self.filter(status=Answer.Status.ACCEPTED)

    def knowing_evidence(self) -> Self:
        """Each knows whether a file supports it: `has_evidence` then asks nothing more."""
        supported = Answer.objects.filter(
            pk=models.OuterRef("pk"),
            evidence_uses__isnull=False,
            evidence_uses__replaced_at=None,
        )
        return self.annotate(has_evidence=models.Exists(supported))


class Answer(models.Model):
    """A department's answer to one item. No row: not answered yet."""

    class Status(models.TextChoices):
        ANSWERED = "answered", _("Filled in")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Sent back for a new check")

        moves = nonmember(
            {
                "answered": ("accepted", "returned"),
                "returned": ("answered",),
                "accepted": ("answered",),  # the office takes its decision back
            }
        )

    # What a person types, and what a version keeps.
    CONTENTS = (
        "result",
        "methods",
        "sample_n",
        "sample_ok",
        "counts",
        "text",
        "rule",
        "cause",
        "responsibility",
        "measure",
        "statement",
    )

    selfcheck = models.ForeignKey(SelfCheck, models.CASCADE, related_name="answers")
    item = models.ForeignKey(CheckItem, models.PROTECT, related_name="answers")
    result = models.CharField(_("result"), max_length=4, choices=Result, blank=True)
    methods = models.CharField(_("methods"), max_length=120, blank=True)
    sample_n = models.PositiveIntegerField(_("checked"), null=True, blank=True)
    sample_ok = models.PositiveIntegerField(_("of these correct"), null=True, blank=True)
    # Where the item names more numbers than two: the others, by name.
    counts = models.JSONField(_("further numbers"), default=dict, blank=True)
    text = models.TextField(_("explanation or problem"), blank=True)
    rule = models.TextField(_("rule"), blank=True)
    cause = models.TextField(_("cause"), blank=True)
    responsibility = models.CharField(_("responsibility"), max_length=120, blank=True)
    measure = models.TextField(_("proposed measure"), blank=True)
    statement = models.CharField(_("statement of the present state"), max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ANSWERED)
    round = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(default=clock.now)
    edited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Which open page wrote the words that stand, and its how manieth draft: see `filling.Draft`.
    page = models.CharField(max_length=40, blank=True)
    page_seq = models.BigIntegerField(default=0)

    objects = AnswerQuerySet.as_manager()
    scope = ("selfcheck__campaign", "selfcheck__department")

    class Meta:
        ordering = ["item__order"]
        verbose_name = _("answer")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["selfcheck", "item"], name="one_answer_per_item_and_sheet"
            ),
            models.CheckConstraint(
                condition=models.Q(sample_ok=None)
                | models.Q(sample_n__isnull=False, sample_ok__lte=models.F("sample_n")),
                name="not_more_correct_than_checked",
                violation_error_message=_("More correct than checked."),
            ),
        ]
        indexes = [models.Index(fields=["item", "result"])]  # matrix, results of items

    def __str__(self) -> str:
        return f"{self.selfcheck} {self.item.no}"

    def get_absolute_url(self) -> str:
        """The item on its sheet; overseers are led on to the review."""
        sheet = self.selfcheck
        return reverse("fill_item", args=[sheet.campaign.code, sheet.department.code, self.item.no])

    @property
    def sheet(self) -> SelfCheck:
        """The sheet on which it stands."""
        return self.selfcheck

    @property
    def event_label(self) -> str:
        values = {"department": self.selfcheck.department.name, "no": self.item.no}
        return _now("%(department)s, item %(no)d") % values

    @cached_property
    def has_evidence(self) -> bool:
        """Does a file support the answer?"""
        return self.pk is not None and self.evidence_uses.filter(replaced_at=None).exists()

    @property
    def formula_line(self):
        """The formula of the item with these numbers, None where it has none or one is missing."""
        from campaigns.formula_line import formula_line

        line = formula_line(self.item, self.sample_n, self.sample_ok, self.counts)
        return line if line and line.filled else None

    @property
    def missing_parts(self) -> list[str]:
        """Which of 规定 / 问题 / 原因 / 责任 and the measure an answer 不符合 still lacks, in this
        order; none for other results."""
        if self.result != Result.NO:
            return []
        parts = {
            _now("Rule"): self.rule or self.item.rule or self.item.basis,
            _now("Problem"): self.text,
            _now("Cause"): self.cause,
            _now("Responsibility"): self.responsibility,
            _now("Proposed measure"): self.measure,
        }
        return [name for name, words in parts.items() if not words.strip()]

    def contents(self) -> dict:
        """What a person typed, as a version keeps it."""
        return {name: getattr(self, name) for name in self.CONTENTS}


class AnswerVersion(models.Model):
    """An answer as it stood after one save: never changed, never deleted."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    round = models.PositiveIntegerField()
    contents = models.JSONField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["answer", "version"], name="one_row_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.version}"
