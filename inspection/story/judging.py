"""行评代表: who evaluates, what they are told, what they give, and the result of it."""

from datetime import time
from decimal import Decimal

from findings import evaluators, scoring
from inspection.story.reading import Row
from inspection.story.replay import Replay


def tell(replay: Replay) -> None:
    """Note the acts of the evaluation."""
    told = {
        "evaluators": (_appoint, "on", time(10)),
        "evaluator_sheets": (_publish, "on", time(10)),
        "score_rounds": (_open, "opened_on", time(9)),
        "scores": (_give, "on", time(11)),
        "evaluation_results": (_result, "on", time(10)),
    }
    days = replay.days
    for noun, (verb, column, hour) in told.items():
        for row in replay.story[noun]:
            at = days.instant(row[column], hour)
            replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)
    for row in replay.story["score_rounds"]:
        if row["closed_on"]:
            at = days.instant(row["closed_on"], time(12))
            replay.act(at, lambda row=row: _close(replay, row), row)


def _appoint(replay: Replay, row: Row) -> None:
    evaluators.appoint(
        replay.campaign,
        replay.person(row["person"], row),
        by=replay.person(row["by"], row),
        category=row["category"],
        starts_on=replay.days.day(row["starts_on"]),
        ends_on=replay.days.day(row["ends_on"]),
    )


def _publish(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    evaluators.publish(replay.campaign, row["title"], row.text("text"), by=by)


def _open(replay: Replay, row: Row) -> None:
    replay.made["round", row["code"]] = scoring.open_round(
        replay.campaign,
        row["title"],
        list(row.counts("dimensions").items()),
        by=replay.person(row["by"], row),
    )


def _give(replay: Replay, row: Row) -> None:
    by = replay.person(row["person"], row)
    scoring.give(replay.known("round", row["round"]), row.counts("points"), by=by)


def _close(replay: Replay, row: Row) -> None:
    scoring.close(replay.known("round", row["code"]), by=replay.person(row["by"], row))


def _result(replay: Replay, row: Row) -> None:
    scoring.record_result(
        replay.campaign,
        by=replay.person(row["by"], row),
        authority=row["authority"],
        given_on=replay.days.day(row["given_on"]),
        grade=row["grade"],
        sent=row.number("sent") or 0,
        returned=row.number("returned") or 0,
        valid=row.number("valid") or 0,
        score=Decimal(row["score"]) if row["score"] else None,
    )
