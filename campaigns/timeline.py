"""工作纪实: what was done on which day, with its photos, for the person who looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from campaigns.models import Activity, ActivityEvidence, Campaign, Evidence, EvidencePage
from organization.models import Person

LATEST = 20  # lines on the page of the mobilization; the timeline has them all


@dataclass(frozen=True)
class Day:
    """One day with its activities, in the order of their recording."""

    on: date
    activities: list[Activity]


def activities(campaign: Campaign, person: Person) -> QuerySet[Activity]:
    """What was done, as far as `person` may see it, with the files they may open and the first
    page of each as a picture: four queries."""
    first = Prefetch(
        "evidence__pages", EvidencePage.objects.filter(number=1), to_attr="first_pages"
    )
    files = Evidence.objects.visible_to(person).filter(campaign=campaign)
    uses = (
        ActivityEvidence.objects.filter(evidence__in=files)
        .select_related("evidence")
        .prefetch_related(first)
        .order_by("pk")
    )
    return (
        Activity.objects.visible_to(person)
        .filter(phase__campaign=campaign)
        .select_related("phase", "department", "recorded_by")
        .prefetch_related(Prefetch("evidence_uses", uses), "sites")
    )


def by_day(rows: Iterable[Activity]) -> list[Day]:
    """Activities that are in the order of their days, gathered by day."""
    return [Day(on, list(found)) for on, found in groupby(rows, key=lambda row: row.on)]


def latest(campaign: Campaign, person: Person) -> list[Day]:
    """The last activities by day, the first day first."""
    rows = activities(campaign, person).order_by("-on", "-id")[:LATEST]
    return by_day(reversed(rows))
