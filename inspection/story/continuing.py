"""专项行动和下一步: what is done under a name of its own, and what goes on after the report."""

from datetime import time

from campaigns import special_actions
from inspection.story.reading import Row
from inspection.story.replay import Replay
from rectification import next_steps


def tell(replay: Replay) -> None:
    """Note when actions and steps were planned, begun and done."""
    days = replay.days
    for noun, verbs in {
        "actions": {
            "on": _plan_action,
            "begun_on": _begin_action,
            "done_on": _finish_action,
            "under_on": _keep_under,
        },
        "next_steps": {"on": _plan_step, "begun_on": _begin_step},
    }.items():
        for row in replay.story[noun]:
            for column, verb in verbs.items():
                if row[column]:
                    at = days.instant(row[column], time(9))
                    replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)


def _supports(replay: Replay, row: Row) -> list:
    known = replay.departments
    return [known[code] for code in row.list("supports") if code in known]


def _plan_action(replay: Replay, row: Row) -> None:
    days = {name: replay.days.day(row[name]) for name in ("starts_on", "ends_on") if row[name]}
    replay.made["action", row["code"]] = special_actions.plan(
        replay.campaign,
        row["title"],
        replay.departments[row["department"]],
        by=replay.person(row["by"], row),
        supports=_supports(replay, row),
        **{name: row.text(name) for name in ("kind", "purpose", "lead", "days_text")},
        **days,
    )


def _begin_action(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    special_actions.begin(replay.known("action", row["code"]), by=by)


def _finish_action(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    special_actions.finish(replay.known("action", row["code"]), by=by)


def _keep_under(replay: Replay, row: Row) -> None:
    """The walk-throughs, or the plans of visits that are named, were done under the action."""
    action, by = replay.known("action", row["code"]), replay.person(row["by"], row)
    codes = row.list("under")
    if "walks" in codes:
        special_actions.keep_under(action, replay.campaign.walk_tasks.all(), by=by)
    plans = [replay.known("visit_plan", code).pk for code in codes if code != "walks"]
    if plans:
        rows = replay.campaign.visit_plans.filter(pk__in=plans)
        special_actions.keep_under(action, rows, by=by)


def _plan_step(replay: Replay, row: Row) -> None:
    due_on, due_text = None, row["due_text"]
    if row["due_on"]:
        due_on, due_text = replay.days.deadline(row["due_on"], due_text)
    by = replay.person(row["by"], row)
    step = replay.made["step", row["code"]] = next_steps.plan(
        replay.campaign,
        row["title"],
        replay.departments[row["department"]],
        by=by,
        supports=_supports(replay, row),
        mechanisms=row.list("mechanisms"),
        due_on=due_on,
        due_text=due_text,
        **{name: row.text(name) for name in ("text", "goals", "post")},
        **_links(replay, row),
    )
    if row["group"]:
        next_steps.set_up_group(step, row["group"], by=by)


def _links(replay: Replay, row: Row) -> dict:
    """What the step takes up: a finding, the measure of a task, an action."""
    links: dict = {}
    for column in ("finding", "action"):
        if row[column]:
            links[column] = replay.known(column, row[column])
    if row["task"]:
        links["measure"] = replay.known("task", row["task"]).measure
    return links


def _begin_step(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    next_steps.begin(replay.known("step", row["code"]), by=by)
