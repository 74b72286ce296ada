"""The sweep: who is to be told what about matters that are due soon or overdue.

Safe to run at any time, any number of times, side by side: the unique key of the notice
(recipient, matter, step) decides, and only the highest rung reached is ever sent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.dispatch import receiver

from campaigns.models import Campaign, PersonalSheet, ReminderStep, SelfCheck
from campaigns.steps import Step
from organization import calendar, clock, keyset
from organization.models import DepartmentRole, Notification, Person, Sweep
from organization.models.role import holders
from organization.notices import wake_delivery
from organization.signals import mailing
from rectification import due_notices
from rectification.ladder import horizon, step_due
from rectification.ladder_leaders import Leaders
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
    leads: bool = False  # a leader, who is told of the matter but does not work on it

    @property
    def key(self) -> tuple:
        """The unique key of the notice: recipient, matter, step."""
        label = self.matter._meta.label_lower
        return (self.person.pk, label, self.matter.pk, self.kind, _slot(self.matter))


def sweep() -> int:
    """One sweep over all running campaigns. How many notices are new."""
    Sweep.note("reminders")
    heads = _heads()
    new = 0
    with calendar.once():
        for campaign in Campaign.objects.running():
            new += _sweep_campaign(campaign, heads)
            due_notices.tell(campaign)
    if new:
        wake_delivery()
    return new


def _sweep_campaign(campaign: Campaign, heads: Heads) -> int:
    steps, office, today = (
        ReminderStep.of(campaign),
        list(holders(campaign, "office")),
        clock.today(),
    )
    words, leaders = Words(today), Leaders(campaign)
    new = 0
    chunk: list[Due] = []
    for matter in _matters(campaign, horizon(today, steps, words.calendar)):
        assert matter.due_on is not None  # the queries ask for what is due up to the horizon
        step = step_due(matter.due_on, today, steps, words.calendar)
        if step is None:
            continue
        audience = _audience(matter, step, heads, office)
        kind = f"{KIND}{step.key}"
        chunk += [Due(matter, kind, person) for person in audience]
        if isinstance(matter, Task):
            above = (one for one in leaders.told(matter, step) if one not in audience)
            chunk += [Due(matter, kind, person, True) for person in above]
        if len(chunk) >= CHUNK:
            new += _write(chunk, words)
            chunk = []
    return new + _write(chunk, words)


def _matters(campaign: Campaign, until) -> Iterator[Matter]:
    """Tasks and sheets that lie with department or person and are due on `until` or before."""
    tasks = (
        campaign.tasks.with_department()
        .filter(due_on__lte=until)
        .prefetch_related("responsible", "department")  # few of them stand in many tasks
        .only(
            *("title", "status", "due_on", "first_due_on", "percent", "campaign"),
            *("department", "responsible"),
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
    if not campaign.has_begun("self_check"):  # nobody can write in them yet
        sheets = sheets.none()
    for rows in (tasks, sheets, personal):
        for matter in keyset.in_batches(rows, CHUNK):
            matter.campaign = campaign
            yield matter


@receiver(mailing)
def ask_what_is_over(sender, things: dict[str, set[int]], **_question) -> set[tuple[str, int]]:
    """What nobody need be reminded of any more: handed in, exempt, or of a campaign that ended."""
    running = Campaign.objects.running().values("pk")
    waiting: dict[type[Matter], QuerySet[Any]] = {
        Task: Task.objects.with_department().filter(campaign__in=running),
        SelfCheck: SelfCheck.objects.waiting_for_department().filter(campaign__in=running),
        PersonalSheet: PersonalSheet.objects.waiting_for_person().filter(
            level__campaign__in=running
        ),
    }
    over: set[tuple[str, int]] = set()
    for model, rows in waiting.items():
        label = model._meta.label_lower
        if asked := things.get(label):
            still = set(rows.filter(pk__in=asked).order_by().values_list("pk", flat=True))
            over |= {(label, pk) for pk in asked - still}
    return over


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
    title, text = words.about(due.matter, due.person.reads, leads=due.leads)
    return Notification(
        recipient_id=recipient,
        thing=thing,
        thing_pk=thing_pk,
        kind=kind,
        slot=slot,
        title=title,
        text=text,
        at=clock.now(),
        in_digest=True,
        campaign_pk=due.matter.campaign.pk,
    )
