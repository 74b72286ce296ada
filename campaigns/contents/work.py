"""The work a campaign plans: activities, recurring inspections, the division of work."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from campaigns.contents.days import day_at, place_of
from campaigns.contents.people import Directory, Naming
from campaigns.models import Campaign, Phase, PlannedActivity
from campaigns.models.division import Responsibility
from organization import calendar
from organization.models import Person, record_each

Rows = list[dict[str, Any]]  # JSON
ACTIVITIES, INSPECTIONS, DIVISION = KEYS = ("activities", "inspections", "division")


def work_of(campaign: Campaign, first: date) -> dict[str, Rows]:
    """What is planned and who answers for what; `first` is the first day of the plan. What a
    draft will plan at its launch is in its contents as well."""
    naming = Naming(campaign)
    carried = campaign.carried or {}
    return {
        ACTIVITIES: _activities(campaign, naming) or carried.get(ACTIVITIES, []),
        INSPECTIONS: _inspections(campaign, first, naming) or carried.get(INSPECTIONS, []),
        DIVISION: _division(campaign, naming),
    }


def activity_day(row: dict, phase: Phase) -> date:
    """The day an activity of the contents has in a phase as it is laid out now."""
    day = day_at(row["after"], phase.starts_on, calendar.current())
    return max(min(day, phase.ends_on), phase.starts_on)


def phases_by_order(campaign: Campaign) -> dict[int, Phase]:
    """The phases of the campaign by their places."""
    return {phase.order: phase for phase in campaign.phases.all()}


@transaction.atomic
def put_division(campaign: Campaign, rows: Rows, *, by: Person) -> None:
    """Who answers for what, with the people of today. A line nobody stands for, and one about
    departments or projects of which none comes along, stays out."""
    directory = Directory(campaign, (row["person"] for row in rows))
    places = campaign.participations.filter(left_on=None).select_related("department")
    departments = {place.department.code: place.department_id for place in places}
    projects = {}
    if hasattr(campaign, "checklist"):
        projects = {one.name: one.pk for one in campaign.checklist.projects.all()}
    made, named = [], []
    for row in rows:
        person = directory.find(row["person"])
        own = [departments[code] for code in row["departments"] if code in departments]
        parts = [projects[name] for name in row["projects"] if name in projects]
        is_about = (row["all_departments"] or own) and (row["all_projects"] or parts)
        if person is None or not is_about:
            continue
        fields = {name: row[name] for name in ("rank", "duty", "all_departments", "all_projects")}
        made.append(Responsibility(campaign=campaign, person=person, **fields))
        named.append((own, parts))
    Responsibility.objects.bulk_create(made)
    _name(Responsibility.departments.through, "department_id", made, [own for own, _ in named])
    _name(Responsibility.projects.through, "project_id", made, [parts for _, parts in named])
    record_each("responsibility.assigned", made, by=by)


def _name(table, column: str, rows: Sequence[Responsibility], keys: Sequence[list[int]]) -> None:
    table.objects.bulk_create(
        table(responsibility_id=row.pk, **{column: key})
        for row, named in zip(rows, keys, strict=True)
        for key in named
    )


def _activities(campaign: Campaign, naming: Naming) -> Rows:
    """Each once, with the departments it was planned for; what was waived is not asked again."""
    waived = PlannedActivity.Status.WAIVED
    rows = PlannedActivity.objects.filter(phase__campaign=campaign).exclude(status=waived)
    days = calendar.current()
    found: dict[tuple[int, str] | int, dict[str, Any]] = {}
    for one in rows.select_related("phase", "department", "owner__department"):
        key = (one.phase_id, one.title) if one.department_id else one.pk
        if key in found:
            found[key]["departments"].append(one.department.code)
            continue
        found[key] = {
            "phase": one.phase.order,
            "after": place_of(one.planned_on, one.phase.starts_on, days),
            "kind": str(one.kind),
            "medium": str(one.medium),
            "title": one.title,
            "needs_evidence": one.needs_evidence,
            "departments": [one.department.code] if one.department else [],
            "owner": naming.of(one.owner),
        }
    everybody = set(
        campaign.participations.filter(left_on=None).values_list("department__code", flat=True)
    )
    for row in found.values():
        row["all_departments"] = len(everybody) > 1 and everybody <= set(row["departments"])
    return list(found.values())


def _inspections(campaign: Campaign, first: date, naming: Naming) -> Rows:
    days = calendar.current()
    return [
        {
            "title": plan.title,
            "kind": str(plan.kind),
            "period": str(plan.period),
            "starts": max(place_of(plan.starts_on, first, days), 0),
            "ends": plan.ends_on and max(place_of(plan.ends_on, first, days), 0),
            "owner": naming.of(plan.owner),
            "subjects": plan.subjects,
            "report_group": plan.report_group,
        }
        for plan in campaign.inspection_plans.select_related("owner__department")
    ]


def _division(campaign: Campaign, naming: Naming) -> Rows:
    rows = list(
        campaign.responsibilities.select_related("person__department").prefetch_related(
            "departments", "projects"
        )
    )
    named = {row.pk: [one.code for one in row.departments.all()] for row in rows}
    alone = _alone(rows, named)
    return [
        {
            "person": naming.of(row.person, heads=alone.get(row.pk, "")),
            "rank": int(row.rank),
            "duty": row.duty,
            "all_departments": row.all_departments,
            "departments": named[row.pk],
            "all_projects": row.all_projects,
            "projects": [one.name for one in row.projects.all()],
        }
        for row in rows
    ]


def _alone(rows: list[Responsibility], named: dict[int, list[str]]) -> dict[int, str]:
    """Who alone carries it out in one department answers as its head, who may be another by now."""
    executing = [row.pk for row in rows if row.rank == Responsibility.Rank.EXECUTING]
    times = Counter(code for pk in executing for code in named[pk])
    return {pk: named[pk][0] for pk in executing if len(named[pk]) == 1 == times[named[pk][0]]}
