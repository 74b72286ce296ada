"""应发文书: the slips that are due by the ladder. Computed, never drafted by the clock.

The office looks at them and issues them together: all or none, one matter one slip. What is open
about a matter is stepped up; what was issued for the deadline that holds is not due again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.layers import reviewers
from campaigns.models import Campaign, ReminderStep
from campaigns.steps import Slip, Step
from organization import calendar, clock
from organization.models import Department, NotAllowed, Person
from organization.models.role import holders_of_each
from organization.workdays import WorkCalendar
from rectification import letters
from rectification.ladder import RANK, horizon, slip_step, step_due
from rectification.models import Letter, Task

MOST = 200  # on one page; the rest is due as soon as these are out
STATUS = Letter.Status

Issue = Callable[[Letter, Person], Letter]


@dataclass(frozen=True)
class DueSlip:
    """A slip the ladder asks for today, and what is in its way."""

    task: Task
    step: Step  # the rung that asks for it
    kind: str  # of `Slip`
    open: Letter | None = None  # what is stepped up, or a draft that is issued
    to_chair: bool = False  # a copy goes to the chair: the ladder has got as far as that
    why: str = ""  # it cannot be issued, "" where it can

    @property
    def label(self) -> str:
        """What the slip is called."""
        return str(Slip(self.kind).label)

    @property
    def steps_up(self) -> bool:
        """Does it take the place of a slip that was issued?"""
        return self.open is not None and self.open.status != STATUS.DRAFT

    @property
    def mark(self) -> str:
        """The matter as it was looked at."""
        is_open = (self.open.pk, self.open.status, self.open.version) if self.open else ()
        seen = (self.kind, self.task.due_on, self.task.status, self.to_chair, *is_open)
        digest = hashlib.sha256("\0".join(map(str, seen)).encode()).hexdigest()[:16]
        return f"{self.task.pk}.{digest}"


def due_for(
    task: Task,
    slips: Sequence[Letter],
    today: date,
    steps: Sequence[Step],
    calendar: WorkCalendar,
) -> DueSlip | None:
    """The slip that is due on `today` about a task that is with its department, None where none
    is. Pure.

    `slips` are all letters about the task. One of this rank or a higher one that was issued for
    the deadline that holds is enough; that it was answered or withdrawn does not make it due anew.
    """
    if task.due_on is None:
        return None
    step = slip_step(task.due_on, today, steps, calendar)
    if step is None:
        return None
    rank = RANK[step.slip]
    done = [row for row in slips if row.issued_at and row.task_due_on == task.due_on]
    if any(RANK[row.kind] >= rank for row in done):
        return None
    top = step_due(task.due_on, today, steps, calendar)
    now = next((row for row in slips if row.is_open), None)
    return DueSlip(task, step, step.slip, now, bool(top and top.to_chair), _in_the_way(now, rank))


def _in_the_way(open_slip: Letter | None, rank: int) -> str:
    if open_slip is None:
        return ""
    if open_slip.status == STATUS.DRAFT:
        if RANK[open_slip.kind] == rank:
            return ""
        return _("There is a draft of another slip: issue or withdraw it first.")
    if open_slip.status == STATUS.ANSWERED:
        return _("The answer to the earlier slip has not been looked at yet.")
    if RANK[open_slip.kind] >= rank:
        return _("A slip of the earlier deadline is still open: settle or withdraw it first.")
    return ""


def due_slips(campaigns: Iterable[Campaign], person: Person) -> list[DueSlip]:
    """What is due in these campaigns about tasks the person may see, the latest matter first.

    Five queries, however many campaigns and tasks.
    """
    running = {one.pk: one for one in campaigns if one.is_running}
    if not running:
        return []
    steps, today, days = ReminderStep.of_each(running), clock.today(), calendar.current()
    asking = [step for found in steps.values() for step in found if step.slip]
    if not asking:
        return []
    tasks = list(
        Task.objects.visible_to(person)
        .with_department()
        .filter(campaign__in=running, due_on__lte=horizon(today, asking, days))
        .select_related("department", "responsible", "measure__finding")
        .order_by("due_on", "id")
    )
    about = _letters_about(tasks)
    found = []
    for task in tasks:
        task.campaign = running[task.campaign_id]
        row = due_for(task, about[task.pk], today, steps[task.campaign_id], days)
        if row is not None:
            found.append(row)
    return _with_heads(found)


def _letters_about(tasks: Iterable[Task]) -> dict[int, list[Letter]]:
    about: dict[int, list[Letter]] = defaultdict(list)
    rows = Letter.objects.filter(task__in=[task.pk for task in tasks]).defer("content")
    for row in rows.order_by("pk"):
        if row.task_id is not None:
            about[row.task_id].append(row)
    return about


def _with_heads(found: list[DueSlip]) -> list[DueSlip]:
    """Nobody signs for a slip where nobody heads the department."""
    places = Department.objects.filter(pk__in={row.task.department_id for row in found})
    headed = holders_of_each(places, "head") if found else {}
    return [row if row.why or row.task.department_id in headed else _headless(row) for row in found]


def _headless(row: DueSlip) -> DueSlip:
    why = _("Nobody heads the department: nobody could sign for the letter.")
    return DueSlip(row.task, row.step, row.kind, row.open, row.to_chair, why)


def issue_all(
    campaign: Campaign, seen: Mapping[int, str], issue: Issue, *, by: Person
) -> list[Letter]:
    """Issue the slips about the tasks in `seen` (key: digest) as they were looked at.

    `issue` composes and issues a draft. Raises NotAllowed, naming them, when one has changed
    meanwhile, is not due (any more) or cannot be issued; then none is issued.
    """
    campaign.demand_running()
    with transaction.atomic():
        # Two people who issue at one time: the second one finds what the first one did.
        list(Task.objects.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk"))
        rows = {row.task.pk: row for row in due_slips([campaign], by) if row.task.pk in seen}
        changed = [
            f"{row.task.title}：{row.why or _('changed meanwhile')}"
            for pk, row in rows.items()
            if row.why or row.mark != f"{pk}.{seen[pk]}"
        ]
        if changed or len(rows) != len(seen):
            words = _("No slip was issued: not every matter is as it was when you looked at it.")
            raise NotAllowed(words, reasons=tuple(changed))
        chair = reviewers(campaign)[0]
        return [issue(_drafted(row, chair, by), by) for row in rows.values()]


def _drafted(row: DueSlip, chair: Person | None, by: Person) -> Letter:
    """A draft of the slip, in the place of the lower one where that is open."""
    copies = list(row.task.department.in_charge.active())
    if row.to_chair and chair and chair not in copies:
        copies.append(chair)
    if row.open is None:
        return letters.draft(
            row.task.campaign, row.kind, row.task.department, by=by, task=row.task, copies=copies
        )
    row.open.campaign, row.open.task = row.task.campaign, row.task
    if not row.steps_up:
        return row.open
    return letters.step_up(row.open, by=by, kind=row.kind, copies=copies)
