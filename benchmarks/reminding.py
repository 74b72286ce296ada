"""The sweep over overdue tasks, beside one SELECT and one bulk INSERT of as many notices."""

from datetime import timedelta

from benchmarks import organisation
from benchmarks.measuring import Comparison, compare, statements, undone
from findings.models import Finding
from organization import clock
from organization.models import Notification
from rectification import reminders
from rectification.models import Measure, Task

TASKS = {"small": (100, 1_000), "company": (1_000, 10_000), "group": (10_000, 100_000)}
DEPARTMENTS = 20


def run(size: str, rounds: int) -> list[Comparison]:
    """So many due of so many tasks; the notices are taken back after every sweep."""
    due, total = TASKS.get(size, TASKS["group"])
    made = organisation.make("remind", DEPARTMENTS, items=1)
    make_tasks(made, due, total)
    sweep = undone(reminders.sweep)
    few = statements(sweep)
    result = compare(
        f"sweep, {due:,} due of {total:,} tasks",
        sweep,
        undone(lambda: plain_sweep(due)),
        "one SELECT + bulk INSERT",
        rounds=rounds,
        goal="≤ 3× floor; SQL per 1,000 notices",
    )
    result.note = f"{few} statements, {few * 1000 / due:.1f} per 1,000 due"
    return [result]


def make_tasks(made: organisation.Organisation, due: int, total: int) -> None:
    """`total` open tasks; the first `due` of them were due yesterday, the others in a year."""
    now, today = clock.now(), clock.today()
    finding = Finding.objects.create(
        campaign=made.campaign,
        number=1,
        title="finding",
        department=made.departments[0],
        reported_at=now,
        reported_by=made.clerk,
    )
    measure = Measure.objects.create(finding=finding, text="measure")
    organisation.bulk(
        Task(
            campaign=made.campaign,
            measure=measure,
            title=f"task {n}",
            department=made.departments[n % DEPARTMENTS],
            responsible=made.heads[n % DEPARTMENTS],
            due_on=day,
            first_due_on=day,
        )
        for n in range(total)
        for day in [today + timedelta(days=-1 if n < due else 365)]
    )


def plain_sweep(due: int) -> None:
    """The floor: read what is due, write one notice each."""
    rows = Task.objects.filter(due_on__lt=clock.today()).values_list("pk", "responsible", "title")
    notices = [
        Notification(
            recipient_id=person,
            thing="rectification.task",
            thing_pk=pk,
            kind="floor",
            title=title,
            text=title,
            at=clock.now(),
        )
        for pk, person, title in rows.iterator(chunk_size=1000)
    ]
    assert len(notices) == due
    Notification.objects.bulk_create(notices, batch_size=1000)
