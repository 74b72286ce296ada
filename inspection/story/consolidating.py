"""Between report and confirmation: merged, heard, split, and checked for elsewhere."""

from datetime import time

from campaigns.models import Answer
from findings import consolidation, feedback, lessons, merging, splitting
from findings.models import FindingFeedback, LessonAnswer
from findings.splitting import Part
from inspection.story.reading import Row
from inspection.story.replay import Replay


def tell(replay: Replay) -> None:
    """Note the acts, each at its time."""
    steps = {
        "merges": {"reported_on": _report, "merged_on": _merge},
        "objections": {"asked_on": _ask, "objected_on": _object, "ruled_on": _rule},
        "lessons": {"pushed_on": _push, "answered_on": _answer},
    }
    for noun, verbs in steps.items():
        for row in replay.story[noun]:
            for column, verb in verbs.items():
                at = replay.days.instant(row[column])
                replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)
    _tell_splits(replay)


def _report(replay: Replay, row: Row) -> None:
    replay.made["merge", row["title"]] = consolidation.report_finding(
        replay.campaign,
        [],
        by=replay.person(row["by"], row),
        title=row["title"],
        problem=row.text("problem"),
        department=replay.departments.get(row["department"]),
    )


def _merge(replay: Replay, row: Row) -> None:
    into = replay.known("finding", row["finding"])
    merging.merge(replay.known("merge", row["title"]), into, by=replay.person(row["by"], row))


def _ask(replay: Replay, row: Row) -> None:
    feedback.ask(
        replay.known("finding", row["finding"]),
        by=replay.person(row["asked_by"], row),
        until=replay.days.day(row["due_on"]),
    )


def _round(replay: Replay, row: Row) -> FindingFeedback:
    rows = FindingFeedback.objects.select_related("finding__campaign", "department")
    return rows.filter(finding=replay.known("finding", row["finding"])).latest("pk")


def _object(replay: Replay, row: Row) -> None:
    by = replay.person(row["objected_by"], row)
    feedback.object_to(_round(replay, row), row.text("text"), by=by)


def _rule(replay: Replay, row: Row) -> None:
    by = replay.person(row["ruled_by"], row)
    feedback.rule(_round(replay, row), row["ruling"], row.text("answer"), by=by)


def _tell_splits(replay: Replay) -> None:
    """All parts of one finding are one act, as on the screen."""
    together: dict[str, list[Row]] = {}
    for row in replay.story["parts"]:
        together.setdefault(row["finding"], []).append(row)
    for rows in together.values():
        at = replay.days.instant(rows[0]["on"], time(9, 40))
        replay.act(at, lambda rows=rows: _split(replay, rows), rows[0])


def _split(replay: Replay, rows: list[Row]) -> None:
    finding = replay.known("finding", rows[0]["finding"])
    parts = []
    for row in rows:
        items = [replay.items[code] for code in row.list("items") if code in replay.items]
        own = finding.sources.filter(answer__in=Answer.objects.filter(item__in=items))
        parts.append(Part(row["title"], row.text("problem"), list(own)))
    splitting.split(finding, parts, by=replay.person(rows[0]["by"], rows[0]))


def _push(replay: Replay, row: Row) -> None:
    """One row a department; those of one finding at one time would be one act on the screen."""
    lessons.push(
        replay.known("finding", row["finding"]),
        [replay.departments[row["department"]]],
        row.text("text"),
        replay.days.day(row["due_on"]),
        by=replay.person(row["by"], row),
    )


def _answer(replay: Replay, row: Row) -> None:
    asked = LessonAnswer.objects.select_related("lesson__campaign", "lesson__finding", "department")
    answer = asked.get(
        lesson__finding=replay.known("finding", row["finding"]),
        department=replay.departments[row["department"]],
    )
    by, found = replay.person(row["answered_by"], row), row.flag("found")
    lessons.answer(answer, found, row.text("answer"), by=by)
