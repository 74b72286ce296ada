"""Checking an earlier campaign against itself and against the directory, before anything is
written."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _

from campaigns.counts import formula_names
from campaigns.formulas import FormulaError, parse
from campaigns.kinds import kinds
from campaigns.models import Answer, Campaign, CheckItem, EvidenceRule, Project, Result
from findings.models import Finding
from inspection.earlier.reading import Package
from inspection.story.planning import ITEM_COLUMNS
from inspection.story.reading import Row
from organization.models import Department
from rectification.models import Task

KEYS = {"checklist": "code", "findings": "code", "tasks": "code"}
# file → (model, columns that are called as its fields)
LENGTHS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "campaign": (Campaign, ("title", "organisation_name", "organisation_short", "subject")),
    "checklist": (CheckItem, ("code", *ITEM_COLUMNS)),
    "answers": (Answer, ("methods", "responsibility", "statement")),
    "findings": (Finding, ("title", "nature", "category", "rule_document", "rule_clause")),
    "tasks": (Task, ("title", "due_text", "leader")),
}


def check(package: Package, code: str) -> None:
    """Add everything that is wrong to the errors of the package."""
    if "campaign" not in package.rows or len(package["campaign"]) != 1:
        return
    _check_campaign(package, code)
    known = {noun: _keys(package, noun, key) for noun, key in KEYS.items()}
    departments = set(Department.objects.values_list("code", flat=True))
    for noun, (model, columns) in LENGTHS.items():
        _check_lengths(package, noun, model, columns)
    for row in package["campaign"]:
        for column in ("organisation", "office"):
            _check_known(package, row, column, departments)
    for row in package["checklist"]:
        _check_item(package, row)
    for row in package["answers"]:
        _check_known(package, row, "department", departments)
        _check_known(package, row, "item", known["checklist"])
        _check_answer(package, row)
    _check_findings(package, departments, known)


def _check_campaign(package: Package, code: str) -> None:
    row = package.campaign
    begun, over = package.day(row, "launched_on"), package.day(row, "closed_on")
    if begun and over and over < begun:
        package.refuse(row, "closed_on", _("The end lies before the beginning."))
    if row["kind"] and row["kind"] not in kinds():
        package.refuse(row, "kind", _("“%(word)s” is not known here.") % {"word": row["kind"]})
    if Campaign.objects.filter(code=code).exists():
        text = _("A campaign has the code “%(code)s” already.") % {"code": code}
        package.refuse(row, "code", text)


def _keys(package: Package, noun: str, key: str) -> set[str]:
    """The codes of a file; one that comes twice is an error."""
    seen: set[str] = set()
    for row in package[noun]:
        if row[key] in seen:
            text = _("“%(word)s” stands in this file already.") % {"word": row[key]}
            package.refuse(row, key, text)
        seen.add(row[key])
    return seen


def _check_lengths(
    package: Package, noun: str, model: type[models.Model], columns: Iterable[str]
) -> None:
    limits = {name: model._meta.get_field(name).max_length for name in columns}
    if noun == "checklist":
        limits["project"] = Project._meta.get_field("name").max_length
    for row in package[noun]:
        for column, limit in limits.items():
            if limit and len(row[column]) > limit:
                text = _("The text has %(n)d characters, %(limit)d at most.")
                package.refuse(row, column, text % {"n": len(row[column]), "limit": limit})


def _check_known(package: Package, row: Row, column: str, known: set[str]) -> None:
    if row[column] and row[column] not in known:
        package.refuse(row, column, _("“%(word)s” is not known here.") % {"word": row[column]})


def _check_item(package: Package, row: Row) -> None:
    package.whole(row, "no")
    if row["evidence_rule"] not in ("", *EvidenceRule.values):
        text = _("“%(word)s” is not known here.") % {"word": row["evidence_rule"]}
        package.refuse(row, "evidence_rule", text)
    if row["formula"]:
        try:
            parse(row["formula"], formula_names(row["answer_type"]))
        except FormulaError as error:
            package.refuse(row, "formula", str(error))


def _check_answer(package: Package, row: Row) -> None:
    package.day(row, "on")
    package.counts(row)
    n, correct = package.whole(row, "sample_n"), package.whole(row, "sample_ok")
    if correct is not None and (n is None or correct > n):
        package.refuse(row, "sample_ok", _("More correct than checked."))
    if row["result"] and row["result"] not in Result.values:
        package.refuse(row, "result", _("“%(word)s” is not known here.") % {"word": row["result"]})


def _check_findings(package: Package, departments: set[str], known: dict[str, set[str]]) -> None:
    answered = {f"{row['department']}:{row['item']}" for row in package["answers"]}
    used: set[str] = set()
    for row in package["findings"]:
        _check_known(package, row, "department", departments)
        for source in row.list("sources"):
            if source.count(":") == 1 and (source not in answered or source in used):
                text = _("“%(word)s” is no answer of its own in answers.csv.")
                package.refuse(row, "sources", text % {"word": source})
            used.add(source)
    for row in package["tasks"]:
        _check_known(package, row, "finding", known["findings"])
        _check_known(package, row, "department", departments)
        package.day(row, "due_on")
    for row in package["acceptances"]:
        _check_known(package, row, "task", known["tasks"])
        package.day(row, "on")
