"""约谈建议、扣分建议: what the ladder proposes about late tasks, for the office to decide.

Computed; nothing is entered by the clock. Each is decided once a task, rung and deadline.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Campaign, ReminderStep
from campaigns.permissions import is_own
from campaigns.steps import Step
from findings import liability
from findings.models import Consequence
from organization import calendar, clock, refusals
from organization.models import NotAllowed, Person, record
from organization.templatetags.shell import full_day
from rectification.deadlines import overdue_days
from rectification.ladder import horizon, proposing_step
from rectification.models import LadderDecision, Task

What, Outcome = LadderDecision.What, LadderDecision.Outcome
KINDS = {What.TALK: Consequence.Kind.TALK, What.POINTS: Consequence.Kind.APPRAISAL}


@dataclass(frozen=True)
class Proposed:
    """What a rung proposes about a task today."""

    task: Task
    step: Step
    what: str

    @property
    def label(self) -> str:
        """In words, with the points: "建议扣2分"."""
        if self.what == What.POINTS:
            return _("%(points)s points off proposed") % {"points": self.step.points_text}
        return str(What(self.what).label)

    @property
    def grounds(self) -> str:
        """What the record begins with."""
        assert self.task.due_on is not None  # the ladder is climbed by tasks with a deadline
        today = clock.today()
        n = overdue_days(self.task.due_on, today, calendar.current())
        words = ngettext(
            "The rectification task “%(task)s” was due by %(day)s and is overdue by %(n)d working"
            " day on %(today)s.",
            "The rectification task “%(task)s” was due by %(day)s and is overdue by %(n)d working"
            " days on %(today)s.",
            n,
        )
        day, now = full_day(self.task.due_on), full_day(today)
        return words % {"task": self.task.title, "day": day, "n": n, "today": now}


def proposed(
    campaigns: Iterable[Campaign], person: Person, only: Iterable[Task] | None = None
) -> list[Proposed]:
    """What stands to be decided about tasks the person may see, the latest matter first; about
    the tasks `only` where these are named.

    Three queries, however many campaigns and tasks.
    """
    running = {one.pk: one for one in campaigns if one.is_running}
    if not running:
        return []
    steps = ReminderStep.of_each(running)
    asking = [step for found in steps.values() for step in found if step.proposes]
    if not asking:
        return []
    today, days = clock.today(), calendar.current()
    late = Task.objects.visible_to(person).with_department()
    if only is not None:
        late = late.filter(pk__in=[task.pk for task in only])
    tasks = list(
        late.filter(campaign__in=running, due_on__lte=horizon(today, asking, days))
        .select_related("department", "measure__finding")
        .order_by("due_on", "id")
    )
    decided = _decided(tasks)
    found = []
    for task in tasks:
        task.campaign = running[task.campaign_id]
        assert task.due_on is not None  # the query asks for what is due up to the horizon
        step = proposing_step(task.due_on, today, steps[task.campaign_id], days)
        if step is not None:
            rows = (Proposed(task, step, what) for what in LadderDecision.kinds_of(step))
            found += [row for row in rows if _key(row) not in decided]
    return found


def about(task: Task, person: Person) -> list[Proposed]:
    """What stands to be decided about one task."""
    return proposed([task.campaign], person, [task])


def follow(
    task: Task, what: str, step: str, *, by: Person, text: str, post: str = "", points=Decimal(0)
) -> LadderDecision:
    """Turn the proposal of the rung `step` into a result of accountability of the department.

    Raises NotAllowed where it does not stand (any more), and for the own department.
    """
    row = _standing(task, what, step, by)
    try:
        with transaction.atomic():
            consequence = liability.draw_consequence(
                task.finding,
                by=by,
                kind=KINDS[What(what)],
                department=task.department,
                post=post,
                text=text,
                points=points,
                on=clock.today(),
            )
            return _decide(row, Outcome.RECORDED, by, consequence=consequence)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error


def dismiss(task: Task, what: str, step: str, *, by: Person, reason: str) -> LadderDecision:
    """The office does not follow the proposal; the reason is kept."""
    row = _standing(task, what, step, by)
    if is_own(by, task.department):
        raise NotAllowed(_("Nobody determines responsibility in the own department."))
    try:
        with transaction.atomic():
            return _decide(row, Outcome.DISMISSED, by, reason=reason)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error


def _standing(task: Task, what: str, step: str, by: Person) -> Proposed:
    task.campaign.demand_running()
    for row in about(task, by):
        if (row.what, row.step.key) == (what, step):
            return row
    raise NotAllowed(_("The ladder does not propose this (any more)."))


def _decide(row: Proposed, outcome: str, by: Person, **fields) -> LadderDecision:
    made = LadderDecision.objects.create(
        task=row.task,
        step=row.step.key,
        due_on=row.task.due_on,
        what=row.what,
        outcome=outcome,
        by=by,
        at=clock.now(),
        **fields,
    )
    record(f"ladderdecision.{outcome}", made, by=by, what=str(row.what))
    return made


def _key(row: Proposed) -> tuple[int, str, date | None, str]:
    return (row.task.pk, row.step.key, row.task.due_on, row.what)


def _decided(tasks: list[Task]) -> set[tuple]:
    rows = LadderDecision.objects.filter(task__in=[task.pk for task in tasks])
    return set(rows.values_list("task", "step", "due_on", "what"))
