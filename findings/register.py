"""问题清单 as rows of a worksheet."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from findings.models import Finding


def columns() -> list[str]:
    """The headers, in the order in which a list of findings is printed."""
    return [
        _("Number of the finding"),
        _("Aspect"),
        _("Category"),
        _("Finding"),
        _("Rule (document, clause)"),
        _("Problem in detail"),
        _("Cause (subjective, objective)"),
        _("Responsible department"),
        _("Track"),
        _("Check-points involved"),
        _("Status"),
        _("Note"),
    ]


def rows(findings: QuerySet[Finding]) -> Iterator[list]:
    """One row a finding, its parts below it."""
    together = findings.order_by(Coalesce("parent__number", "number"), "number")
    for row in together.select_related("aspect", "department", "parent").prefetch_related("items"):
        yield [
            row.number,
            str(row.aspect or ""),
            row.category,
            row.title,
            rule_of(row),
            row.problem,
            cause_of(row),
            responsibility_of(row),
            row.get_track_display(),
            pgettext("between names", ", ").join(str(item.no) for item in row.items.all()),
            row.get_status_display(),
            _note(row),
        ]


def _note(finding: Finding) -> str:
    if finding.parent:
        return _("part of finding %(number)d, not counted") % {"number": finding.parent.number}
    return _("fixed in passing, not counted") if finding.fixed_in_passing else ""


def rule_of(finding: Finding) -> str:
    """Document, clause and wording of the rule in one cell."""
    return "\n".join(filter(None, [f"{finding.rule_document}{finding.rule_clause}", finding.rule]))


def responsibility_of(finding: Finding) -> str:
    """The department, and who answers for it there."""
    return "\n".join(filter(None, [str(finding.department or ""), finding.responsibility]))


def cause_of(finding: Finding) -> str:
    """Both causes in one cell, each named."""
    parts = {
        _("Subjective: %(text)s"): finding.cause_subjective,
        _("Objective: %(text)s"): finding.cause_objective,
    }
    return "\n".join(words % {"text": text} for words, text in parts.items() if text)
