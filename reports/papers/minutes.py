"""会议纪要 of a meeting that was held: when, where, who, what was told, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.meetings import Tally
from campaigns.models import Attendance, Meeting
from reports.document import Block, Document, Missing, Paragraph, Runs, Signature, Title
from reports.papers.clauses import clause
from reports.papers.letter_parts import name_of
from reports.papers.titles import in_lines, pieces_of
from reports.phrases import date_cn, fill, heading, keep_ends
from reports.scripts import in_its_script

NAMED = 30  # people; of a larger meeting the attendance sheet has the names
PRESENT = (Attendance.Status.PRESENT,)
ABSENT = (Attendance.Status.ABSENT, Attendance.Status.MADE_UP)


@dataclass(frozen=True)
class Told:
    """A meeting with its roster. Why somebody was absent is not told: everybody reads minutes."""

    meeting: Meeting
    attendances: Sequence[Attendance]
    tally: Tally


@in_its_script
def write(told: Told) -> Document:
    """The minutes, with a gap for every fact that nobody recorded."""
    meeting = told.meeting
    campaign = meeting.phase.campaign
    title = _title(meeting.title)
    return Document(
        title=title,
        blocks=keep_ends(
            [
                Title(in_lines(pieces_of(title))),
                *_facts(told),
                heading(1, 1, "会议议题"),
                *_points(meeting),
                heading(1, 2, "会议内容和议定事项"),
                *_minutes(meeting),
                Signature((_who(meeting),), (date_cn(meeting.on),)),
            ]
        ),
        author=campaign.organisation_name,
        subject=meeting.title,
    )


def _title(name: str) -> str:
    return f"{name}纪要" if name.endswith(("会议", "会")) else f"{name}会议纪要"


def _who(meeting: Meeting) -> str:
    campaign = meeting.phase.campaign
    return (
        f"{campaign.organisation_short}{name_of(campaign, meeting.department or campaign.office)}"
    )


def _facts(told: Told) -> list[Block]:
    meeting = told.meeting
    hour = f" {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    facts: list[tuple[str, Runs]] = [
        ("on", (f"时间：{date_cn(meeting.on)}{hour}",)),
        ("place", ("地点：", _told(meeting, meeting.place, "会议地点"))),
        ("host", ("主持人：", _told(meeting, meeting.host, "主持人"))),
        ("counts", _counts(told)),
    ]
    facts += [
        (key, (f"{label}：{names}",))
        for key, label, states in (("present", "出席", PRESENT), ("absent", "缺席", ABSENT))
        if (names := _names(told, states))
    ]
    return [Paragraph(words, key=key) for key, words in facts]


def _told(meeting: Meeting, words: str, what: str) -> str | Missing:
    return clause(words) or Missing(what, meeting.get_absolute_url())


def _counts(told: Told) -> Runs:
    tally, page = told.tally, told.meeting.get_absolute_url()
    if not tally.due:
        return ("参会情况：", Missing("参会人员", page))
    absent = f"，缺席{tally.absent}人" if tally.absent else ""
    made_up = f"（其中{tally.made_up}人已补课）" if tally.made_up else ""
    open_ = f"，{tally.open}人未作记录" if tally.open else ""
    if tally.present == tally.due:
        return fill("参会情况：应到{due}人，全部到会。", due=tally.due)
    present = f"实到{tally.present}人" if tally.present else "无人到会"
    return (f"参会情况：应到{tally.due}人，{present}{absent}{made_up}{open_}。",)


def _names(told: Told, states: Sequence[str]) -> str:
    names = [row.person.title for row in told.attendances if row.status in states]
    if len(names) > NAMED:
        return f"{len(names)}人（名单见会议签到表）"
    return "、".join(names)


def _points(meeting: Meeting) -> list[Block]:
    told = [clause(point) for point in meeting.told]
    if not told:
        return [Paragraph((Missing("会议议题", meeting.get_absolute_url()),), key="points")]
    if len(told) == 1:
        return [Paragraph((f"{told[0]}。",), key="points")]
    return [
        Paragraph((f"{place}.{point}。",), key=f"point.{place}")
        for place, point in enumerate(told, start=1)
    ]


def _minutes(meeting: Meeting) -> list[Block]:
    lines = [line.strip() for line in meeting.minutes.splitlines() if line.strip()]
    if not lines:
        return [Paragraph((Missing("会议记录", meeting.get_absolute_url()),), key="minutes")]
    return [Paragraph((line,), key=f"minutes.{place}") for place, line in enumerate(lines, start=1)]
