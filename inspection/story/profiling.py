"""单位概况 with its days, honours, earlier appraisals; what the campaign holds to."""

from datetime import time

from campaigns import campaign_texts
from inspection.story.reading import Row
from inspection.story.replay import Replay
from organization import profile


def tell(replay: Replay) -> None:
    """Note what the unit says of itself."""
    told = {"facts": _fact, "honours": _honour, "earlier_appraisals": _appraisal}
    for noun, verb in told.items():
        for row in replay.story[noun]:
            at = replay.days.instant(row["on"], time(13))
            replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)
    written: dict[str, list[Row]] = {}
    for row in replay.story["texts"]:
        written.setdefault(row["on"], []).append(row)
    for on, rows in written.items():
        at = replay.days.instant(on, time(13))
        replay.act(at, lambda rows=rows: _texts(replay, rows), rows[0])


def _texts(replay: Replay, rows: list[Row]) -> None:
    """All texts of one time are one act."""
    lines: dict[str, list[str]] = {}
    for row in rows:
        lines.setdefault(row["kind"], []).append(row["text"])
    by = replay.person(rows[0]["by"], rows[0])
    campaign_texts.write(replay.campaign, lines, by=by)


def _fact(replay: Replay, row: Row) -> None:
    profile.keep_fact(
        replay.campaign.organisation,
        row["label"],
        row["value"],
        replay.days.anniversary(row["as_of"]),
        by=replay.person(row["by"], row),
        measured_in=row["measured_in"],
        source=row["source"],
        is_assumed="value" in row.list("assumed"),
    )


def _honour(replay: Replay, row: Row) -> None:
    profile.keep_honour(
        replay.campaign.organisation,
        row["name"],
        by=replay.person(row["by"], row),
        issuer=row["issuer"],
        year=_year(replay, row) if row["year"] else None,
    )


def _appraisal(replay: Replay, row: Row) -> None:
    profile.keep_appraisal(
        replay.campaign.organisation,
        _year(replay, row),
        by=replay.person(row["by"], row),
        remark=row["remark"],
    )


def _year(replay: Replay, row: Row) -> int:
    """The year, moved with the campaign."""
    return replay.days.anniversary(f"{row.number('year') or 1:04}-07-01").year
