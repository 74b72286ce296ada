"""零容忍记录: a record for every fault of an accepted visit, answered and closed."""

from datetime import time

from findings import zero_tolerance
from findings.models import ServiceFault
from inspection.story.reading import Row
from inspection.story.replay import Replay


def tell(replay: Replay) -> None:
    """Note when records were opened, what departments answered, what was closed."""
    days = replay.days
    for row in replay.story["fault_records"]:
        at = days.instant(row["on"], time(10))
        replay.act(at, lambda row=row: _open(replay, row), row)
    for row in replay.story["fault_answers"]:
        for column, verb in {"on": _answer, "closed_on": _close}.items():
            if row[column]:
                at = days.instant(row[column], time(16))
                replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)


def _open(replay: Replay, row: Row) -> None:
    """Every fault of the visits accepted so far that has no record yet."""
    zero_tolerance.open_for_visits(replay.campaign, by=replay.person(row["by"], row))


def _fault(replay: Replay, row: Row) -> ServiceFault | None:
    """The record of the row; None, and named as left out, where nothing was wrong."""
    faults = ServiceFault.objects.select_related("campaign", "department", "fault_class")
    visit = replay.made["site_visit", row["visit"]]
    found = faults.filter(point__visit=visit.pk, fault_class__name=row["fault_class"]).first()
    if found is None:
        replay.story.left_out.append(f"{row.place} (no fault {row['fault_class']})")
    return found


def _answer(replay: Replay, row: Row) -> None:
    if fault := _fault(replay, row):
        by = replay.person(row["by"], row)
        zero_tolerance.answer(fault, text=row.text("text"), post=row["post"], by=by)


def _close(replay: Replay, row: Row) -> None:
    fault = _fault(replay, row)
    if fault and fault.status == ServiceFault.Status.ANSWERED:
        zero_tolerance.close(fault, row["result"], by=replay.person(row["closed_by"], row))
