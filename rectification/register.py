"""整改台账 as rows in the column order of the trade (practice notes 2.3)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from findings.models import Finding, FindingSource
from findings.register import cause_of, rule_of
from organization import clock
from organization.looks import LIGHT_WORDS
from organization.templatetags.shell import full_day
from rectification.models import Acceptance, Progress, Task

CHUNK = 500


def columns() -> list[str]:
    """The headers, in the order in which a ledger is printed."""
    return [
        _("Serial number"),
        _("Number of the finding"),
        _("Source"),
        _("Aspect, category"),
        _("Rule (document, clause)"),
        _("Problem in detail"),
        _("Cause (subjective, objective)"),
        _("Responsibility"),
        _("Track"),
        _("Target"),
        _("Measure"),
        _("Responsible leader"),
        _("Lead department"),
        _("Supporting departments"),
        _("Responsible person"),
        _("Deadline"),
        _("Progress"),
        _("Done in percent"),
        _("Evidence"),
        _("Status"),
        _("Acceptance (person, day, conclusion)"),
        _("Close-out (day, number)"),
        _("Result of the look-back"),
        _("Light"),
        _("Note"),
    ]


def rows(tasks: QuerySet[Task], today: date, *, oversees: bool) -> Iterator[list]:
    """One row a task. What a restricted finding is about stays with those who oversee."""
    found = tasks.select_related(
        "measure__finding__aspect", "measure__finding__department", "department", "responsible"
    ).prefetch_related(
        "supports",
        Prefetch("progress", Progress.objects.prefetch_related("evidence_uses__evidence")),
        Prefetch("acceptances", Acceptance.objects.select_related("by")),
        Prefetch("measure__finding__sources", FindingSource.objects.order_by("id")),
    )
    for number, task in enumerate(found.iterator(chunk_size=CHUNK), start=1):
        finding = task.measure.finding
        hidden = finding.restricted and not oversees
        about = ["", "", "", "", ""] if hidden else _about(finding)
        yield [number, finding.number, *about, str(finding.department or ""), *_what(task, today)]


def _about(finding: Finding) -> list[str]:
    aspect = [str(finding.aspect) if finding.aspect else "", finding.category]
    return [
        _sources(finding),
        "\n".join(filter(None, aspect)),
        rule_of(finding),
        finding.problem,
        cause_of(finding),
    ]


def _what(task: Task, today: date) -> list:
    return [
        task.measure.finding.get_track_display(),
        task.measure.standard,
        task.measure.text,
        task.leader,
        str(task.department),
        _names(task.supports.all()),
        task.responsible.title if task.responsible else "",
        _deadline(task),
        "\n".join(f"{full_day(row.on)} {row.text}" for row in task.progress.all()),
        task.percent,
        _names(use.evidence for row in task.progress.all() for use in row.evidence_uses.all()),
        task.get_status_display(),
        "\n".join(_acceptance(row) for row in task.acceptances.all()),
        f"{full_day(task.closed_on)} {task.closed_number}" if task.closed_number else "",
        "",
        str(LIGHT_WORDS[task.light(today)]),
        "",
    ]


def _sources(finding: Finding) -> str:
    words = [row.kind_word for row in finding.sources.all()]
    return _names(dict.fromkeys(words))


def _deadline(task: Task) -> str:
    """The day; its wording; the day that was set first when another one holds now."""
    parts = [full_day(task.due_on)]
    if task.due_text:
        parts.append(task.due_text)
    if task.first_due_on != task.due_on:
        parts.append(_("first %(day)s") % {"day": full_day(task.first_due_on)})
    return "\n".join(parts)


def _acceptance(row: Acceptance) -> str:
    day = full_day(clock.day_of(row.at))
    return " ".join(filter(None, [row.by.title, day, row.get_outcome_display(), row.text]))


def _names(things) -> str:
    return pgettext("between names", ", ").join(str(thing) for thing in things)
