"""Chapter five: rules, long-term plans, extensions and look-backs."""

from datetime import time

from inspection.story.reading import Row
from inspection.story.replay import Replay
from rectification import extending, long_term, looking_back
from rectification.models import Extension, LookBack, RectificationRules


def tell(replay: Replay) -> None:
    """Note the acts around deadlines and after the close-out."""
    days = replay.days
    for row in replay.story["rectification_rules"]:
        replay.act(days.instant(row["on"], time(9)), _later(_rule, replay, row), row)
    for row in replay.story["plans"]:
        replay.act(days.instant(row["on"], time(10, 45)), _later(_plan, replay, row), row)
    for row in replay.story["milestones"]:
        replay.act(days.instant(row["on"], time(10, 50)), _later(_milestone, replay, row), row)
        if row["done_on"]:
            replay.act(days.instant(row["done_on"], time(10)), _later(_reach, replay, row), row)
    for row in replay.story["extensions"]:
        replay.act(days.instant(row["on"], time(9)), _later(_ask, replay, row), row)
        if row["decided_on"]:
            replay.act(days.instant(row["decided_on"], time(15)), _later(_decide, replay, row), row)
    for row in replay.story["look_backs"]:
        replay.act(days.instant(row["on"], time(10)), _later(_look_back, replay, row), row)


def _later(verb, replay: Replay, row: Row):
    return lambda: verb(replay, row)


def _rule(replay: Replay, row: Row) -> None:
    RectificationRules.of(replay.campaign).change(
        by=replay.person(row["by"], row),
        answer_days=row.number("answer_days") or 3,
        look_back_days=row.number("look_back_days") or 30,
    )


def _plan(replay: Replay, row: Row) -> None:
    owner = replay.person(row["owner"], row) if row["owner"] else None
    replay.made["plan", row["task"]] = long_term.make_plan(
        replay.known("task", row["task"]),
        row.text("goal"),
        row["cycle"],
        by=replay.person(row["by"], row),
        owner=owner,
    )


def _milestone(replay: Replay, row: Row) -> None:
    due_on, due_text = replay.days.deadline(row["due_on"], row["due_text"])
    replay.made["milestone", row["code"]] = long_term.add_milestone(
        replay.known("plan", row["task"]),
        row["title"],
        due_on,
        by=replay.person(row["by"], row),
        due_text=due_text,
    )


def _reach(replay: Replay, row: Row) -> None:
    milestone = replay.known("milestone", row["code"])
    by = replay.person(row["done_by"], row)
    long_term.reach(milestone, by=by, text=row.text("text"))


def _ask(replay: Replay, row: Row) -> None:
    to_on, due_text = replay.days.deadline(row["to_on"], row["due_text"])
    extending.ask(
        replay.known("task", row["task"]),
        to_on,
        by=replay.person(row["by"], row),
        reason=row.text("reason"),
        due_text=due_text,
    )


def _decide(replay: Replay, row: Row) -> None:
    task = replay.known("task", row["task"])
    asked = Extension.objects.undecided().select_related("task").get(task=task)
    verb = extending.approve if row["outcome"] == "granted" else extending.refuse
    verb(asked, by=replay.person(row["decided_by"], row), answer=row.text("answer"))


def _look_back(replay: Replay, row: Row) -> None:
    task = replay.known("task", row["task"])
    planned = LookBack.objects.planned().select_related("task").get(task=task)
    by = replay.person(row["by"], row)
    said = {"method": row["method"], "text": row.text("text")}
    if row["outcome"] == LookBack.Status.HELD:
        looking_back.hold(planned, by=by, **said)
    else:
        looking_back.relapse(planned, by=by, title=row["title"], **said)
