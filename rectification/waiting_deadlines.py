"""What waits about deadlines and after the close-out: extensions to answer, milestones and
reviews that are due, look-backs. A few queries each, however many there are."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.waiting import some
from organization import clock
from organization.models import Person
from organization.templatetags.shell import day
from organization.waiting import Entry, link, mark, register
from rectification import long_term
from rectification.deciding import waiting_for
from rectification.models import Extension, LongTermPlan, LookBack, Milestone, Task

AHEAD = timedelta(days=14)  # milestones and look-backs are announced so long before
RUNNING = Campaign.Status.RUNNING


@register
def extensions(person: Person) -> Iterator[Entry]:
    """Extensions to answer, where the person may: several of a campaign are one line."""
    groups: dict[int, list[Extension]] = defaultdict(list)
    for row in waiting_for(person):
        groups[row.task.campaign_id].append(row)
    for found in groups.values():
        yield _extension(found[0]) if len(found) == 1 else _extensions(found)


@register
def unanswered(person: Person) -> Iterator[Entry]:
    """Extensions nobody has answered in time: the office urges. One query."""
    runs = person.roles.campaigns("office")
    if not runs:
        return
    rows = Extension.objects.unanswered(on=clock.today()).filter(
        task__campaign__in=runs, task__campaign__status=RUNNING
    )
    for row in rows.select_related("task__campaign", "task__department"):
        yield _entry(
            row.task,
            row,
            _("Not answered in time: extension of %(task)s") % {"task": row.task.title},
            "urge",
            _("Go and see"),
            row.decide_by,
            _("asked for on %(day)s") % {"day": day(clock.day_of(row.asked_at))},
        )


def of_plan(task: Task, today: date) -> Iterator[Entry]:
    """Milestones that are late or near, the review that is due, the plan that is missing; for
    who works on the task. The plan comes with its milestones and reviews."""
    plan = task.long_term_plan
    if plan is None:
        if task.due_on is None:
            title = _("Make the long-term plan: %(task)s") % {"task": task.title}
            yield _entry(task, task, title, "plan_long_term", _("Make the plan"), None, "")
        return
    plan.task = task
    for row in plan.milestones.all():
        if row.status == Milestone.Status.PLANNED and row.due_on <= today + AHEAD:
            yield _milestone(task, row)
    yield from of_review(plan, today)


def of_review(plan: LongTermPlan, today: date) -> Iterator[Entry]:
    """The review that is due within two weeks."""
    end = long_term.next_review(plan, today)
    if end is not None and end <= today + AHEAD:
        yield _review(plan, end)


@register
def look_backs(person: Person) -> Iterator[Entry]:
    """Look-backs that are due within two weeks: for who may look. One query and one a row."""
    own = person.roles.campaigns("office", "inspector")
    if not own:
        return
    rows = LookBack.objects.due(on=clock.today() + AHEAD).filter(
        task__campaign__in=own, task__campaign__status=RUNNING
    )
    rows = (
        rows.exclude(task__submitted_by=person)
        .exclude(task__responsible=person)
        .exclude(task__progress__by=person)
        .exclude(task__plan__milestones__done_by=person)
    )
    for row in rows.select_related("task__campaign", "task__department"):
        if not row.task.is_of_department_of(person):
            yield _entry(
                row.task,
                row,
                _("Look back: %(task)s") % {"task": row.task.title},
                "look_back",
                _("Look back"),
                row.planned_on,
                _("%(department)s, closed out as %(number)s")
                % {"department": row.task.department, "number": row.task.closed_number},
            )


def _milestone(task: Task, row: Milestone) -> Entry:
    return _entry(
        task,
        row,
        _("Reach the milestone: %(title)s") % {"title": row.title},
        "milestone",
        _("Report the milestone"),
        row.due_on,
        task.title,
    )


def _extension(row: Extension) -> Entry:
    values = {"old": day(row.from_on), "new": day(row.to_on), "department": row.task.department}
    return _entry(
        row.task,
        row,
        _("Answer the extension: %(task)s") % {"task": row.task.title},
        "decide",
        _("Answer"),
        row.decide_by,
        _("%(department)s, from %(old)s to %(new)s") % values,
    )


def _extensions(found: list[Extension]) -> Entry:
    campaign = found[0].task.campaign
    return Entry(
        title=_("Answer %(n)d extensions") % {"n": len(found)},
        url=reverse("decide_extensions", args=[campaign.code]),
        due_on=found[0].decide_by,  # the first to be answered stands first
        kind="decide",
        campaign=campaign.title,
        act=_("Answer"),
        why=some(list(dict.fromkeys(row.task.department.name for row in found))),
        **mark(campaign),
    )


def _review(plan: LongTermPlan, end: date) -> Entry:
    return _entry(
        plan.task,
        plan,
        _("Review the long-term plan: %(task)s") % {"task": plan.task.title},
        "review_plan",
        _("Write a review"),
        end,
        _("period up to %(day)s") % {"day": day(end)},
    )


def _entry(task: Task, thing, title: str, kind: str, act: str, due_on, why: str) -> Entry:
    return Entry(
        title=title,
        url=link(thing),
        due_on=due_on,
        kind=kind,
        campaign=task.campaign.title,
        act=act,
        why=why,
        **mark(thing),
    )
