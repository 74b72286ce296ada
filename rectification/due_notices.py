"""The sweep beside the ladder: extensions nobody answers, milestones, reviews, look-backs, scans.

Each is told once, by the unique key of the notice, however often the sweep runs.
"""

from collections import defaultdict
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from organization import calendar, clock
from organization.models.role import holders
from organization.notices import Words, notify_each, said
from organization.templatetags.shell import full_day
from organization.workdays import add_working_days
from rectification import extending, scan_reminders
from rectification.deadlines import NEAR
from rectification.models import Extension, LongTermPlan, LookBack, Milestone, Task
from rectification.telling import who_do, whose_work

OF_A_TASK = ("campaign", "department", "responsible")


def tell(campaign: Campaign) -> None:
    """Everything of one campaign that is due today or overdue and was not told yet."""
    _unanswered(campaign)
    _milestones(campaign)
    _reviews(campaign)
    _look_backs(campaign)
    scan_reminders.tell(campaign)


def _unanswered(campaign: Campaign) -> None:
    """Who should have answered, and the office that urges."""
    rows = Extension.objects.unanswered(on=clock.today()).filter(task__campaign=campaign)
    office = list(holders(campaign, "office"))
    told = [
        (person, row, title, text)
        for row in rows.select_related("task__campaign", "task__department", "asked_by")
        for title, text in [_unanswered_words(row)]
        for person in {*extending.deciders(row), *office}
    ]
    notify_each(told, "extension_unanswered")


def _unanswered_words(row: Extension) -> tuple[Words, Words]:
    return (
        said(_("Not answered in time: extension of %(task)s"), task=row.task.title),
        said(
            _("%(department)s asked on %(asked)s; the answer was due by %(day)s."),
            department=row.task.department,
            asked=partial(full_day, clock.day_of(row.asked_at)),
            day=partial(full_day, row.decide_by),
        ),
    )


def _milestones(campaign: Campaign) -> None:
    """Who works on the task, a few working days before and once more when it is late."""
    today = clock.today()
    rows = Milestone.objects.open().filter(
        plan__task__campaign=campaign, due_on__lte=add_working_days(today, NEAR, calendar.current())
    )
    found = list(rows.select_related(*(f"plan__task__{one}" for one in OF_A_TASK)))
    doers = who_do([row.plan.task for row in found])
    for slot, title in (
        ("", _("Milestone due: %(title)s")),
        ("late", _("Milestone overdue: %(title)s")),
    ):
        told = [
            (
                person,
                row,
                said(title, title=row.title),
                said(
                    _("To be reached by %(day)s; rectification task: %(task)s."),
                    day=partial(full_day, row.due_on),
                    task=row.plan.task.title,
                ),
            )
            for row in found
            if (row.due_on < today) == bool(slot)
            for person in doers[row.plan.task.pk]
        ]
        notify_each(told, "milestone_due", slot)


def _reviews(campaign: Campaign) -> None:
    """The owner of a plan, for each period that ended without a review."""
    today = clock.today()
    plans = LongTermPlan.objects.filter(task__campaign=campaign).exclude(
        task__status=Task.Status.CLOSED
    )
    plans = plans.select_related(*(f"task__{one}" for one in OF_A_TASK), "owner")
    found = list(plans.prefetch_related("reviews"))
    doers = who_do([plan.task for plan in found])
    told: dict[date, list] = defaultdict(list)  # by the end of the period
    for plan in found:
        owner = plan.owner if plan.owner and plan.owner.is_active else None
        title = said(_("Review the long-term plan: %(task)s"), task=plan.task.title)
        for end in plan.missing_reviews(today):
            ended = _("The period up to %(day)s ended without a review.")
            text = said(ended, day=partial(full_day, end))
            people = [owner] if owner else doers[plan.task.pk]
            told[end] += [(person, plan, title, text) for person in people]
    for end, rows in told.items():
        notify_each(rows, "review_missing", end.isoformat())


def _look_backs(campaign: Campaign) -> None:
    """Office and inspectors who neither did the work nor belong to the department."""
    rows = LookBack.objects.due(on=clock.today()).filter(task__campaign=campaign)
    found = list(rows.select_related("task__campaign", "task__department"))
    if not found:
        return
    lookers = list(holders(campaign, "office", "inspector").select_related("department"))
    own = whose_work(Task.objects.filter(look_backs__in=rows))
    told = [
        (
            person,
            row,
            said(_("Look back: %(task)s"), task=row.task.title),
            said(
                _("%(department)s, closed out as %(number)s; to be looked at on %(day)s."),
                department=row.task.department,
                number=row.task.closed_number,
                day=partial(full_day, row.planned_on),
            ),
        )
        for row in found
        for person in lookers
        if person.pk not in own[row.task_id] and not row.task.is_of_department_of(person)
    ]
    notify_each(told, "look_back_due")
