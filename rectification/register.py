"""整改台账 as rows in the column order of the trade (practice notes 2.3)."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from findings.models import Finding, FindingSource
from findings.register import cause_of, rule_of
from organization import clock
from organization.looks import LIGHT_WORDS
from organization.templatetags.shell import full_day
from rectification.ledger_columns import ABOUT, HEADINGS
from rectification.models import Acceptance, LookBack, Progress, Task

CHUNK = 500


def columns() -> list[str]:
    """The headers, in the order in which a ledger is printed."""
    return [str(heading) for heading in HEADINGS.values()]


def rows(*parts: QuerySet[Task], today: date, oversees: bool) -> Iterator[list]:
    """One row a task. What a restricted finding is about stays with those who oversee."""
    found = chain.from_iterable(with_everything(part).iterator(chunk_size=CHUNK) for part in parts)
    for number, task in enumerate(found, start=1):
        finding = task.measure.finding
        hidden = finding.named_only or (finding.restricted and not oversees)
        cells = cells_of(task, today, hidden=hidden)
        if imported := getattr(task, "imported", None):
            cells = imported.printed(cells, hidden=hidden)
        yield [number, *(cells[key] for key in HEADINGS if key != "serial")]


def with_everything(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks with all that their rows say: as many queries for one as for a thousand."""
    return tasks.select_related(
        *("measure__finding__aspect", "measure__finding__department"),
        *("department", "responsible", "imported"),
    ).prefetch_related(
        "supports",
        Prefetch("progress", Progress.objects.prefetch_related("evidence_uses__evidence")),
        Prefetch("acceptances", Acceptance.objects.select_related("by")),
        Prefetch("look_backs", LookBack.objects.exclude(status=LookBack.Status.PLANNED)),
        Prefetch("measure__finding__sources", FindingSource.objects.order_by("id")),
    )


def cells_of(task: Task, today: date, *, hidden: bool = False) -> dict:
    """What the records say, by the key of the column; "serial" is the caller's."""
    finding = task.measure.finding
    about = dict.fromkeys(ABOUT, "") if hidden else _about(finding)
    return {
        "number": finding.number,
        **about,
        "responsibility": str(finding.department or ""),
        **_plan(task),
        **_state(task, today),
    }


def _about(finding: Finding) -> dict[str, str]:
    aspect = [str(finding.aspect) if finding.aspect else "", finding.category]
    return {
        "source": _sources(finding),
        "aspect": "\n".join(filter(None, aspect)),
        "rule": rule_of(finding),
        "problem": finding.problem,
        "cause": cause_of(finding),
    }


def _plan(task: Task) -> dict[str, str]:
    return {
        "track": task.measure.finding.get_track_display(),
        "target": task.measure.standard,
        "measure": task.measure.text,
        "leader": task.leader,
        "department": str(task.department),
        "supports": _names(task.supports.all()),
        "responsible": task.responsible.title if task.responsible else "",
        "deadline": _deadline(task),
    }


def _state(task: Task, today: date) -> dict:
    reports = task.progress.all()
    closing = f"{full_day(task.closed_on)} {task.closed_number}" if task.closed_number else ""
    return {
        "progress": "\n".join(f"{full_day(row.on)} {row.text}" for row in reports),
        "percent": task.percent,
        "evidence": _names(use.evidence for row in reports for use in row.evidence_uses.all()),
        "status": task.get_status_display(),
        "acceptance": "\n".join(_acceptance(row) for row in task.acceptances.all()),
        "closing": closing,
        "lookback": "\n".join(_look_back(row) for row in task.look_backs.all()),
        "light": str(LIGHT_WORDS[task.light(today)]),
        "note": "",
    }


def _sources(finding: Finding) -> str:
    words = [row.kind_word for row in finding.sources.all()]
    return _names(dict.fromkeys(words))


def _deadline(task: Task) -> str:
    """The day; its wording; the day that was set first when another one holds now."""
    parts = [full_day(task.due_on) or _("long-term")]
    if task.due_text:
        parts.append(task.due_text)
    if task.first_due_on != task.due_on:
        parts.append(_("first %(day)s") % {"day": full_day(task.first_due_on)})
    return "\n".join(parts)


def _acceptance(row: Acceptance) -> str:
    day = full_day(clock.day_of(row.at))
    return " ".join(filter(None, [row.by.title, day, row.get_outcome_display(), row.text]))


def _look_back(row: LookBack) -> str:
    day = full_day(clock.day_of(row.done_at)) if row.done_at else ""
    return " ".join(filter(None, [day, row.get_status_display(), row.text]))


def _names(things) -> str:
    return pgettext("between names", ", ").join(str(thing) for thing in things)
