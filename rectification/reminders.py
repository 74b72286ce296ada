"""The sweep: who is to be told what about matters that are due soon or overdue.

Safe to run at any time, any number of times, side by side: the unique key of the notice
(recipient, matter, step) decides, and only the highest rung reached is ever sent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from campaigns.models import Campaign, PersonalSheet, ReminderStep, SelfCheck
from campaigns.steps import Step
from organization import clock
from organization.models import DepartmentRole, Notification, Person, Sweep
from organization.models.role import holders
from organization.notices import wake_delivery
from rectification.ladder import horizon, step_due
from rectification.models import Task
from rectification.reminder_words import Words

CHUNK = 1000
KIND = "ladder_"

Matter = Task | SelfCheck | PersonalSheet
Heads = dict[str, list[Person]]


class Due(NamedTuple):
    """A person who is to be told of a matter at a step."""

    matter: Matter
    kind: str
    person: Person

    @property
    def key(self) -> tuple:
        """The unique key of the notice: recipient, matter, step."""
        label = self.matter._meta.label_lower
        return (self.person.pk, label, self.matter.pk, self.kind, _slot(self.matter))


def sweep() -> int:
    """One sweep over all running campaigns. How many notices are new."""
    Sweep.note("reminders")
    heads = _heads()
    new = sum(_sweep_campaign(campaign, heads) for campaign in Campaign.objects.running())
    if new:
        wake_delivery()
    return new


def _sweep_campaign(campaign: Campaign, heads: Heads) -> int:
    steps, office, today = (
        ReminderStep.of(campaign),
        list(holders(campaign, "office")),
        clock.today(),
    )
    words = Words(today)
    new = 0
    chunk: list[Due] = []
    for matter in _matters(campaign, horizon(today, steps)):
        step = step_due(matter.due_on, today, steps)
        if step is None:
            continue
        audience = _audience(matter, step, heads, office)
        chunk += [Due(matter, f"{KIND}{step.key}", person) for person in audience]
        if len(chunk) >= CHUNK:
            new += _write(chunk, words)
            chunk = []
    return new + _write(chunk, words)


def _matters(campaign: Campaign, until) -> Iterator[Matter]:
    """Tasks and sheets that lie with department or person and are due on `until` or before."""
    tasks = (
        campaign.tasks.with_department()
        .filter(due_on__lte=until)
        .select_related("responsible", "department")
        .only(
            *("title", "status", "due_on", "first_due_on", "percent", "campaign"),
            *("department__name", "department__path"),
            *("responsible__is_active", "responsible__language"),
        )
    )
    gone = campaign.participations.exclude(left_on=None).values("department")
    sheets = (
        campaign.selfchecks.waiting_for_department()
        .filter(due_on__lte=until)
        .exclude(department__in=gone)
        .select_related("department")
    )
    personal = (
        PersonalSheet.objects.waiting_for_person()
        .filter(level__campaign=campaign, due_on__lte=until)
        .select_related("person", "department", "level")
    )
    for rows in (tasks, sheets, personal):
        for matter in rows.iterator(chunk_size=CHUNK):
            matter.campaign = campaign
            yield matter


def _heads() -> Heads:
    """The active heads by the path of their department, in one query."""
    heads: Heads = defaultdict(list)
    for row in DepartmentRole.objects.filter(
        permission__codename="head", user__is_active=True
    ).select_related("user", "content_object"):
        heads[row.content_object.path].append(row.user)
    return heads


def _heads_of(matter: Matter, heads: Heads) -> list[Person]:
    """The heads of the department, or of the nearest one above it that has a head."""
    path = matter.department.path
    while path != "/":
        if path in heads:
            return heads[path]
        path = path[: path.rstrip("/").rindex("/") + 1]
    return []


def _audience(matter: Matter, step: Step, heads: Heads, office: list[Person]) -> Iterable[Person]:
    """Who is told at this step; a matter that nobody would hear of goes to the office.

    What somebody checks in oneself is nobody else's matter.
    """
    if isinstance(matter, PersonalSheet):
        return [matter.person] if matter.person.is_active else []
    responsible = getattr(matter, "responsible", None)
    if responsible and not responsible.is_active:
        responsible = None
    people = [responsible] if step.to_person and responsible else []
    # A matter without a responsible person is the head's from the first rung on.
    if step.to_head or responsible is None:
        people += _heads_of(matter, heads)
    if step.to_office or not people:
        people += office
    return {person.pk: person for person in people}.values()


def _slot(matter: Matter) -> str:
    """A new deadline starts the ladder anew: an extended task, a sheet that was sent back."""
    if isinstance(matter, Task):
        return "" if matter.due_on == matter.first_due_on else matter.due_on.isoformat()
    return "" if matter.round == 1 else f"round {matter.round}"


def _write(chunk: list[Due], words: Words) -> int:
    """Insert what is new; another sweep that inserts the same at this moment does no harm."""
    if not chunk:
        return 0
    known = set(
        Notification.objects.filter(
            kind__startswith=KIND,
            recipient__in={due.person.pk for due in chunk},
            thing__in={due.matter._meta.label_lower for due in chunk},
            thing_pk__in={due.matter.pk for due in chunk},
        ).values_list("recipient_id", "thing", "thing_pk", "kind", "slot")
    )
    fresh = [_notice(due, words) for due in chunk if due.key not in known]
    Notification.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _notice(due: Due, words: Words) -> Notification:
    recipient, thing, thing_pk, kind, slot = due.key
    title, text = words.about(due.matter, due.person.language)
    return Notification(
        recipient_id=recipient,
        thing=thing,
        thing_pk=thing_pk,
        kind=kind,
        slot=slot,
        title=title,
        text=text,
        at=clock.now(),
    )
