"""Chapter three, second part: the plan of the verification, the records, what was said to them."""

from datetime import time

from campaigns import verification, verification_feedback, verification_planning
from campaigns.models import Verification
from inspection.story.reading import Row
from inspection.story.replay import Replay


def tell(replay: Replay) -> None:
    """Note the acts of the special inspection group, and of the departments it visited."""
    days = replay.days
    for row in replay.story["verification_plans"]:
        replay.act(days.instant(row["on"], time(9)), lambda row=row: _plan(replay, row), row)
    for row in replay.story["verifications"]:
        replay.act(days.instant(row["on"], time(14)), lambda row=row: _verify(replay, row), row)
    for row in replay.story["feedback"]:
        replay.act(days.instant(row["on"], time(10)), lambda row=row: _say(replay, row), row)
        if row["reply"]:
            at = days.instant(row["replied_on"], time(15))
            replay.act(at, lambda row=row: _reply(replay, row), row)


def _plan(replay: Replay, row: Row) -> None:
    draft = verification_planning.Draft(
        choice=row["choice"],
        departments=tuple(replay.departments[code] for code in row.list("departments")),
        inspectors=tuple(replay.person(account, row) for account in row.list("inspectors")),
        starts_on=replay.days.day(row["starts_on"]),
        due_on=replay.days.day(row["due_on"]),
        method=row["method"],
        note=row.text("note"),
    )
    verification_planning.plan(replay.campaign, draft, by=replay.person(row["by"], row))


def _verify(replay: Replay, row: Row) -> None:
    verification.verify(
        replay.campaign,
        replay.items[row["item"]],
        replay.departments[row["department"]],
        by=replay.person(row["by"], row),
        result=row["result"],
        method=row["method"],
        sample_n=row.number("sample_n"),
        sample_ok=row.number("sample_ok"),
        counts=row.counts("counts"),
        text=row.text("text"),
        on=replay.days.day(row["on"]),
    )


def _say(replay: Replay, row: Row) -> None:
    """One statement, or the consent to everything that still waits."""
    by = replay.person(row["by"], row)
    if row["item"]:
        said = _record(replay, row)
        verification_feedback.comment(said, said.version, row.text("text"), by=by)
        return
    waiting = _records(replay, row).awaiting_department()
    if waiting:
        verification_feedback.agree_each([(one, one.version) for one in waiting], by=by)


def _reply(replay: Replay, row: Row) -> None:
    said = _record(replay, row)
    by = replay.person(row["replied_by"], row)
    verification_feedback.reply(said, said.version, row.text("reply"), by=by)


def _record(replay: Replay, row: Row) -> Verification:
    return _records(replay, row).get(item=replay.items[row["item"]])


def _records(replay: Replay, row: Row):
    rows = Verification.objects.filter(campaign=replay.campaign)
    return rows.filter(department=replay.departments[row["department"]])
