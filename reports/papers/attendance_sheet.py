"""会议签到表: who was called, who came, who did not and why."""

from collections.abc import Iterable

from campaigns.meetings import Tally
from campaigns.models import Attendance, Meeting
from organization import clock
from reports.document import Column, Document, Figure, Paragraph, Runs, Table, Title
from reports.phrases import date_cn, fill
from reports.scripts import in_its_script

STATES = {"present": "出席", "absent": "缺席", "made_up": "缺席，已补学", "expected": ""}


@in_its_script
def write(meeting: Meeting, attendances: Iterable[Attendance], tally: Tally) -> Document:
    """The sheet of a meeting, with room for a hand to sign where nobody was noted."""
    return Document(
        title=f"{meeting.title}签到表",
        blocks=(
            Title((f"{meeting.title}签到表",)),
            Paragraph(_about(meeting), key="about"),
            Paragraph(_counts(meeting, tally), key="counts"),
            _table(attendances),
        ),
        author=meeting.phase.campaign.organisation_name,
        subject=meeting.title,
    )


def _about(meeting: Meeting) -> Runs:
    return fill(
        "时间：{on}{hour}。地点：{place}。主持人：{host}。{told}",
        on=date_cn(meeting.on),
        hour=f" {meeting.starts_at:%H:%M}" if meeting.starts_at else "",
        told=f"讲明内容：{'；'.join(meeting.told)}。" if meeting.told else "",
        place=meeting.place or "—",
        host=meeting.host or "—",
    )


def _counts(meeting: Meeting, tally: Tally) -> Runs:
    came = "实到{present}人，到会率{rate}" if tally.percent else "实到{present}人"
    rate = f"attendance_rate.{meeting.pk}"
    url = meeting.get_absolute_url()
    return fill(
        f"应到{{due}}人，{came}，缺席{{absent}}人{{made_up}}。",
        due=_figure(meeting, "due", tally.due),
        present=_figure(meeting, "present", tally.present),
        rate=Figure(rate, f"{tally.percent}%", tally.present, tally.due, url),
        absent=_figure(meeting, "absent", tally.absent),
        made_up=f"（已补学{tally.made_up}人）" if tally.made_up else "",
    )


def _figure(meeting: Meeting, name: str, number: int) -> Figure:
    url = meeting.get_absolute_url()
    return Figure(f"attendance_{name}.{meeting.pk}", str(number), number, number, url)


def _table(attendances: Iterable[Attendance]) -> Table:
    columns = (
        Column("序号", 12, "center"),
        Column("部门（单位）", 38),
        Column("人员", 38),
        Column("签到", 40, "center"),
        Column("备注", 28),
    )
    rows = tuple((str(n), *_row(one)) for n, one in enumerate(attendances, start=1))
    return Table(columns, rows, key="attendances", empty="无应到人员。")


def _row(row: Attendance) -> tuple[str, ...]:
    at = clock.local(row.present_at) if row.by_code and row.present_at else None
    state = f"{at.month}月{at.day}日 {at:%H:%M} 扫码" if at else STATES[row.status]
    return (row.department.name, row.person.title, state, row.reason)
