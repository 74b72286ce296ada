"""Chapter two, second part: registers; what was planned and done on which day; inspections."""

from datetime import time

from campaigns import inspecting, mobilizing, planned_activities, registers
from campaigns.models import Phase, PlannedActivity, Site
from inspection.story.evidence import store
from inspection.story.reading import Row
from inspection.story.replay import Replay
from organization.models import Person


def tell(replay: Replay) -> None:
    """Note what was planned, what was done, and the recurring inspections."""
    days = replay.days
    for noun, tell_one in (("sites", _site), ("channels", _channel), ("boards", _board)):
        for row in replay.story[noun]:
            at = days.instant(row["on"], time(10))
            replay.act(at, lambda row=row, tell_one=tell_one: tell_one(replay, row), row)
    for row in replay.story["planned"]:
        replay.act(days.instant(row["on"], time(10)), lambda row=row: _plan(replay, row), row)
    for row in replay.story["activities"]:
        replay.act(days.instant(row["on"], time(11)), lambda row=row: _note(replay, row), row)
    for row in replay.story["inspection_plans"]:
        at = days.instant(row["on"], time(9))
        replay.act(at, lambda row=row: _plan_inspections(replay, row), row)
    for row in replay.story["visits"]:
        at = days.instant(row["recorded_on"], time(9, 30))
        replay.act(at, lambda row=row: _visit(replay, row), row)


def _site(replay: Replay, row: Row) -> None:
    registers.add_sites(
        replay.campaign,
        [row["name"]],
        kind=row["kind"],
        department=replay.departments[row["department"]],
        district=row["district"],
        by=replay.person(row["by"], row),
    )


def _channel(replay: Replay, row: Row) -> None:
    registers.add_channel(
        replay.campaign,
        by=replay.person(row["by"], row),
        kind=row["kind"],
        contact=row["contact"],
        department=replay.departments[row["department"]],
        note=row["note"],
    )


def _board(replay: Replay, row: Row) -> None:
    registers.put_up(
        replay.campaign,
        by=replay.person(row["by"], row),
        text=row.text("text"),
        sections=row.list("sections"),
        is_up=True,
    )


def _plan(replay: Replay, row: Row) -> None:
    planned_activities.plan(
        _phase(replay, row),
        by=replay.person(row["by"], row),
        kind=row["kind"],
        medium=row["medium"],
        title=row["title"],
        department=replay.departments.get(row["department"]),
        owner=replay.person(row["owner"], row),
        planned_on=replay.days.day(row["planned_on"]),
        needs_evidence=row.flag("files"),
    )


def _note(replay: Replay, row: Row) -> None:
    by, phase = replay.person(row["by"], row), _phase(replay, row)
    department = replay.departments.get(row["department"])
    fields = {"on": replay.days.day(row["on"]), "text": row.text("text")}
    if row["sites"]:
        of_campaign = Site.objects.filter(campaign=phase.campaign)
        fields["sites"] = list(of_campaign.filter(name__in=row.list("sites")))
    home = department or replay.campaign.office
    files = [
        store(replay, row, file, name, home)
        for file, _sign, name in (part.partition("=") for part in row.list("files"))
    ]
    planned = PlannedActivity.objects.to_do().filter(
        phase=phase, title=row["title"], department=department
    )
    for one in planned.select_related("phase__campaign"):
        planned_activities.do(one, by=by, evidence=files, **fields)
        return
    mobilizing.note_activity(
        phase,
        by=by,
        evidence=files,
        kind=row["kind"],
        medium=row["medium"],
        outlet=row["outlet"],
        title=row["title"],
        department=department,
        host=row["host"],
        due=row.number("due"),
        present=row.number("present"),
        made_up=row.number("made_up") or 0,
        **fields,
    )


def _plan_inspections(replay: Replay, row: Row) -> None:
    replay.made["plan", row["code"]] = inspecting.plan(
        replay.campaign,
        by=replay.person(row["by"], row),
        title=row["title"],
        period=row["period"],
        starts_on=replay.days.day(row["starts_on"]),
        owner=replay.person(row["owner"], row),
        subjects=row.list("subjects"),
        report_group=row["report_group"],
    )


def _visit(replay: Replay, row: Row) -> None:
    on = replay.days.day(row["on"])
    plan = replay.known("plan", row["plan"])
    inspecting.record_visit(
        plan.inspections.get(starts_on__lte=on, ends_on__gte=on),
        by=replay.person(row["by"], row),
        department=replay.departments[row["department"]],
        on=on,
        method=row["method"],
        inspectors=Person.objects.filter(account__in=row.list("inspectors")),
        looked_at=row.list("looked_at"),
        result=row.text("result"),
    )


def _phase(replay: Replay, row: Row) -> Phase:
    phases = Phase.objects.select_related("campaign")
    return phases.get(campaign=replay.campaign, key=row["phase"])
