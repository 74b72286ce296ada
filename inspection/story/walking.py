"""穿越体验: tasks, walks, proposals, how they were evaluated and which projects came of them."""

from datetime import time

from campaigns.models import Group
from findings import evaluating, improving, walking
from findings.models import ListWord, Proposal, WalkTask
from findings.walking import Cell
from inspection.story.reading import Row, StoryError
from inspection.story.replay import Replay


def tell(replay: Replay) -> None:
    """Note the acts of the walk-throughs; tasks planned at one time are one act."""
    days = replay.days
    planned: dict[tuple, list[Row]] = {}
    for row in replay.story["walks"]:
        planned.setdefault((row["planned_on"], row["planned_by"]), []).append(row)
        if row["walked_on"]:
            at = days.instant(row["walked_on"], time(17))
            replay.act(at, lambda row=row: _walk(replay, row), row)
    for (on, _by), rows in planned.items():
        at = days.instant(on, time(10))
        replay.act(at, lambda rows=rows: _plan(replay, rows), rows[0])
    for row in replay.story["proposals"]:
        replay.act(
            days.instant(row["on"], time(17, 30)), lambda row=row: _propose(replay, row), row
        )
        at = days.instant(row["evaluated_on"], time(9))
        replay.act(at, lambda row=row: _evaluate(replay, row), row)
        if row["fate"] in ("merged", "declined"):
            at = days.instant(row["fate_on"], time(15))
            replay.act(at, lambda row=row: _decide(replay, row), row)
    for row in replay.story["projects"]:
        steps = {"on": _adopt, "confirmed_on": _confirm}
        for place, (column, verb) in enumerate(steps.items()):
            at = days.instant(row[column], time(16, place))
            replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)


def _plan(replay: Replay, rows: list[Row]) -> None:
    campaign = replay.campaign
    words = {(word.kind, word.name): word for word in ListWord.objects.filter(campaign=campaign)}
    teams = Group.objects.filter(campaign=campaign).in_bulk()
    cells = [
        Cell(
            _word(words, "channel", row),
            _word(words, "stage", row),
            _word(words, "product", row),
            teams[replay.made["group", row["team"]].pk],
            replay.days.day(row["due_on"]),
            row["process"],
        )
        for row in rows
    ]
    walking.plan_walks(campaign, cells, by=replay.person(rows[0]["planned_by"], rows[0]))
    made = {
        (task.channel_id, task.stage_id, task.product_id, task.process, task.team_id): task
        for task in WalkTask.objects.filter(campaign=campaign)
    }
    for row, cell in zip(rows, cells, strict=True):
        key = (cell.channel.pk, cell.stage.pk, cell.product.pk, cell.process, cell.team.pk)
        replay.made["walk", row["code"]] = made[key]


def _word(words: dict, kind: str, row: Row) -> ListWord:
    if (kind, row[kind]) not in words:
        raise StoryError(f"{row.place}: not in the list: {row[kind]}")
    return words[kind, row[kind]]


def _task(replay: Replay, code: str) -> WalkTask:
    rows = WalkTask.objects.select_related("campaign", "channel", "stage", "product", "team")
    return rows.get(pk=replay.made["walk", code].pk)


def _walk(replay: Replay, row: Row) -> None:
    task, by = _task(replay, row["code"]), replay.person(row["by"], row)
    told = {"steps": row.text("steps"), "obstacles": row.text("obstacles")}
    task = walking.save_walk(task, by=by, walked_on=replay.days.day(row["walked_on"]), **told)
    walking.finish(task, by=by)


def _propose(replay: Replay, row: Row) -> None:
    by, task = replay.person(row["by"], row), _task(replay, row["walk"])
    replay.made["proposal", row["code"]] = walking.propose(task, row.text("text"), by=by)


def _proposal(replay: Replay, code: str) -> Proposal:
    rows = Proposal.objects.select_related("campaign", "task")
    return rows.get(pk=replay.made["proposal", code].pk)


def _evaluate(replay: Replay, row: Row) -> None:
    evaluating.evaluate(
        _proposal(replay, row["code"]),
        row["verdict"],
        by=replay.person(row["evaluated_by"], row),
        value=row["value"],
        effort=row["effort"],
        reason=row["reason"],
    )


def _decide(replay: Replay, row: Row) -> None:
    proposal, by = _proposal(replay, row["code"]), replay.person(row["fate_by"], row)
    if row["fate"] == "merged":
        evaluating.merge_into(proposal, _proposal(replay, row["into"]), by=by)
    else:
        evaluating.decline(proposal, row["fate_reason"], by=by)


def _adopt(replay: Replay, row: Row) -> None:
    """The project, out of the proposals that name it; what was merged into them comes along."""
    named = [
        _proposal(replay, one["code"])
        for one in replay.story["proposals"]
        if one["fate"] == "adopted" and one["project"] == row["code"]
    ]
    replay.made["finding", row["code"]] = evaluating.adopt(
        replay.campaign,
        named,
        row["title"],
        by=replay.person(row["by"], row),
        department=replay.departments[row["department"]],
        problem=row.text("problem"),
    )


def _confirm(replay: Replay, row: Row) -> None:
    by = replay.person(row["confirmed_by"], row)
    finding = replay.known("finding", row["code"])
    finding.confirm(by=by)
    improving.describe(
        finding,
        by=by,
        is_key=row.flag("is_key"),
        accept_on=replay.days.day(row["accept_on"]) if row["accept_on"] else None,
        group=replay.known("group", row["group"]) if row["group"] else None,
        flow_before=row.text("flow_before"),
        flow_after=row.text("flow_after"),
    )
