"""单位概况: facts of the unit with their days, honours, earlier appraisals."""

from datetime import date, time

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


def _fact(replay: Replay, row: Row) -> None:
    profile.keep_fact(
        replay.campaign.organisation,
        row["label"],
        row["value"],
        replay.days.day(row["as_of"]),
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
    """The year, moved as a day in its middle is."""
    return replay.days.moved(date(row.number("year") or 1, 7, 1)).year
