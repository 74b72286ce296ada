"""An existing ledger becomes findings, measures and tasks: everything or nothing, by the verbs.

A row that stands in the ledger already stays as it is there: deadlines, acceptance and
close-out have verbs of their own. A close-out is taken over as the ledger says it: with its
day and number, who imported it, and never by somebody of those who did the work.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.consolidation import name_aspect, report_finding
from findings.models import Finding
from organization import clock, refusals
from organization.lists import in_a_row
from organization.models import Department, NotAllowed, Person, move, record
from organization.sheets import CellError
from rectification import planning, register
from rectification.ledger_cells import is_machine_day
from rectification.ledger_columns import HEADINGS
from rectification.ledger_draft import LedgerDraft, Line, squeezed
from rectification.models import ImportedRow, Measure, Task

# The way from a new task to the status a ledger says it has.
WAYS = {
    "assigned": (),
    "in_progress": ("in_progress",),
    "submitted": ("in_progress", "submitted"),
    "returned": ("in_progress", "submitted", "returned"),
    "closed": ("in_progress", "submitted", "closed"),
}
# Cells that say more as they were read than as they were left empty.
_NEVER_EMPTY = ("track", "status", "closing")


def mark_known(draft: LedgerDraft, campaign: Campaign) -> None:
    """Mark the lines that stand in the ledger already, each row of it once; say what differs."""
    texts = {line.measure for line in draft.lines}
    known: dict[tuple, list[Task]] = {}
    tasks = Task.objects.filter(campaign=campaign, measure__finding__problem__gt="")
    for task in register.with_everything(tasks.order_by("id")).iterator(chunk_size=500):
        if task.measure.text in texts or squeezed(task.measure.text) in map(squeezed, texts):
            known.setdefault(_identity(task), []).append(task)
    for line in draft.lines:
        line.is_known = bool(tasks_like := known.get(line.identity))
        if tasks_like:
            draft.warnings += _differences(line, tasks_like.pop(0))
    draft.errors += _numbers_taken(draft)


def import_ledger(draft: LedgerDraft, campaign: Campaign, *, by: Person) -> list[Task]:
    """Write what is new in the draft. Gives the tasks, in the order of the file.

    Raises NotAllowed when the draft has errors, when the ledger has changed since the preview,
    and when somebody would close out the own work; then nothing is written.
    """
    campaign.demand_running()
    if draft.errors:
        raise NotAllowed(_("The sheet has errors: nothing was imported."))
    try:
        with transaction.atomic():
            Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
            _demand_as_previewed(draft, campaign)
            return _write(draft, campaign, by)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error


def _write(draft: LedgerDraft, campaign: Campaign, by: Person) -> list[Task]:
    departments = Department.objects.in_bulk([line.department for line in draft.new])
    people = Person.objects.select_related("department").in_bulk(
        [line.responsible for line in draft.new if line.responsible]
    )
    findings: dict[int, Finding] = {}
    tasks = []
    for line in draft.new:
        if line.group not in findings:
            lead = departments[line.department]
            findings[line.group] = _finding(line, campaign, lead, by=by)
        person = people.get(line.responsible)
        tasks.append(_task(line, findings[line.group], departments, person, by=by))
    _close_findings(findings.values(), by=by)
    _keep_words(draft, tasks, by=by)
    record("campaign.ledger_imported", campaign, by=by, tasks=len(tasks), file=draft.file)
    return tasks


def _finding(line: Line, campaign: Campaign, department: Department, *, by: Person) -> Finding:
    fields = dict(line.finding)
    aspect = fields.pop("aspect")
    finding = report_finding(
        campaign,
        (),
        by=by,
        title=squeezed(line.finding["problem"])[:40],
        department=department,
        aspect=name_aspect(campaign, aspect, by=by) if aspect else None,
        **fields,
    )
    finding.confirm(by=by)
    return finding


def _task(line: Line, finding: Finding, departments, person: Person | None, *, by: Person) -> Task:
    measure = _measure(line, finding, by=by)
    first: dict[str, Any] = {"first_due_on": line.first_on} if line.first_on else {}
    task = planning.assign_task(
        measure,
        departments[line.department],
        line.due_on,
        by=by,
        supports=Department.objects.filter(pk__in=line.supports),
        tell=line.status != Task.Status.CLOSED,
        responsible=person,
        leader=line.leader,
        due_text=line.due_text,
        **first,
    )
    for status in WAYS[line.status]:
        _take_over(task, status, line, by=by)
    percent = 100 if line.status == Task.Status.CLOSED else line.percent
    Task.objects.filter(pk=task.pk).update(percent=percent)
    task.percent = percent
    return task


def _measure(line: Line, finding: Finding, *, by: Person) -> Measure:
    """The measure of this text, which several departments may have to do."""
    for measure in finding.measures.all():
        if (measure.text, measure.standard) == (line.measure, line.target):
            measure.finding = finding
            return measure
    return planning.add_measure(finding, line.measure, standard=line.target, by=by)


def _take_over(task: Task, status: str, line: Line, *, by: Person) -> None:
    """One step that was taken before there was this ledger: nobody here did it."""
    sets: dict = {"submitted_by": None} if status == Task.Status.SUBMITTED else {}
    if line.closed_on and status in (Task.Status.SUBMITTED, Task.Status.CLOSED):
        noon = datetime.combine(line.closed_on, time(12), tzinfo=timezone.get_current_timezone())
        sets[f"{status}_at"] = noon
    if status == Task.Status.CLOSED:
        task.demand_other_eyes(by)
        sets["closed_number"] = line.closed_number or planning.closing_number(task)
    move(task, status, by=by, sets=sets, act=f"{status}_before")


def _close_findings(findings: Iterable[Finding], *, by: Person) -> None:
    for finding in findings:
        if not Task.objects.filter(measure__finding=finding).open().exists():
            move(finding, Finding.Status.CLOSED, by=by)


def _keep_words(draft: LedgerDraft, tasks: list[Task], *, by: Person) -> None:
    """Keep what each cell said, and how the ledger prints it now."""
    found = register.with_everything(Task.objects.filter(pk__in=[task.pk for task in tasks]))
    printed = {task.pk: register.cells_of(task, clock.today()) for task in found}
    ImportedRow.objects.bulk_create(
        ImportedRow(
            task=task,
            file=draft.file,
            row=line.row,
            cells={key: text for key, text in line.cells.items() if not _is_read(key, text)},
            read={key: str(printed[task.pk].get(key, "")) for key in line.cells},
            is_closed=task.status == Task.Status.CLOSED,
            by=by,
            at=clock.now(),
        )
        for line, task in zip(draft.new, tasks, strict=True)
    )


def _is_read(key: str, text: str) -> bool:
    """Does what was read say the same in better words: 83 for 0.83, a day for a number?"""
    if key == "percent" or (key in _NEVER_EMPTY and not text):
        return True
    return key in ("deadline", "closing") and is_machine_day(text)


def _demand_as_previewed(draft: LedgerDraft, campaign: Campaign) -> None:
    """Raise NotAllowed when the ledger has got or lost one of the rows since the preview."""
    again = LedgerDraft.from_json(draft.as_json())
    mark_known(again, campaign)
    before = Counter(line.identity for line in draft.new)
    if again.errors or Counter(line.identity for line in again.new) != before:
        raise NotAllowed(
            _("The ledger has changed since the preview: nothing was imported. Look again.")
        )


def _identity(task: Task) -> tuple[str, str, int]:
    problem, measure = task.measure.finding.problem, task.measure.text
    return squeezed(problem), squeezed(measure), task.department_id


def _differences(line: Line, task: Task) -> list[CellError]:
    """What the row says otherwise than the ledger, which stays as it is."""
    now = register.cells_of(task, clock.today())
    if imported := getattr(task, "imported", None):
        now = imported.printed(now)
    differing = [
        str(HEADINGS[key])
        for key, text in line.cells.items()
        if text and squeezed(text) != squeezed(str(now.get(key, ""))) and not _is_read(key, text)
    ]
    if not differing:
        return []
    words = _("Stands in the ledger already and stays as it is there. Differs: %(columns)s.")
    return [CellError(line.place, words % {"columns": in_a_row(differing)})]


def _numbers_taken(draft: LedgerDraft) -> list[CellError]:
    """Close-out numbers that another task has, in whatever campaign."""
    lines = {line.closed_number: line for line in draft.new if line.closed_number}
    others = Task.objects.filter(closed_number__in=lines)
    taken = filter(None, others.values_list("closed_number", flat=True))
    words = _("The close-out number “%(number)s” is taken already.")
    return [CellError(lines[number].place, words % {"number": number}) for number in taken]
