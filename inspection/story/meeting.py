"""Meetings of chapter two: called, arranged, signed in to, held; who was absent made it up."""

from datetime import time

from campaigns import calling, meeting_codes, meetings
from campaigns.models import Attendance, Meeting, Phase
from inspection.story.reading import Row
from inspection.story.replay import Replay

HOUR = time(9)


def tell(replay: Replay) -> None:
    """Note the acts of the meetings.

    A row of the kind `department_meeting` without a department asks them all; the row of a
    department then says when and where its own was.
    """
    for row in replay.story["meetings"]:
        called = _call if row["kind"] != Meeting.Kind.DEPARTMENT else _ask
        verb = _arrange if row["department"] else called
        _act(replay, row, "called_on", verb)
        if row["held_on"]:
            _act(replay, row, "held_on", _hold)
    for row in replay.story["attendances"]:
        _act(replay, row, "on", _note)
        if row["made_up_on"]:
            _act(replay, row, "made_up_on", _make_up)


def _act(replay: Replay, row: Row, column: str, verb) -> None:
    replay.act(replay.days.instant(row[column], HOUR), lambda: verb(replay, row), row)


def _call(replay: Replay, row: Row) -> None:
    by = replay.person(row["called_by"], row)
    phase = _phase(replay, row)
    made = calling.call(
        phase,
        by=by,
        owner=by,
        kind=row["kind"],
        title=row["title"],
        people=[replay.person(account, row) for account in row.list("people")],
        points=row.list("points") or calling.points_of(phase.campaign, row["kind"]),
        **_hour(replay, row),
    )
    replay.made["meeting", row["code"]] = made


def _ask(replay: Replay, row: Row) -> None:
    calling.ask_departments(
        _phase(replay, row),
        by=replay.person(row["called_by"], row),
        on=replay.days.day(row["on"]),
        title=row["title"],
    )


def _arrange(replay: Replay, row: Row) -> None:
    by = replay.person(row["called_by"], row)
    found = Meeting.objects.select_related("phase__campaign", "department", "owner").get(
        phase__campaign=replay.campaign,
        kind=row["kind"],
        department=replay.departments[row["department"]],
    )
    replay.made["meeting", row["code"]] = found
    hour = _hour(replay, row)
    calling.arrange(found, by=by, **{**hour, "host": hour["host"] or found.owner.title})
    people = [replay.person(account, row) for account in row.list("people")]
    if people:
        calling.call_in(found, people, by=by)


def _note(replay: Replay, row: Row) -> None:
    """By the code with the own account, or by the roster of whoever holds the meeting."""
    found = _attendance(replay, row)
    by = found.meeting.owner
    if row["state"] == Attendance.Status.ABSENT:
        meetings.note_absent(found, row["reason"], by=by)
    elif row["how"] == "code":
        person = replay.person(row["person"], row)
        meeting_codes.sign_in(meeting_codes.code_for(found.meeting), by=person)
    else:
        meetings.note_present(found, by=by)


def _make_up(replay: Replay, row: Row) -> None:
    found = _attendance(replay, row)
    meetings.make_up(found, by=found.meeting.owner)


def _hold(replay: Replay, row: Row) -> None:
    found = Meeting.objects.select_related("phase__campaign", "department", "activity").get(
        pk=replay.made["meeting", row["code"]].pk
    )
    meetings.hold(
        found,
        by=replay.person(row["held_by"], row),
        told=found.points,
        minutes=row.text("minutes"),
    )


def _attendance(replay: Replay, row: Row) -> Attendance:
    rows = Attendance.objects.select_related("meeting__phase__campaign", "meeting__activity")
    return rows.select_related("meeting__owner").get(
        meeting=replay.made["meeting", row["meeting"]].pk, person__account=row["person"]
    )


def _phase(replay: Replay, row: Row) -> Phase:
    phases = Phase.objects.select_related("campaign__organisation")
    return phases.get(campaign=replay.campaign, key=row["phase"])


def _hour(replay: Replay, row: Row) -> dict:
    """Day, hour, place and chair of a row."""
    _day, _t, hour = row["on"].partition("T")
    return {
        "on": replay.days.day(row["on"]),
        "starts_at": time.fromisoformat(hour) if hour else None,
        "place": row["place"],
        "host": row["host"],
    }
