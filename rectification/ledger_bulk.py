"""Several tasks in one act: other people, another deadline. First looked at, then all or none.

A task that has been started keeps its deadline: that moves by an approved extension alone. So
does one that is late already: another day would wipe out that it was.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from organization import clock
from organization.models import NotAllowed, Person, record
from organization.notices import notify, said
from organization.templatetags.shell import full_day
from rectification.models import Task
from rectification.telling import until

MOST = 500


@dataclass(frozen=True)
class People:
    """Who is responsible from now on; what is None stays as it is."""

    responsible: Person | None = None
    leader: str = ""
    act = "task.reassigned"

    def against(self, task: Task, today: date) -> str:
        """Why this task keeps its people, "" when it does not."""
        person = self.responsible
        if reason := _done(task):
            return reason
        if person and not person.department.path.startswith(task.department.path):
            return _("%(person)s does not belong to %(department)s.") % {
                "person": person.title,
                "department": task.department,
            }
        return ""

    def sets(self, task: Task) -> dict:
        """The fields that become other ones."""
        wanted: dict = {"leader": self.leader} if self.leader else {}
        if self.responsible:
            wanted["responsible"] = self.responsible
        return {name: value for name, value in wanted.items() if getattr(task, name) != value}


@dataclass(frozen=True)
class Deadline:
    """The day and its wording."""

    due_on: date
    due_text: str = ""
    act = "task.rescheduled"

    def against(self, task: Task, today: date) -> str:
        """Why this task keeps its deadline, "" when it does not."""
        if reason := _done(task):
            return reason
        if task.status != Task.Status.ASSIGNED:
            return _("It has been started: its deadline moves by an approved extension.")
        if task.due_on is None:
            return _("It goes by milestones, without a deadline.")
        if task.due_on < today:
            return _("It is overdue already: its deadline moves by an approved extension.")
        return ""

    def sets(self, task: Task) -> dict:
        """The fields that become other ones; the first deadline stays what it was."""
        wanted = {"due_on": self.due_on, "due_text": self.due_text}
        return {name: value for name, value in wanted.items() if getattr(task, name) != value}


Change = People | Deadline


@dataclass(frozen=True)
class Row:
    """A chosen task: what becomes of it, or why nothing does."""

    task: Task
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # field, before, after
    why: str = ""

    @property
    def mark(self) -> str:
        """The task as it was looked at."""
        return f"{self.task.pk}.{_digest(self.task)}"


def chosen(tasks: QuerySet[Task], keys: Sequence[int]) -> list[Task]:
    """The tasks with these keys that exist for the person."""
    found = tasks.filter(pk__in=keys[:MOST])
    return list(
        found.select_related("campaign", "measure__finding", "department", "responsible").order_by(
            "id"
        )
    )


def preview(tasks: Sequence[Task], change: Change) -> list[Row]:
    """What the change would do to each."""
    return [_row(task, change, clock.today()) for task in tasks]


def apply(tasks: QuerySet[Task], change: Change, seen: Mapping[int, str], *, by: Person) -> int:
    """Make the change to the tasks in `seen` (key: digest) as they were looked at. How many.

    Raises NotAllowed, naming them, when one of them has changed meanwhile or may not be
    changed (any more); then nothing is changed.
    """
    with transaction.atomic():
        keys = sorted(seen)
        list(Task.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
        rows = preview(chosen(tasks, keys), change)
        refused = [f"{row.task.title}：{why}" for row in rows if (why := _meanwhile(row, seen))]
        if refused or len(rows) != len(seen):
            words = _("Nothing was changed: not every task is as it was when you looked at it.")
            raise NotAllowed(words, reasons=tuple(refused))
        for row in rows:
            row.task.campaign.demand_running()
            _write(row, change, by)
    return len(rows)


def read_marks(marks: Sequence[str]) -> dict[int, str]:
    """The digests by the keys of the tasks, from the marks of the rows."""
    pairs = (mark.partition(".") for mark in marks[:MOST])
    return {int(key): digest for key, _dot, digest in pairs if key.isdecimal() and len(key) < 19}


def _row(task: Task, change: Change, today: date) -> Row:
    if why := change.against(task, today):
        return Row(task, why=why)
    sets = change.sets(task)
    if not sets:
        return Row(task, why=_("It is so already."))
    words = [
        (str(Task._meta.get_field(name).verbose_name), _said(getattr(task, name)), _said(value))
        for name, value in sets.items()
    ]
    return Row(task, words)


def _write(row: Row, change: Change, by: Person) -> None:
    task, sets = row.task, change.sets(row.task)
    Task.objects.filter(pk=task.pk).update(version=F("version") + 1, **sets)
    told: dict[str, Any] = {name: _said(value) for name, value in sets.items()}  # JSON
    record(change.act, task, by=by, **told)
    for name, value in sets.items():
        setattr(task, name, value)
    if task.responsible and ("responsible" in sets or "due_on" in sets):
        title = said(_later("A rectification task for you: %(task)s"), task=task.title)
        slot = str(task.version + 1)
        notify({task.responsible}, task, "task_assigned", title, lambda: until(task), slot=slot)


def _done(task: Task) -> str:
    if task.status == Task.Status.CLOSED:
        return _("It is closed out.")
    if task.status == Task.Status.SUBMITTED:
        return _("It waits for acceptance: nothing is changed now.")
    return ""


def _meanwhile(row: Row, seen: Mapping[int, str]) -> str:
    if _digest(row.task) != seen[row.task.pk]:
        return _("changed meanwhile")
    return row.why


def _digest(task: Task) -> str:
    values = [str(getattr(task, f.attname)) for f in Task._meta.concrete_fields]
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:16]


def _said(value) -> str:
    if isinstance(value, Person):
        return value.title
    return full_day(value) if isinstance(value, date) else str(value or "—")
