"""From a finding to tasks: measures, tasks, acceptance and close-out."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Evidence
from findings.consolidation import change_finding
from findings.models import Finding
from organization import clock
from organization.models import Department, NotAllowed, NumberSeries, Person, move, record
from organization.notices import notify
from rectification.extending import withdraw_undecided
from rectification.looking_back import plan_look_back
from rectification.models import Acceptance, AcceptanceEvidence, Measure, Task
from rectification.telling import until, who_does


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


def words_of(measure: Measure) -> str:
    """What it says, by which somebody else's change in the meantime is known."""
    return "\n".join(filter(None, (measure.text, measure.standard)))


def change_measure(measure: Measure, read: str, text: str, standard: str, *, by: Person) -> Measure:
    """Word a measure anew while its finding is open; `read` is what `words_of` said when it was
    read.

    Raises NotAllowed where the finding is closed, or somebody else changed it since.
    """
    measure.finding.campaign.demand_running()
    with transaction.atomic():
        finding = Finding.objects.select_for_update(of=("self",)).get(pk=measure.finding_id)
        if finding.status not in (Finding.Status.CONFIRMED, Finding.Status.RECTIFYING):
            raise NotAllowed(_("Measures are planned for confirmed findings that are still open."))
        now = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
        if words_of(now) != read:
            raise NotAllowed(_("Somebody else changed it in the meantime; nothing was saved."))
        now.text, now.standard = text, standard
        now.save(update_fields=["text", "standard"])
        record("measure.changed", now, by=by, before=read)
    return now


def assign_task(
    measure: Measure,
    department: Department,
    due_on: date | None,
    *,
    by: Person,
    supports: Iterable[Department] = (),
    track: str = "",
    tell: bool = True,
    **fields,
) -> Task:
    """Give a measure to a department with a deadline; the finding is being put right from now.

    `fields`: title, leader, responsible, due_text, first_due_on. `track` changes the track of the
    finding; without a deadline (`due_on` None) it has to be the long-term one. Nobody is told
    (`tell`) of a task that was done before.
    """
    finding = measure.finding
    _demand_assignable(finding, department, fields.get("responsible"))
    if due_on is None and (track or finding.track) != Finding.Track.LONG_TERM:
        raise NotAllowed(_("Only long-term tasks may go without a deadline."))
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
            assigned_at=clock.now(),
            **{"title": measure.text[:120], "first_due_on": due_on, **fields},
        )
        task.supports.add(*supports)
        record("task.assigned", task, by=by, due_on=str(due_on or ""))
        if tell:
            _tell_assigned(task)
    return task


def _tell_assigned(task: Task) -> None:
    notify(
        who_does(task),
        task,
        "task_assigned",
        lambda: _("A rectification task for you: %(task)s") % {"task": task.title},
        lambda: until(task),
    )


def accept(
    task: Task,
    *,
    by: Person,
    method: str = "",
    text: str = "",
    grade: str = "",
    evidence: Iterable[Evidence] = (),
) -> Task:
    """Accept and close out (销号) with the next number; never by the one who did the work.

    The last task of a finding closes the finding; a look-back is planned. Raises NotAllowed for
    the grades 一般 and 差, which open another round, and while a milestone is open.
    """
    task.demand_other_eyes(by)
    if grade in Acceptance.Grade.failing:
        raise NotAllowed(_("“Average” and “poor” open another round: send the task back."))
    task.demand_milestones_passed()
    with transaction.atomic():
        # Whoever accepts the last but one task at the same time waits here.
        finding = Finding.objects.select_for_update(of=("self",)).get(pk=task.measure.finding_id)
        # The conditional move decides between two who accept at once; only the winner writes.
        move(
            task,
            Task.Status.CLOSED,
            by=by,
            sets={"closed_number": closing_number(task), "percent": 100},
        )
        row = _write_acceptance(
            task, Acceptance.Outcome.PASSED, by, method=method, text=text, grade=grade
        )
        _attach(row, evidence)
        _after_the_close_out(task, finding, by)
    return task


def _after_the_close_out(task: Task, finding: Finding, by: Person) -> None:
    """The last task closes the finding; what was asked lapses; somebody looks back."""
    others = Task.objects.filter(measure__finding=finding).exclude(pk=task.pk)
    if not others.open().exists():
        move(finding, Finding.Status.CLOSED, by=by)
    withdraw_undecided(task, by=by)
    plan_look_back(task, by=by)
    notify(
        who_does(task),
        task,
        "task_closed",
        lambda: (
            _("Closed out: %(task)s (%(number)s)")
            % {"task": task.title, "number": task.closed_number}
        ),
    )


def send_back(
    task: Task,
    *,
    by: Person,
    text: str,
    method: str = "",
    grade: str = "",
    fakes: Iterable[str] = (),
    evidence: Iterable[Evidence] = (),
) -> Task:
    """Not accepted (二次整改): more work is asked for, with the reason.

    `fakes` are codes of `Acceptance.Fake`. Raises NotAllowed for a grade that passes.
    """
    task.demand_other_eyes(by)
    if grade in Acceptance.Grade.passing:
        raise NotAllowed(_("“Good” and “rather good” pass: nothing is sent back with them."))
    with transaction.atomic():
        move(task, Task.Status.RETURNED, by=by, round=task.acceptances.count() + 1)
        row = _write_acceptance(
            task,
            Acceptance.Outcome.FAILED,
            by,
            method=method,
            text=text,
            grade=grade,
            fakes=[str(code) for code in fakes],
        )
        _attach(row, evidence)
        notify(
            who_does(task),
            task,
            "task_returned",
            lambda: _("More work is needed: %(task)s") % {"task": task.title},
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


def _write_acceptance(task: Task, outcome: str, by: Person, **fields) -> Acceptance:
    return Acceptance.objects.create(
        task=task,
        round=task.acceptances.count() + 1,
        outcome=outcome,
        by=by,
        at=clock.now(),
        **fields,
    )


def _attach(row: Acceptance, evidence: Iterable[Evidence]) -> None:
    for file in evidence:
        AcceptanceEvidence.objects.create(evidence=file, target=row)


def closing_number(task: Task) -> str:
    """The next close-out number of the campaign and year."""
    year = clock.today().year
    n = NumberSeries.take(f"{task.campaign.code}/closing/{year}")
    return f"{task.campaign.code.upper()}-{year}-{n:03d}"
