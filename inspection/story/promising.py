"""合作方和承诺: partners and what they sign, promises to the public and how they are kept."""

from datetime import time

from findings import partners
from inspection.story.reading import Row
from inspection.story.replay import Replay
from rectification import commitments


def tell(replay: Replay) -> None:
    """Note the acts; partners that sign one initiative on one day are one act."""
    days = replay.days
    told = {
        "partners": (_enter, "on", time(11)),
        "initiatives": (_propose, "proposed_on", time(9)),
        "commitments": (_publish, "published_on", time(14)),
        "totals": (_count, "on", time(9)),
    }
    for noun, (verb, column, hour) in told.items():
        for row in replay.story[noun]:
            at = days.instant(row[column], hour)
            replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)
    together: dict[tuple, list[Row]] = {}
    for row in replay.story["signatures"]:
        together.setdefault((row["initiative"], row["signed_on"]), []).append(row)
    for (_initiative, on), rows in together.items():
        replay.act(days.instant(on, time(15)), lambda rows=rows: _sign(replay, rows), rows[0])


def _enter(replay: Replay, row: Row) -> None:
    fields = {
        name: replay.days.day(row[name])
        for name in ("contract_from", "contract_until")
        if row[name]
    }
    by = replay.person(row["by"], row)
    partners.enter(replay.campaign, row["kind"], row["name"], by=by, **fields)


def _propose(replay: Replay, row: Row) -> None:
    replay.made["initiative", row["code"]] = partners.propose(
        replay.campaign,
        row["title"],
        row.text("text"),
        on=replay.days.day(row["proposed_on"]),
        by=replay.person(row["by"], row),
    )


def _sign(replay: Replay, rows: list[Row]) -> None:
    partners.sign(
        replay.known("initiative", rows[0]["initiative"]),
        [row["partner"] for row in rows],
        on=replay.days.day(rows[0]["signed_on"]),
        by=replay.person(rows[0]["by"], rows[0]),
    )


def _publish(replay: Replay, row: Row) -> None:
    replay.made["commitment", row["code"]] = commitments.publish(
        replay.campaign,
        row["kind"],
        replay.departments[row["department"]],
        by=replay.person(row["by"], row),
        title=row["title"],
        text=row.text("text"),
        hours=row.number("hours"),
        published_on=replay.days.day(row["published_on"]),
        published_where=row["published_where"],
    )


def _count(replay: Replay, row: Row) -> None:
    commitments.add_total(
        replay.known("commitment", row["commitment"]),
        replay.days.day(row["first_on"]),
        replay.days.day(row["last_on"]),
        accepted=row.number("accepted") or 0,
        on_time=row.number("on_time") or 0,
        by=replay.person(row["by"], row),
    )
