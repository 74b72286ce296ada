"""沿用: what a template or an earlier campaign planned, planned anew when the campaign is launched.

Until the launch it lies with the draft as data: the days follow its phases as they are moved,
the people are those of the directory on the day of the launch, and nobody is told before.
"""

from dataclasses import dataclass
from datetime import date

from campaigns import inspecting, planned_activities
from campaigns.contents.days import day_at
from campaigns.contents.people import Directory
from campaigns.contents.work import ACTIVITIES, INSPECTIONS, activity_day, phases_by_order
from campaigns.models import Campaign, InspectionPlan
from organization import calendar
from organization.models import Person


@dataclass(frozen=True)
class ToCome:
    """An activity that is planned at the launch: what, when, by whom."""

    title: str
    on: date
    phase: str
    who: Person | None
    departments: int  # how many do it, 0 when it is nobody's in particular
    is_for_all: bool = False


def to_come(campaign: Campaign) -> list[ToCome]:
    """The activities that will be planned, the earliest first, as things stand now."""
    rows, phases = _activities(campaign), phases_by_order(campaign)
    directory = Directory(campaign, (row["owner"] for row in rows))
    found = [
        ToCome(
            row["title"],
            activity_day(row, phases[row["phase"]]),
            phases[row["phase"]].name,
            None if row["departments"] else directory.find(row["owner"]),
            len(row["departments"]),
            row["all_departments"],
        )
        for row in rows
        if row["phase"] in phases
    ]
    return sorted(found, key=lambda row: row.on)


def lay_out(campaign: Campaign, *, by: Person) -> None:
    """Plan the activities and the recurring inspections; called by the launch, in its
    transaction. Where nobody stands for who saw to an inspection, whoever launches does."""
    activities, inspections = _activities(campaign), (campaign.carried or {}).get(INSPECTIONS, [])
    if not activities and not inspections:
        return
    phases = phases_by_order(campaign)
    refs = [row["owner"] for row in (*activities, *inspections)]
    directory = Directory(campaign, refs)
    for row in activities:
        if row["phase"] in phases:
            _plan(row, phases[row["phase"]], directory, by)
    if phases:
        first = min(phase.starts_on for phase in phases.values())
        for row in inspections:
            _inspect(campaign, row, first, directory.find(row["owner"]) or by, by)
    Campaign.objects.filter(pk=campaign.pk).update(carried={})
    campaign.carried = {}


def _plan(row: dict, phase, directory: Directory, by: Person) -> None:
    fields = {name: row[name] for name in ("kind", "medium", "title", "needs_evidence")}
    fields["planned_on"] = activity_day(row, phase)
    if row["departments"]:
        codes = None if row["all_departments"] else row["departments"]
        planned_activities.plan_for_each(phase, by=by, only=codes, **fields)
    else:
        planned_activities.plan(phase, by=by, owner=directory.find(row["owner"]), **fields)


def _inspect(campaign: Campaign, row: dict, first: date, owner: Person, by: Person) -> None:
    days = calendar.current()
    fields = {name: row[name] for name in ("title", "period", "subjects", "report_group")}
    fields["kind"] = row.get("kind", InspectionPlan.Kind.INSPECTION)  # templates of before
    ends = row["ends"]
    inspecting.plan(
        campaign,
        by=by,
        owner=owner,
        starts_on=day_at(row["starts"], first, days),
        ends_on=None if ends is None else day_at(ends, first, days),
        **fields,
    )


def _activities(campaign: Campaign) -> list[dict]:
    return (campaign.carried or {}).get(ACTIVITIES, [])
