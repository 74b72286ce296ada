"""催办 by hand: the office reminds those who answer for the chosen tasks, in words of its own.

Each person hears of each task once a day at most, by the unique key of the notice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import ngettext, pgettext

from organization import calendar, clock
from organization.models import Department, Notification, Person, record
from organization.models.role import holders_of_each
from organization.notices import notify_each
from organization.notices import said as to_say
from organization.templatetags.shell import full_day
from rectification.deadlines import days_left, is_overdue, overdue_days
from rectification.models import Task

KIND = "task_urged"
NEEDED = ("campaign", "department", "responsible")


@dataclass
class Urged:
    """A task that is to be urged: who answers for it, and who was urged today already."""

    task: Task
    days: str  # "逾期3个工作日"
    people: list[Person] = field(default_factory=list)
    told: list[Person] = field(default_factory=list)
    why: str = ""  # nothing is urged about it, "" where something is

    @property
    def fresh(self) -> list[Person]:
        """Who would hear of it now."""
        return [] if self.why else [one for one in self.people if one not in self.told]

    @property
    def line(self) -> str:
        """What the notice says of the matter, before the words of the office."""
        task = self.task
        said = {"task": task.title, "department": task.department.name, "days": self.days}
        if task.due_on is None:
            return _("Rectification task “%(task)s” of %(department)s, long-term.") % said
        said["day"] = full_day(task.due_on)
        return (
            _("Rectification task “%(task)s” of %(department)s, due by %(day)s: %(days)s.") % said
        )


def ready_words() -> str:
    """The words the office begins with."""
    return _(
        "Please put it right without delay and report progress; where the deadline was or will be "
        "missed, give the reason and the day of completion."
    )


def rows(tasks: Iterable[Task]) -> list[Urged]:
    """The tasks with who answers for them: responsible person and heads. Two queries."""
    found, today = list(tasks), clock.today()
    places = Department.objects.filter(pk__in={task.department_id for task in found})
    heads = holders_of_each(places, "head") if found else {}
    told = _told_today(found)
    return [_row(task, heads.get(task.department_id, []), told, today) for task in found]


def names(found: Sequence[Urged]) -> str:
    """The list to copy, one person and matter a line: department, post, matter, days."""
    return "\n".join(
        "\t".join((row.task.department.name, person.title, row.task.title, row.days))
        for row in found
        if not row.why
        for person in row.people
    )


def urge(tasks: QuerySet[Task], words: str, *, by: Person) -> int:
    """Remind everybody who answers for these tasks. How many notices are new."""
    with transaction.atomic():
        # Two people who urge at one time: the second one finds whom the first one told.
        keys = list(tasks.values_list("pk", flat=True))
        list(Task.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
        chosen = Task.objects.filter(pk__in=keys).select_related(*NEEDED)
        found = [row for row in rows(chosen) if row.fresh]
        for campaign in {row.task.campaign for row in found}:
            campaign.demand_running()
        urged = _later("Urged: %(task)s")
        notices = [
            (person, row.task, to_say(urged, task=row.task.title), partial(_text, row, words))
            for row in found
            for person in row.fresh
        ]
        notify_each(notices, KIND, clock.today().isoformat(), in_digest=True)
        for row in found:
            record("task.urged", row.task, by=by, people=len(row.fresh))
    return len(notices)


def _text(row: Urged, words: str) -> str:
    return f"{row.line}\n{words}"


def _row(task: Task, heads: list[Person], told: set[tuple[int, int]], today: date) -> Urged:
    responsible = task.responsible
    people = [responsible] if responsible and responsible.is_active else []
    people += [head for head in heads if head not in people]
    why = ""
    if task.status == Task.Status.CLOSED:
        why = _("It is closed out.")
    elif task.status == Task.Status.SUBMITTED:
        why = _("It waits for acceptance: the department has nothing to do now.")
    elif not people:
        why = _("Nobody answers for it: name a responsible person or a head first.")
    reminded = [one for one in people if (one.pk, task.pk) in told]
    return Urged(task, _days(task, today), people, reminded, why)


def _days(task: Task, today: date) -> str:
    if task.due_on is None:
        return _("by milestones")
    if is_overdue(due_on=task.due_on, on=today):
        n = overdue_days(task.due_on, today, calendar.current())
        late = ngettext("%(n)d working day overdue", "%(n)d working days overdue", n)
        return late % {"n": n}
    n = days_left(task.due_on, today, calendar.current())
    if n <= 0:
        return _("due today")
    return ngettext("%d working day left", "%d working days left", n) % n


def _told_today(tasks: Sequence[Task]) -> set[tuple[int, int]]:
    """(person, task) of today's urging."""
    rows = Notification.objects.filter(
        thing=Task._meta.label_lower,
        thing_pk__in=[task.pk for task in tasks],
        kind=KIND,
        slot=clock.today().isoformat(),
    )
    return set(rows.values_list("recipient", "thing_pk"))


def said(found: Sequence[Urged]) -> str:
    """How many people hear of how many tasks: "将向3人催办2项整改任务"."""
    people = {person.pk for row in found for person in row.fresh}
    number = sum(1 for row in found if row.fresh)
    comma = pgettext("between clauses", ", ")
    told = ngettext("%(n)d person is urged", "%(n)d people are urged", len(people))
    about = ngettext("about %(n)d task", "about %(n)d tasks", number)
    return comma.join((told % {"n": len(people)}, about % {"n": number}))
