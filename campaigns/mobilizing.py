"""宣传发动: whom a document goes to, and how far it has come for the person who looks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from campaigns.audience import is_below
from campaigns.models import (
    Activity,
    ActivityEvidence,
    Campaign,
    Circulation,
    Evidence,
    Phase,
    Receipt,
)
from campaigns.permissions import can_note_activity, can_publicize
from campaigns.preflight import taking_part
from campaigns.reach import DepartmentReach, Reach, reaches_by_department
from organization.models import Department, Person


@dataclass(frozen=True)
class Round:
    """A circulated document with its reach, in all and by department."""

    circulation: Circulation
    departments: list[DepartmentReach]

    @property
    def reach(self) -> Reach:
        """The sum over the departments that are shown."""
        return sum((row.reach for row in self.departments), Reach())


def rounds(campaign: Campaign, person: Person) -> list[Round]:
    """The documents that were circulated, with the counts `person` may see: overseers all of
    them, a head those of the own department. Three queries."""
    sent = list(Circulation.objects.visible_to(person).filter(campaign=campaign))
    receipts = Receipt.objects.visible_to(person)
    counts = reaches_by_department(sent, taking_part(campaign), receipts)
    for circulation in sent:
        circulation.campaign = campaign
    return [Round(circulation, counts[circulation.pk]) for circulation in sent]


def people_of(departments: Iterable[Department]) -> list[Person]:
    """Everybody with an account in the departments and below them, without system duties:
    administrator, security and auditor have no part in a campaign."""
    homes = {department.path for department in departments}
    people = Person.objects.active().filter(duty=Person.Duty.NONE).select_related("department")
    return [person for person in people if is_below(person.department.path, homes)]


def note_activity(
    phase: Phase, *, by: Person, evidence: Iterable[Evidence] = (), **fields
) -> Activity:
    """Record what was done, with the files that show it."""
    with transaction.atomic():
        activity = Activity.note(phase, by=by, **fields)
        add_files(activity, evidence)
    return activity


def add_files(activity: Activity, evidence: Iterable[Evidence]) -> None:
    """The files show what was done; each stands there once."""
    there = set(activity.evidence_uses.values_list("evidence", flat=True))
    ActivityEvidence.objects.bulk_create(
        ActivityEvidence(evidence=one, target=activity)
        for one in dict.fromkeys(evidence)
        if one.pk not in there
    )


def may_note(person: Person, campaign: Campaign, allowed=can_note_activity) -> bool:
    """May the person record an activity of any kind?"""
    if not campaign.is_running:
        return False
    if allowed(person, campaign, None):
        return True
    return any(allowed(person, campaign, one) for one in taking_part(campaign))


def may_publicize(person: Person, campaign: Campaign) -> bool:
    """May the person record publicity of any department?"""
    return may_note(person, campaign, can_publicize)
