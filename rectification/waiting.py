"""What of the rectification waits for a person: tasks to do, tasks to look at."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.models import Campaign
from campaigns.waiting import some
from organization import clock
from organization.models import Person
from organization.templatetags.shell import day
from organization.waiting import Entry, link, mark, register
from rectification import lights
from rectification.models import Extension, Progress, Task
from rectification.waiting_deadlines import of_plan, of_review


@register
def tasks(person: Person) -> Iterator[Entry]:
    """Open tasks of the departments the person heads, and those the person answers for, with
    what their long-term plans ask for; the reviews of the person's own plans."""
    today = clock.today()
    heads = person.roles.departments("head")
    rows = (
        Task.objects.open()
        .filter(
            Q(department__in=heads) | Q(responsible=person) | Q(plan__owner=person),
            campaign__status=Campaign.Status.RUNNING,
        )
        .exclude(status=Task.Status.SUBMITTED)
        .select_related("campaign", "department", "responsible", "measure__finding", "plan")
        .prefetch_related("plan__milestones", "plan__reviews")
    )
    found = list(rows)
    answers = _fresh_answers(found, person)
    for task in found:
        if task.responsible_id == person.pk or task.department_id in heads:
            yield _task(task, person, answers.get(task.pk))
            yield from of_plan(task, today)
        elif task.long_term_plan:
            task.long_term_plan.task = task
            yield from of_review(task.long_term_plan, today)


@register
def acceptances(person: Person) -> Iterator[Entry]:
    """Tasks to look at; never the own work or that of the own department. One query."""
    own = person.roles.campaigns("office", "inspector")
    if not own:
        return
    rows = (
        Task.objects.filter(
            status=Task.Status.SUBMITTED,
            campaign__in=own,
            campaign__status=Campaign.Status.RUNNING,
        )
        .exclude(submitted_by=person)
        .exclude(responsible=person)
        .exclude(progress__by=person)
        .select_related("campaign", "department")
    )
    groups: dict[int, list[Task]] = defaultdict(list)
    for task in rows:
        if not task.is_of_department_of(person):
            groups[task.campaign_id].append(task)
    for found in groups.values():
        yield _acceptance(found)


@register
def overdue(person: Person) -> Iterator[Entry]:
    """Overdue tasks, one line a campaign, for the office that chases them. One query."""
    runs = person.roles.campaigns("office")
    if not runs:
        return
    rows = (
        Task.objects.overdue(on=clock.today())
        .with_department()
        .filter(campaign__in=runs, campaign__status=Campaign.Status.RUNNING)
        .select_related("campaign", "department")
    )
    groups: dict[int, list[Task]] = defaultdict(list)
    for task in rows:
        groups[task.campaign_id].append(task)
    for found in groups.values():
        yield _overdue(found)


def _fresh_answers(tasks: list[Task], person: Person) -> dict[int, Extension]:
    """The last answer about the deadline of each task whose notice the person has not opened, and
    after which nobody has reported progress; one query."""
    unread = person.notifications.unread().filter(thing=Extension._meta.label_lower)
    if not tasks:
        return {}
    later = Progress.objects.filter(task=OuterRef("task"), at__gt=OuterRef("decided_at"))
    rows = Extension.objects.decided().filter(
        ~Exists(later),
        task__in=[task.pk for task in tasks],
        pk__in=unread.filter(kind="extension_answered").order_by().values("thing_pk"),
    )
    return {row.task_id: row for row in rows.order_by("pk")}


def _answer_words(extension: Extension) -> str:
    if extension.status == Extension.Status.GRANTED:
        return _("extension granted, now by %(day)s") % {"day": day(extension.to_on)}
    return _("extension refused, still due by %(day)s") % {"day": day(extension.from_on)}


def _task(task: Task, person: Person, answer: Extension | None) -> Entry:
    title, act = {
        Task.Status.ASSIGNED: (_("Take up the task: %(task)s"), _("Report progress")),
        Task.Status.IN_PROGRESS: (_("Report progress: %(task)s"), _("Report progress")),
        Task.Status.RETURNED: (_("Put right once more: %(task)s"), _("Put right once more")),
    }[task.status]
    values = {
        "number": task.finding.number,
        "percent": task.percent,
        "person": task.responsible.title if task.responsible else "",
    }
    why = _("finding %(number)d, %(percent)d%% done") % values
    if task.responsible_id == person.pk:
        why = _("you answer for it; finding %(number)d, %(percent)d%% done") % values
    elif task.responsible:
        why = _("%(person)s answers for it; finding %(number)d, %(percent)d%% done") % values
    if answer:
        why = pgettext("between facts", "; ").join([_answer_words(answer), why])
    return Entry(
        title=title % {"task": task.title},
        url=link(task),
        due_on=task.due_on,
        kind="task",
        campaign=task.campaign.title,
        act=act,
        why=why,
        returned=task.status == Task.Status.RETURNED,
        **mark(task),
    )


def _acceptance(found: list[Task]) -> Entry:
    campaign = found[0].campaign
    address = reverse("ledger", args=[campaign.code])
    return Entry(
        title=_("Look at %(n)d tasks and close them out") % {"n": len(found)},
        url=link(found[0]) if len(found) == 1 else f"{address}?light={lights.WAITING}",
        due_on=min((task.due_on for task in found if task.due_on), default=None),
        kind="accept",
        campaign=campaign.title,
        act=_("Accept"),
        why=some(list(dict.fromkeys(task.department.name for task in found))),
        **mark(found[0] if len(found) == 1 else campaign),
    )


def _overdue(found: list[Task]) -> Entry:
    campaign = found[0].campaign
    address = reverse("ledger", args=[campaign.code])
    return Entry(
        title=_("Chase %(n)d overdue tasks") % {"n": len(found)},
        url=link(found[0]) if len(found) == 1 else f"{address}?light={lights.LATE}",
        due_on=min(task.due_on for task in found if task.due_on),  # what is overdue has one
        kind="chase",
        campaign=campaign.title,
        act=_("Go and see"),
        why=some(list(dict.fromkeys(task.department.name for task in found))),
        **mark(found[0] if len(found) == 1 else campaign),
    )
