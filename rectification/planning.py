"""From a finding to tasks: measures, tasks, acceptance and close-out."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from findings.consolidation import change_finding
from findings.models import Finding
from organization import clock
from organization.models import Department, NotAllowed, NumberSeries, Person, move, record
from organization.models.role import holders
from organization.notices import notify
from rectification.models import Acceptance, Measure, Task


def add_measure(finding: Finding, text: str, *, by: Person, standard: str = "") -> Measure:
    """One more measure for a confirmed finding."""
    finding.campaign.demand_running()
    if finding.status not in (Finding.Status.CONFIRMED, Finding.Status.RECTIFYING):
        raise NotAllowed(_("Measures are planned for confirmed findings that are still open."))
    with transaction.atomic():
        measure = Measure.objects.create(
            finding=finding, text=text, standard=standard, order=finding.measures.count() + 1
        )
        record("measure.planned", measure, by=by)
    return measure


def assign_task(
    measure: Measure,
    department: Department,
    due_on: date,
    *,
    by: Person,
    supports: tuple = (),
    track: str = "",
    **fields,
) -> Task:
    """Give a measure to a department with a deadline; the finding is being put right from now.

    `fields`: title, leader, responsible, due_text. `track` changes the track of the finding.
    """
    finding = measure.finding
    _demand_assignable(finding, department, fields.get("responsible"))
    with transaction.atomic():
        if finding.status == Finding.Status.CONFIRMED:
            move(finding, Finding.Status.RECTIFYING, by=by)
        if track and track != finding.track:
            change_finding(finding, finding.version, by=by, track=track)
        task = Task.objects.create(
            campaign=finding.campaign,
            measure=measure,
            department=department,
            due_on=due_on,
            first_due_on=due_on,
            assigned_at=clock.now(),
            **{"title": measure.text[:120], **fields},
        )
        task.supports.add(*supports)
        record("task.assigned", task, by=by, due_on=str(due_on))
        _tell_assigned(task)
    return task


def _tell_assigned(task: Task) -> None:
    notify(
        _who_does(task),
        task,
        "task_assigned",
        _("A rectification task for you: %(task)s") % {"task": task.title},
        _("%(campaign)s: to be done by %(month)d/%(day)d.")
        % {
            "campaign": task.campaign.title,
            "month": task.due_on.month,
            "day": task.due_on.day,
        },
    )


def _who_does(task: Task) -> set[Person]:
    """The head of the department and the responsible person, each once."""
    return {*holders(task.department, "head"), *filter(None, [task.responsible])}


def accept(task: Task, *, by: Person, method: str = "", text: str = "") -> Task:
    """Accept and close out (销号) with the next number; never by the one who did the work.

    The last task of a finding closes the finding.
    """
    _demand_other_eyes(task, by)
    with transaction.atomic():
        # Whoever accepts the last but one task at the same time waits here.
        finding = Finding.objects.select_for_update(of=("self",)).get(pk=task.measure.finding_id)
        # The conditional move decides between two who accept at once; only the winner writes.
        move(
            task,
            Task.Status.CLOSED,
            by=by,
            sets={"closed_number": _closing_number(task), "percent": 100},
        )
        _write_acceptance(task, Acceptance.Outcome.PASSED, method, text, by)
        others = Task.objects.filter(measure__finding=finding).exclude(pk=task.pk)
        if not others.open().exists():
            move(finding, Finding.Status.CLOSED, by=by)
        notify(
            _who_does(task),
            task,
            "task_closed",
            _("Closed out: %(task)s (%(number)s)")
            % {"task": task.title, "number": task.closed_number},
        )
    return task


def send_back(task: Task, *, by: Person, text: str, method: str = "") -> Task:
    """Not accepted: more work is asked for, with the reason."""
    _demand_other_eyes(task, by)
    with transaction.atomic():
        move(task, Task.Status.RETURNED, by=by, round=task.acceptances.count() + 1)
        row = _write_acceptance(task, Acceptance.Outcome.FAILED, method, text, by)
        notify(
            _who_does(task),
            task,
            "task_returned",
            _("More work is needed: %(task)s") % {"task": task.title},
            text,
            slot=str(row.round),
        )
    return task


def _demand_assignable(finding: Finding, department: Department, responsible) -> None:
    finding.campaign.demand_running()
    if finding.status not in (Finding.Status.CONFIRMED, Finding.Status.RECTIFYING):
        raise NotAllowed(_("Measures are planned for confirmed findings that are still open."))
    if responsible and not responsible.department.path.startswith(department.path):
        raise NotAllowed(_("The responsible person belongs to the lead department."))


def _demand_other_eyes(task: Task, by: Person) -> None:
    task.campaign.demand_running()
    if task.is_own_work_of(by):
        raise NotAllowed(_("Nobody accepts the own work."))
    if task.is_of_department_of(by):
        raise NotAllowed(_("A department does not accept its own work."))


def _write_acceptance(task: Task, outcome: str, method: str, text: str, by: Person) -> Acceptance:
    return Acceptance.objects.create(
        task=task,
        round=task.acceptances.count() + 1,
        outcome=outcome,
        method=method,
        text=text,
        by=by,
        at=clock.now(),
    )


def _closing_number(task: Task) -> str:
    year = clock.today().year
    n = NumberSeries.take(f"{task.campaign.code}/closing/{year}")
    return f"{task.campaign.code.upper()}-{year}-{n:03d}"
