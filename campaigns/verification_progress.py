"""How far the plan of the verification is, part by part and inspector by inspector."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, Q

from campaigns.due import sheet_light
from campaigns.models import Campaign, CampaignRole, PlannedCheck, VerificationPlan
from campaigns.permissions import is_own
from campaigns.verification_planning import (
    Choice,
    answers_not_compliant,
    hints_to_look_at,
    plannable,
)
from organization import calendar, clock
from organization.models import Department, Person
from organization.models.role import holders


@dataclass
class Unit:
    """What one inspector verifies in one department."""

    department: Department
    inspector: Person
    planned: int
    done: int
    is_orphaned: bool  # the inspector left the group, or came into this department

    @property
    def open(self) -> int:
        """What nobody has verified yet."""
        return self.planned - self.done


@dataclass
class Part:
    """A part of the plan with its units."""

    plan: VerificationPlan
    units: list[Unit] = field(default_factory=list)

    @property
    def planned(self) -> int:
        """项次 of the part."""
        return sum(unit.planned for unit in self.units)

    @property
    def done(self) -> int:
        """How many of them were verified."""
        return sum(unit.done for unit in self.units)

    @property
    def light(self) -> str:
        """On time, near, late; done once nothing is open."""
        today: date = clock.today()
        if self.done == self.planned:
            return "done"
        return sheet_light(self.plan.due_on, today, calendar.current())


@dataclass
class Progress:
    """All parts, and the same added up by inspector."""

    parts: list[Part]

    @property
    def planned(self) -> int:
        """项次 of the whole plan."""
        return sum(part.planned for part in self.parts)

    @property
    def done(self) -> int:
        """How many of them were verified."""
        return sum(part.done for part in self.parts)

    @property
    def by_inspector(self) -> list[tuple[Person, int, int]]:
        """(inspector, planned, done), in the order in which they come up."""
        sums: dict[int, tuple[Person, int, int]] = {}
        for unit in (unit for part in self.parts for unit in part.units):
            who, planned, done = sums.get(unit.inspector.pk, (unit.inspector, 0, 0))
            sums[unit.inspector.pk] = (who, planned + unit.planned, done + unit.done)
        return list(sums.values())


def progress_of(campaign: Campaign) -> Progress:
    """The plan with its progress. Five statements."""
    plans = VerificationPlan.objects.filter(campaign=campaign).select_related("campaign", "made_by")
    parts = {plan.pk: Part(plan) for plan in plans}
    rows = (
        PlannedCheck.objects.filter(plan__in=parts)
        .knowing_whether_done()
        .order_by("department__order", "department__code")
        .values("plan", "department", "inspector")
        .annotate(planned=Count("pk"), done=Count("pk", Q(is_done=True)))
    )
    found = list(rows)
    departments = Department.objects.in_bulk({row["department"] for row in found})
    people = Person.objects.select_related("department").in_bulk({r["inspector"] for r in found})
    members = set(holders(campaign, "inspector").order_by().values_list("pk", flat=True))
    for row in found:
        department, inspector = departments[row["department"]], people[row["inspector"]]
        lost = inspector.pk not in members or is_own(inspector, department)
        parts[row["plan"]].units.append(
            Unit(department, inspector, row["planned"], row["done"], lost)
        )
    return Progress(list(parts.values()))


def choice_counts(campaign: Campaign) -> dict[str, int]:
    """How many item × department each choice could still plan; two statements."""
    free = plannable(campaign)
    return {
        str(Choice.ALL): free.count(),
        str(Choice.NOT_COMPLIANT): free.filter(Exists(answers_not_compliant())).count(),
        str(Choice.HINTED): free.filter(Exists(hints_to_look_at())).count(),
    }


def orphaned(campaigns: set[int]) -> dict[int, int]:
    """Open items whose inspector is no member of the group any more: {campaign: n}. Two queries."""
    rows = PlannedCheck.objects.open().filter(
        plan__campaign__in=campaigns, plan__campaign__status=Campaign.Status.RUNNING
    )
    members = set(
        CampaignRole.objects.filter(
            content_object__in=campaigns, permission__codename="inspector", user__is_active=True
        ).values_list("content_object", "user")
    )
    counts: dict[int, int] = {}
    grouped = rows.order_by().values_list("plan__campaign", "inspector").annotate(n=Count("pk"))
    for campaign, inspector, n in grouped:
        if (campaign, inspector) not in members:
            counts[campaign] = counts.get(campaign, 0) + n
    return counts
