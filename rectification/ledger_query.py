"""Which tasks of a ledger are meant, and in which order: read from the address of the page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from campaigns.search_words import contains
from findings.models import Finding, FindingSource
from organization.keyset import Leg
from organization.models import Person
from rectification import lights
from rectification.models import Task

SORTS = {
    "": _("by urgency"),
    "due": _("earliest deadline first"),
    "latest": _("latest deadline first"),
    "percent": _("least done first"),
    "entry": _("as they were entered"),
}
ELSEWHERE = "other"  # found neither by self-check nor by inspection


@dataclass(frozen=True)
class Wish:
    """The filters of the ledger, "" where none is set; an unknown value filters nothing."""

    department: str = ""
    status: str = ""
    light: str = ""
    track: str = ""
    aspect: str = ""
    found_by: str = ""
    leader: str = ""
    text: str = ""
    due_from: date | None = None
    due_to: date | None = None
    extended: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """The wish in the query of an address."""
        said = {field.name: query.get(field.name, "").strip() for field in fields(cls)}
        choices = {
            "status": Task.Status.values,
            "light": lights.SHELVES,
            "track": Finding.Track.values,
            "found_by": (*FindingSource.FoundBy.values, ELSEWHERE),
            "sort": SORTS,
        }
        for name, known in choices.items():
            if said[name] not in known:
                said[name] = ""
        if not said["aspect"].isdecimal() or len(said["aspect"]) > 18:
            said["aspect"] = ""
        days = {name: _day(said[name]) for name in ("due_from", "due_to")}
        read: dict[str, Any] = {**said, **days}
        return cls(**read)

    @property
    def is_set(self) -> bool:
        """Is anything but the order chosen?"""
        return any(value for name, value in asdict(self).items() if name != "sort")

    @property
    def count_more(self) -> int:
        """How many of the filters that are folded away are set."""
        shown = ("sort", "light", "department", "track", "text")
        return sum(bool(value) for name, value in asdict(self).items() if name not in shown)

    def narrow(self, tasks: QuerySet[Task], *, oversees: bool) -> QuerySet[Task]:
        """What all filters but the light leave; a restricted finding is not found by its words."""
        kept = {
            "department__code": self.department,
            "status": self.status,
            "measure__finding__track": self.track,
            "measure__finding__aspect": self.aspect,
            "leader__icontains": self.leader,
            "due_on__gte": self.due_from,
            "due_on__lte": self.due_to,
        }
        tasks = tasks.filter(**{path: value for path, value in kept.items() if value})
        if self.extended:
            tasks = tasks.exclude(due_on=F("first_due_on"))
        if self.text:
            tasks = tasks.filter(_says(self.text, oversees))
        return _found(tasks, self.found_by) if self.found_by else tasks

    def lit(self, tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
        """What the light leaves of them."""
        return tasks.filter(lights.shelf(self.light, today)) if self.light else tasks

    def legs(
        self, tasks: QuerySet[Task], counts: Mapping[str, int] | None = None
    ) -> tuple[Leg, ...]:
        """The tasks in the chosen order; what is empty by `counts` (of `lights.tally`, before
        the light) is not asked for."""

        def some(name: str, rows: QuerySet[Task]) -> QuerySet[Task]:
            return rows.none() if counts is not None and not counts[name] else rows

        dated = tasks.exclude(due_on=None)
        undated = Leg(some(lights.UNDATED, tasks.filter(due_on=None)), ("id",))
        if self.sort == "due":
            return Leg(dated, ("due_on", "id")), undated
        if self.sort == "latest":
            return undated, Leg(dated, ("-due_on", "-id"))
        if self.sort == "entry":
            return (Leg(tasks, ("id",)),)
        is_closed = some(lights.CLOSED, tasks.filter(closed_at__isnull=False))
        closed = Leg(is_closed, ("-closed_at", "id"))
        if self.sort == "percent":
            return Leg(tasks.filter(closed_at=None), ("percent", "id")), closed
        open_ones = Leg(dated.filter(closed_at=None), ("due_on", "id"))
        long_term = some(lights.UNDATED, tasks.filter(due_on=None, closed_at=None))
        return open_ones, Leg(long_term, ("id",)), closed


def visible_tasks(campaign: Campaign, person: Person) -> QuerySet[Task]:
    """The tasks of the campaign that exist for the person.

    Who oversees it sees all of them where no finding is for named people only: no need to look
    at the findings then, the index of the tasks alone tells their counts.
    """
    keeps_secrets = getattr(campaign, "keeps_secrets", True)  # as `ledger_or_404` found
    if can_oversee(person, campaign) and not keeps_secrets:
        return Task.objects.filter(campaign=campaign)
    return Task.objects.visible_to(person).filter(campaign=campaign)


def _says(text: str, oversees: bool) -> Q:
    """Title, measure, problem or close-out number; digits alone are a finding's number too."""
    said = contains("title", text) | contains("measure__text", text)
    shown = {"named_only": False} if oversees else {"restricted": False}
    shown = {f"measure__finding__{name}": value for name, value in shown.items()}
    said |= contains("measure__finding__problem", text) & Q(**shown)
    said |= Q(closed_number__icontains=text)
    if text.isdecimal() and len(text) < 9:
        said |= Q(measure__finding__number=int(text))
    return said


def _found(tasks: QuerySet[Task], found_by: str) -> QuerySet[Task]:
    """By self-check when any of the sources says so, as the finding itself answers."""
    ways, sources = FindingSource.FoundBy, FindingSource.objects
    by_itself = Q(measure__finding__in=sources.filter(found_by=ways.SELF_CHECK).values("finding"))
    inspected = Q(measure__finding__in=sources.filter(found_by=ways.INSPECTION).values("finding"))
    return tasks.filter(
        {
            ways.SELF_CHECK.value: by_itself,
            ways.INSPECTION.value: inspected & ~by_itself,
            ELSEWHERE: ~inspected & ~by_itself,
        }[found_by]
    )


def _day(words: str) -> date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None
