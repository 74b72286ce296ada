"""What the page of a task shows beside the work itself: extensions, look-backs, the plan."""

from datetime import date

from organization.models import Person
from organization.models.event import possible_moves
from rectification import extending, long_term
from rectification.deadlines import is_overdue
from rectification.forms import (
    DecisionForm,
    ExtensionForm,
    LookBackForm,
    MilestoneForm,
    PlanForm,
    PlanLookBackForm,
    ReachForm,
    ReviewForm,
    WaiveForm,
)
from rectification.forms.extension import GRANTED, REFUSED
from rectification.models import Extension, LongTermPlan, LookBack, Task
from rectification.permissions import (
    can_accept,
    can_decide,
    can_plan_long_term,
    can_review_plan,
    can_waive_milestone,
    can_work,
)

FILES = "evidence_uses__evidence__campaign"


def of_extensions(row: Task, person: Person, today: date) -> dict:
    """What was asked about the deadline, and whether this person may ask or answer."""
    asked = list(row.extensions.select_related("asked_by", "decided_by"))
    for extension in asked:
        extension.task = row
    undecided = next((e for e in asked if e.status == Extension.Status.ASKED), None)
    running = row.campaign.is_running
    with_department = row.status not in (Task.Status.SUBMITTED, Task.Status.CLOSED)
    works = running and can_work(person, row)
    in_time = row.due_on is not None and not is_overdue(due_on=row.due_on, on=today)
    return {
        "extensions": asked,
        "undecided": undecided,
        "unanswered": undecided is not None and undecided.is_unanswered(today),
        "deciders": extending.deciders(undecided) if undecided else [],
        "may_ask": works and with_department and undecided is None and in_time,
        "too_late_to_ask": works
        and with_department
        and undecided is None
        and not in_time
        # Without a deadline there is nothing to extend.
        and row.due_on is not None,
        "may_withdraw": works and undecided is not None,
        "may_answer": running and undecided is not None and can_decide(person, undecided),
        "extension_form": ExtensionForm(auto_id="extension_%s"),
        "grant_form": DecisionForm(phrases=GRANTED, auto_id="grant_%s"),
        "refuse_form": DecisionForm(phrases=REFUSED, auto_id="refuse_%s"),
    }


def of_look_backs(row: Task, person: Person) -> dict:
    """What was seen after the close-out, and whether this person may look."""
    rows = list(
        row.look_backs.select_related("done_by", "relapse__campaign").prefetch_related(FILES)
    )
    planned = next((r for r in rows if r.status == LookBack.Status.PLANNED), None)
    looks = row.campaign.is_running and can_accept(person, row)
    closed = row.status == Task.Status.CLOSED
    back = LookBack.objects.standing_relapses().filter(task=row).exists()
    return {
        "look_backs": rows,
        "planned_look_back": planned,
        "may_look_back": looks and planned is not None,
        "may_plan_look_back": looks and closed and planned is None and not back,
        "look_back_form": LookBackForm(auto_id="look_%s"),
        "plan_look_back_form": PlanLookBackForm(auto_id="plan_look_%s"),
    }


def of_plan(row: Task, person: Person, today: date, wrong: dict) -> dict:
    """The long-term plan with milestones and reviews, and what this person may do with it.

    `wrong`: the forms of milestones that were filled in wrongly, by name and milestone.
    """
    plan = row.long_term_plan
    running = row.campaign.is_running
    with_department = row.status not in (Task.Status.SUBMITTED, Task.Status.CLOSED)
    writes = running and with_department and can_plan_long_term(person, row)
    context = {
        "plan": plan,
        "may_write_plan": writes and row.finding.track == row.finding.Track.LONG_TERM,
        "plan_form": PlanForm(task=row, instance=plan, auto_id="plan_%s"),
    }
    if plan is None:
        return context
    plan.task = row
    return context | _of_made_plan(plan, person, today, writes, wrong)


def _of_made_plan(
    plan: LongTermPlan, person: Person, today: date, writes: bool, wrong: dict
) -> dict:
    row = plan.task
    rows = list(plan.milestones.select_related("done_by", "waived_by").prefetch_related(FILES))
    following = long_term.next_review(plan, today)
    reviews = row.campaign.is_running and can_review_plan(person, plan)
    open_ = [milestone for milestone in rows if possible_moves(milestone)]
    for one in open_:
        reach = wrong.get("reach_forms", {}).get(one.pk)
        waive = wrong.get("waive_forms", {}).get(one.pk)
        vars(one).update(
            reach_form=reach or ReachForm(auto_id=f"reach_{one.pk}_%s"),
            waive_form=waive or WaiveForm(auto_id=f"waive_{one.pk}_%s"),
        )
    return {
        "milestones": rows,
        "late_milestones": {m.pk for m in open_ if is_overdue(due_on=m.due_on, on=today)},
        "reviews": list(plan.reviews.select_related("by")),
        "missing_reviews": plan.missing_reviews(today),
        "next_review": following,
        "may_review": reviews and following is not None,
        "may_reach": writes and can_work(person, row),
        "may_waive": writes and can_waive_milestone(person, row),
        "milestone_form": MilestoneForm(auto_id="milestone_%s"),
        "review_form": ReviewForm(plan=plan, auto_id="review_%s"),
    }
