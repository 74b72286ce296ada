"""听意见: boxes and their notes, guests of a symposium, opinions and what became of them."""

from datetime import time

from campaigns.models import Meeting, Site
from findings import (
    complaints,
    opinion_boxes,
    opinion_disposing,
    opinion_intake,
    opinions,
    public,
    symposiums,
)
from findings.models import Guest, Opinion, OpinionRules
from inspection.story.reading import Row
from inspection.story.replay import Replay


def tell(replay: Replay) -> None:
    """Note the acts of listening; guests of one meeting are invited and noted together."""
    told = {
        "opinion_rules": (_rule, time(9)),
        "boxes": (_put_up, time(9, 30)),
        "notes": (_put_in, time(12)),
        "openings": (_empty, time(17)),
        "opinions": (_write_down, time(10)),
        "dispositions": (_dispose, time(16)),
        "complaints": (_count, time(11)),
    }
    for noun, (verb, hour) in told.items():
        for row in replay.story[noun]:
            at = replay.days.instant(row["on"], hour)
            replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)
    for column, note in {"invited_on": _invite, "noted_on": _note}.items():
        together: dict[tuple, list[Row]] = {}
        for row in replay.story["guests"]:
            together.setdefault((row["meeting"], row[column]), []).append(row)
        for (_meeting, on), rows in together.items():
            at = replay.days.instant(on)
            replay.act(at, lambda rows=rows, note=note: note(replay, rows), rows[0])


def _rule(replay: Replay, row: Row) -> None:
    OpinionRules.of(replay.campaign).change(
        by=replay.person(row["by"], row),
        topics="\n".join(row.list("topics")),
        invitees="\n".join(row.list("invitees")),
    )


def _site(replay: Replay, name: str) -> Site | None:
    return Site.objects.get(campaign=replay.campaign, name=name) if name else None


def _put_up(replay: Replay, row: Row) -> None:
    replay.made["box", row["site"]] = opinion_boxes.put_up(
        replay.campaign,
        by=replay.person(row["by"], row),
        site=_site(replay, row["site"]),
        intro=row["intro"],
    )


def _put_in(replay: Replay, row: Row) -> None:
    """By somebody outside: no account, no trace, a receipt that nobody keeps here."""
    box = replay.known("box", row["site"])
    opinion_intake.put_in(
        box,
        form=public.new_form(box.slug),
        category=row["category"],
        topic=row["topic"],
        text=row.text("text"),
        contact=row["contact"],
    )


def _empty(replay: Replay, row: Row) -> None:
    opinion_boxes.empty(replay.campaign, by=replay.person(row["by"], row))


def _meeting(replay: Replay, code: str) -> Meeting:
    rows = Meeting.objects.select_related("phase__campaign")
    return rows.get(pk=replay.made["meeting", code].pk)


def _invite(replay: Replay, rows: list[Row]) -> None:
    pairs = [(row["category"], row["name"]) for row in rows]
    by = replay.person(rows[0]["by"], rows[0])
    symposiums.invite(_meeting(replay, rows[0]["meeting"]), pairs, by=by)


def _note(replay: Replay, rows: list[Row]) -> None:
    meeting = _meeting(replay, rows[0]["meeting"])
    keys = {(guest.category, guest.name): guest.pk for guest in meeting.guests.all()}
    came = [keys[row["category"], row["name"]] for row in rows if row.flag("came")]
    symposiums.note_who_came(meeting, came, by=replay.person(rows[0]["by"], rows[0]))


def _write_down(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    said = {"category": row["category"], "topic": row["topic"], "text": row.text("text")}
    said["department"] = replay.departments.get(row["department"])
    if row["guest"]:
        guests = Guest.objects.select_related("meeting__phase__campaign")
        guest = guests.get(meeting=_meeting(replay, row["meeting"]), name=row["guest"])
        made = symposiums.write_down_from(guest, by=by, **said)
    else:
        made = opinions.write_down(
            replay.campaign,
            by=by,
            channel=row["channel"],
            said_on=replay.days.day(row["said_on"]),
            contact=row["contact"],
            **said,
        )
    replay.made["opinion", row["code"]] = made
    if row["handed_to"]:
        opinions.hand_over(made, replay.departments[row["handed_to"]], by=by)


def opinion_of(replay: Replay, code: str) -> Opinion:
    """An opinion by its code; what lay in a box has no number of its own and is known by its
    words."""
    rows = Opinion.objects.select_related("campaign").filter(campaign=replay.campaign)
    if ("opinion", code) in replay.made:
        return rows.get(pk=replay.made["opinion", code].pk)
    note = next(row for row in replay.story["notes"] if row["code"] == code)
    return rows.get(channel=Opinion.Channel.MAILBOX, text=note.text("text"))


def _dispose(replay: Replay, row: Row) -> None:
    opinion, by = opinion_of(replay, row["opinion"]), replay.person(row["by"], row)
    if row["outcome"] == "answered":
        opinion_disposing.answer(opinion, row.text("text"), by=by)
    elif row["outcome"] == "merged":
        opinion_disposing.merge(opinion, opinion_of(replay, row["into"]), by=by)
    elif row["outcome"] == "replied":
        opinion_disposing.reply(opinion, row.text("text"), by=by)
    else:
        opinion.set_aside(by=by, reason=row["text"])


def _count(replay: Replay, row: Row) -> None:
    complaints.enter(
        replay.campaign,
        by=replay.person(row["by"], row),
        level=row["level"],
        starts_on=replay.days.day(row["starts_on"]),
        ends_on=replay.days.day(row["ends_on"]),
        total=row.number("total") or 0,
        counts=row.counts("counts"),
    )
