"""Who hears of what happens to a task, and in which words."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organization.models import Department, Person
from organization.models.role import holders, holders_of_each
from rectification.models import Milestone, Progress, Task


def who_does(task: Task) -> set[Person]:
    """The head of the department and the responsible person, each once."""
    return {*holders(task.department, "head"), *filter(None, [task.responsible])}


def who_do(tasks: Sequence[Task]) -> dict[int, set[Person]]:
    """`who_does` of many tasks by their keys, in one query for all of them."""
    departments = Department.objects.filter(pk__in={task.department_id for task in tasks})
    heads = holders_of_each(departments, "head") if tasks else {}
    return {
        task.pk: {*heads.get(task.department_id, ()), *filter(None, [task.responsible])}
        for task in tasks
    }


def whose_work(tasks: QuerySet[Task]) -> dict[int, set[int]]:
    """By the key of each task the keys of the people for whom `Task.is_own_work_of` is true, in
    three queries for all of them."""
    tasks = tasks.order_by()
    named = tasks.values_list("pk", "submitted_by", "responsible")
    own = {pk: {one for one in people if one} for pk, *people in named}
    for rows in (
        Progress.objects.filter(task__in=tasks).values_list("task", "by"),
        Milestone.objects.filter(plan__task__in=tasks, done_by__isnull=False).values_list(
            "plan__task", "done_by"
        ),
    ):
        for task, person in rows.order_by().distinct():
            own[task].add(person)
    return own


def until(task: Task) -> str:
    """Of which campaign the task is, and until when."""
    if task.due_on is None:
        return _("%(campaign)s: long-term, by milestones.") % {"campaign": task.campaign.title}
    return _("%(campaign)s: to be done by %(month)d/%(day)d.") % {
        "campaign": task.campaign.title,
        "month": task.due_on.month,
        "day": task.due_on.day,
    }
