"""Checklists: projects and items. A launched campaign has a frozen copy of its own."""

from collections.abc import Mapping
from typing import Self

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.counts import count_names, formula_names, numbers_of
from campaigns.formulas import Formula, FormulaError, parse
from campaigns.models.basis import Clause
from campaigns.models.campaign import Campaign
from organization.models import Department, NotAllowed, Person, record
from organization.scope import Scoped
from organization.traditional import simplified


class ChecklistQuerySet(Scoped["Checklist"]):
    """Checklists by name."""

    def visible_to(self, person) -> Self:
        """Those of one's campaigns; the library for whoever may set up campaigns."""
        found = self.scope_of(person)
        if person.roles.departments("launcher") or person.roles.campaigns("office"):
            found |= models.Q(campaign=None)
        return self.filter(found)

    def library(self) -> Self:
        """Templates: they belong to no campaign."""
        return self.filter(campaign=None)


class Checklist(models.Model):
    """A list of items: a template in the library, or the copy that belongs to a campaign."""

    name = models.CharField(_("name"), max_length=120)
    campaign = models.OneToOneField(
        Campaign, models.CASCADE, null=True, blank=True, related_name="checklist"
    )
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)

    objects = ChecklistQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["name"]
        verbose_name = _("checklist")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The items of the checklist."""
        return reverse("checklist", args=[self.pk])

    def demand_open(self) -> None:
        """Raise NotAllowed when the checklist was frozen by the launch."""
        if self.frozen_at:
            raise NotAllowed(_now("The checklist was frozen at the launch and cannot be changed."))


class Project(models.Model):
    """监察项目: the first of two independent groupings of the items."""

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="projects")
    order = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["order"]
        verbose_name = _("project")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class CheckItemQuerySet(Scoped["CheckItem"]):
    """Items in the order of the list."""

    def asked(self) -> Self:
        """Items that departments answer."""
        return self.filter(from_records=False)

    def uncited(self) -> Self:
        """Items that name no clause, neither one of the campaign nor one in words."""
        return self.filter(clause=None, rule="")

    def from_records(self) -> Self:
        """Items that the office answers from records (系统取数)."""
        return self.filter(from_records=True)


class AnswerKind(models.TextChoices):
    """What sort of answer the column 填写类型 asks for."""

    JUDGEMENT = "judgement", _("Judgement")
    SAMPLE = "sample", _("Sampling")
    COUNT = "count", _("Counting")
    NUMBER = "number", _("Number")
    NIL = "nil", _("Nil return")


class EvidenceRule(models.TextChoices):
    """佐证要求: when an answer is complete only with evidence. Empty: nothing is laid down."""

    ALWAYS = "always", _("Evidence is always needed")
    ON_NO = "on_no", _("Evidence is needed when not compliant")
    NEVER = "never", _("No evidence is needed")


class CheckItem(models.Model):
    """检查项点: one thing to check, with its standard and its evidence."""

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="items")
    project = models.ForeignKey(Project, models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=40)
    no = models.PositiveIntegerField(_("number"))
    group = models.CharField(_("report group"), max_length=40, blank=True)
    category = models.CharField(_("category"), max_length=40, blank=True)
    text = models.TextField(_("check-point"))
    basis = models.CharField(_("basis document"), max_length=200, blank=True)
    rule = models.CharField(_("rule in detail"), max_length=200, blank=True)
    clause = models.ForeignKey(
        Clause,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("clause"),
    )
    methods = models.CharField(_("methods"), max_length=120, blank=True)
    standard = models.TextField(_("standard of judgement"), blank=True)
    answer_type = models.CharField(_("kind of answer"), max_length=40, blank=True)
    formula = models.CharField(_("formula"), max_length=120, blank=True)
    evidence_hint = models.CharField(_("evidence to provide"), max_length=200, blank=True)
    evidence_rule = models.CharField(
        _("evidence rule"), max_length=10, choices=EvidenceRule, blank=True
    )
    exceptions = models.TextField(_("exceptions"), blank=True)
    good_example = models.TextField(_("example of a good answer"), blank=True)
    bad_example = models.TextField(_("example of a bad answer"), blank=True)
    departments_text = models.CharField(_("responsible departments"), max_length=200, blank=True)
    statement = models.CharField(_("statement of the present state"), max_length=200, blank=True)
    note = models.CharField(max_length=40, blank=True)
    from_records = models.BooleanField(_("answered from records"), default=False)
    all_departments = models.BooleanField(_("all departments"), default=False)

    objects = CheckItemQuerySet.as_manager()
    scope = ("checklist__campaign", None)

    class Meta:
        ordering = ["order"]
        verbose_name = _("check-point")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "code"],
                name="one_item_per_code",
                violation_error_message=_("This code stands in the checklist already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.no}. {self.text}"

    def get_absolute_url(self) -> str:
        """The item in its checklist."""
        return reverse("checklist_item", args=[self.checklist_id, self.no])

    @property
    def event_label(self) -> str:
        return f"{self._meta.verbose_name} {self.no}"

    def change(self, *, by: Person, **fields) -> None:
        """Edit an item of the library or of a campaign in preparation.

        Raises NotAllowed once the checklist is frozen; copies that were launched stay as
        they are.
        """
        with transaction.atomic():
            Checklist.objects.select_for_update().get(pk=self.checklist_id).demand_open()
            CheckItem.objects.filter(pk=self.pk).update(**fields)
            self.refresh_from_db()
            record("checkitem.changed", self, by=by, fields=sorted(fields))

    @property
    def cited(self) -> str:
        """What the item stands on: its clause, else the words of its columns."""
        if self.clause_id:
            return f"{self.clause.document.title}{self.clause.no}"
        return self.rule or self.basis

    @property
    def method_list(self) -> list[str]:
        """The methods of the checklist, as chips."""
        return [m.strip() for m in self.methods.replace("；", ";").split(";") if m.strip()]

    @property
    def kind(self) -> str:
        """The kind of answer, one of AnswerKind; a word nobody knows is a judgement."""
        return kind_of(self.answer_type) or AnswerKind.JUDGEMENT

    @property
    def is_sample(self) -> bool:
        """Does the answer want a sample (抽查 n／合格 m)?"""
        return any(word in simplified(self.answer_type) for word in SAMPLE_WORDS)

    @property
    def count_names(self) -> tuple[str, ...]:
        """What the item calls its numbers: two (应学／实学) or more, () where it does not say."""
        return count_names(self.answer_type)

    @property
    def sample_labels(self) -> tuple[str, ...]:
        """What stands beside the numbers: the names of the item, else checked and correct."""
        return self.count_names or (_now("checked"), _now("of these correct"))

    @property
    def more_than_counted(self) -> str:
        """What is said when the second number is above the first, in the words of the item."""
        if not self.count_names:
            return _now("More correct than checked.")
        whole, part = self.count_names[:2]
        return _now("“%(part)s” cannot be more than “%(whole)s”.") % {"part": part, "whole": whole}

    @property
    def read_formula(self) -> Formula | None:
        """The formula of the item, None without one (or with one that was never checked)."""
        try:
            return parse(self.formula, formula_names(self.answer_type)) if self.formula else None
        except FormulaError:
            return None

    def numbers(
        self, n: int | None, correct: int | None, further: Mapping[str, int]
    ) -> dict[str, int] | None:
        """The numbers by the names a formula uses, None while one is missing."""
        found = numbers_of(formula_names(self.answer_type), n, correct, further)
        numbers = {name: number for name, number in found.items() if number is not None}
        return numbers if len(numbers) == len(found) else None


def kind_of(answer_type: str) -> str:
    """The kind a word of the column 填写类型 stands for, "" for a word nobody knows."""
    told = simplified(answer_type)
    return next((kind for word, kind in KIND_WORDS.items() if word in told), "")


# Words of the column 填写类型, and those that ask for numbers.
KIND_WORDS = {
    "零报告": AnswerKind.NIL,
    "抽样": AnswerKind.SAMPLE,
    "计数": AnswerKind.COUNT,
    "数值": AnswerKind.NUMBER,
    "判断": AnswerKind.JUDGEMENT,
}
SAMPLE_WORDS = ("抽样", "计数", "数值")


class ItemScope(models.Model):
    """任务分解: a department answers an item, as lead or in support."""

    item = models.ForeignKey(CheckItem, models.CASCADE, related_name="scopes")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    lead = models.BooleanField(default=True)

    class Meta:
        ordering = ["department__order"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["item", "department"], name="one_scope_per_department")
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.item}"
