"""长远规划: the plan of a long-term task, its milestones, and a review each period."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Evidence
from findings.models import Finding
from organization import clock, refusals
from organization.models import NotAllowed, Person, move, record
from organization.templatetags.shell import full_day
from rectification.models import LongTermPlan, Milestone, MilestoneEvidence, PlanReview, Task


def make_plan(
    task: Task, goal: str, cycle: str, *, by: Person, owner: Person | None = None
) -> LongTermPlan:
    """The plan of a long-term task; one a task. Raises NotAllowed on another track."""
    task.demand_with_department()
    if task.finding.track != Finding.Track.LONG_TERM:
        raise NotAllowed(_("A long-term plan belongs to the long-term track."))
    _demand_of_department(task, owner)
    try:
        with transaction.atomic():
            plan = LongTermPlan.objects.create(
                task=task, goal=goal, cycle=cycle, owner=owner, made_by=by, made_at=clock.now()
            )
            record("longtermplan.made", plan, by=by)
    except IntegrityError as error:
        raise NotAllowed(_("There is a long-term plan already.")) from error
    return plan


def change_plan(
    plan: LongTermPlan, goal: str, cycle: str, *, by: Person, owner: Person | None = None
) -> None:
    """Another goal, owner or rhythm; milestones and reviews stay."""
    plan.task.demand_with_department()
    _demand_of_department(plan.task, owner)
    with transaction.atomic():
        plan.goal, plan.cycle, plan.owner = goal, cycle, owner
        plan.save(update_fields=["goal", "cycle", "owner"])
        record("longtermplan.changed", plan, by=by)


def add_milestone(
    plan: LongTermPlan, title: str, due_on: date, *, by: Person, due_text: str = ""
) -> Milestone:
    """One more milestone, not after the deadline of the task where it has one."""
    plan.task.demand_with_department()
    if plan.task.due_on and due_on > plan.task.due_on:
        raise NotAllowed(
            _("The task is due by %(day)s: a milestone comes before that.")
            % {"day": full_day(plan.task.due_on)},
            field="due_on",
        )
    with transaction.atomic():
        row = Milestone.objects.create(plan=plan, title=title, due_on=due_on, due_text=due_text)
        record("milestone.planned", row, by=by, due_on=str(due_on))
    return row


def reach(row: Milestone, *, by: Person, text: str, evidence: Iterable[Evidence] = ()) -> None:
    """It is reached: what was done, with the files that show it."""
    task = row.plan.task
    task.demand_with_department()
    with transaction.atomic():
        if task.status == Task.Status.ASSIGNED:
            task.begin(by=by)
        move(row, Milestone.Status.DONE, by=by, sets={"text": text})
        for file in evidence:
            MilestoneEvidence.objects.create(evidence=file, target=row)


def waive(row: Milestone, *, by: Person, reason: str) -> None:
    """The office no longer asks for it, and says why."""
    row.plan.task.demand_with_department()
    if not reason.strip():
        raise NotAllowed(_("Say why the milestone is waived."))
    move(row, Milestone.Status.WAIVED, by=by, sets={"reason": reason.strip()}, reason=reason)


def review(
    plan: LongTermPlan, period_ends_on: date, standing: str, text: str, *, by: Person
) -> PlanReview:
    """Look at the plan for the period up to `period_ends_on`; one review a period.

    Raises NotAllowed for a day with which no period ends, and for one that lies ahead.
    """
    plan.task.campaign.demand_running()
    if period_ends_on not in plan.periods(clock.today()):
        raise NotAllowed(_("No period of this plan ends on that day, or not yet."))
    try:
        with transaction.atomic():
            row = PlanReview.objects.create(
                plan=plan,
                period_ends_on=period_ends_on,
                standing=standing,
                text=text,
                by=by,
                at=clock.now(),
            )
            record("longtermplan.reviewed", plan, by=by, standing=standing)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return row


def next_review(plan: LongTermPlan, today: date) -> date | None:
    """The last day of the first period without a review, up to the running one; None when all
    of them have one."""
    done = {row.period_ends_on for row in plan.reviews.all()}
    return next((end for end in plan.periods(today) if end not in done), None)


def _demand_of_department(task: Task, owner: Person | None) -> None:
    if owner and not owner.department.path.startswith(task.department.path):
        raise NotAllowed(_("The owner of the plan belongs to the lead department."))
