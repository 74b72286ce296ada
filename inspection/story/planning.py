"""Chapter one: the campaign is drafted, planned and launched; phases begin and end."""

from datetime import time

from campaigns import launch
from campaigns.breakdown import scope_item
from campaigns.contents import checklist_of, put_checklist
from campaigns.kinds import kinds
from campaigns.models import (
    BasisDocument,
    Campaign,
    CheckItem,
    Checklist,
    Clause,
    Participation,
    Phase,
    Project,
)
from inspection.story.reading import Row
from inspection.story.replay import Replay

# Columns of the checklist that are called as the fields they fill.
ITEM_COLUMNS = (
    *("basis", "rule", "category", "group", "text", "methods", "standard", "answer_type"),
    *("formula", "evidence_rule", "exceptions", "good_example", "bad_example"),
    *("statement", "note"),
)


def tell(replay: Replay) -> None:
    """Note the acts of the plan."""
    row = replay.story.campaign
    replay.act(replay.days.instant(row["drafted_on"], time(9)), lambda: _draft(replay, row), row)
    launched = replay.days.instant(row["launched_on"], time(7))
    replay.act(
        launched,
        lambda: _quietly(launch.launch(replay.campaign, by=replay.person(row["launched_by"], row))),
        row,
    )
    for phase in replay.story["phases"]:
        _begin_and_end(replay, phase)


def _quietly(_result) -> None:
    """An act answers nothing."""


def _begin_and_end(replay: Replay, row: Row) -> None:
    def phase() -> Phase:
        return Phase.objects.get(campaign=replay.campaign, key=row["key"])

    def by():
        return replay.person(row["begun_by"], row)

    start = replay.days.instant(row["starts_on"], time(8))
    replay.act(start, lambda: phase().begin(by=by()), row)
    end = replay.days.instant(row["ends_on"], time(17))
    replay.act(end, lambda: phase().end(by=by()), row)


def _draft(replay: Replay, row: Row) -> None:
    by = replay.person(row["drafted_by"], row)
    received = row["trigger_received_on"]
    campaign = launch.draft(
        by=by,
        code=replay.story.name,
        kind=row["kind"],
        title=row["title"],
        organisation=replay.departments[row["organisation"]],
        office=replay.departments[row["office"]],
        trigger_received_on=replay.days.day(received) if received else None,
        authorities="\n".join(row.list("authorities")),
        report_template=row["report_template"] or kinds()[row["kind"]].reports[0][0],
        **{
            name: row[name]
            for name in (
                "organisation_name",
                "organisation_short",
                "subject",
                "trigger_title",
                "trigger_number",
                "trigger_issuer",
                "addressee",
                "slogan",
            )
        },
    )
    _plan_basis(replay, campaign)
    _plan_phases(replay, campaign)
    for department in replay.story["departments"]:
        if department.flag("participates"):
            Participation.objects.create(
                campaign=campaign, department=replay.departments[department["code"]]
            )
    _plan_checklist(replay, campaign)
    _break_down(replay)


def _plan_basis(replay: Replay, campaign: Campaign) -> None:
    for place, row in enumerate(replay.story["basis"], start=1):
        document, _new = BasisDocument.objects.get_or_create(
            campaign=campaign,
            title=row["title"],
            report_group=row["group"],
            defaults={
                "order": row.number("order") or place,
                "number": row["number"],
                "issuer": row["issuer"],
                "role": row["role"] or BasisDocument.Role.BASIS,
            },
        )
        if row["clause_text"]:
            Clause.objects.create(document=document, no=row["clause_no"], text=row["clause_text"])


def _plan_phases(replay: Replay, campaign: Campaign) -> None:
    opens = {phase.key: list(phase.opens) for phase in kinds()[campaign.kind].phases}
    for order, row in enumerate(replay.story["phases"], start=1):
        Phase.objects.create(
            campaign=campaign,
            order=order,
            key=row["key"],
            name=row["name"],
            opens=opens.get(row["key"], []),
            starts_on=replay.days.day(row["starts_on"]),
            ends_on=replay.days.day(row["ends_on"]),
            text=replay.days.words(row["text"], replay.days.day(row["starts_on"])),
        )


def _plan_checklist(replay: Replay, campaign: Campaign) -> None:
    """The list goes into the library first, and is copied from there as the screen does."""
    library = Checklist.objects.create(name=campaign.title)
    projects: dict[str, Project] = {}
    for order, row in enumerate(replay.story["checklist"], start=1):
        project = projects.get(row["project"])
        if project is None:
            project = projects[row["project"]] = Project.objects.create(
                checklist=library, order=len(projects) + 1, name=row["project"]
            )
        CheckItem.objects.create(
            checklist=library,
            project=project,
            order=order,
            code=row["code"],
            no=row.number("no") or order,
            departments_text=row["departments"],
            evidence_hint=row["evidence"],
            from_records="系统取数" in row["fill_by"] or row["fill_by"] == "records",
            **{name: row[name] for name in ITEM_COLUMNS},
        )
    copy = put_checklist(campaign, checklist_of(library))
    replay.items = {item.code: item for item in copy.items.all()}


def _break_down(replay: Replay) -> None:
    scopes: dict[str, list[Row]] = {}
    for row in replay.story["assignments"]:
        scopes.setdefault(row["item"], []).append(row)
    for code, rows in scopes.items():
        departments = [replay.departments[row["department"]] for row in rows]
        lead = next(
            (replay.departments[row["department"]] for row in rows if row.flag("lead")), None
        )
        scope_item(replay.items[code], departments, lead=lead)
