"""会议: which were held, on which days, who was called, who came and who did not."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import Attendance, Meeting
from reports.phrases import date_range
from reports.sources import Sources

Status = Attendance.Status
KINDS = {
    "leading_meeting": Meeting.Kind.LEADING,
    "department_meeting": Meeting.Kind.DEPARTMENT,
    "all_meeting": Meeting.Kind.ALL,
}


def define_all(define, define_rate) -> None:
    """Register the figures of the meetings; every number of people leads to their attendance."""
    define(
        "department_meetings",
        _("Departments that held a meeting"),
        lambda s, _p: _first_of_each_department(s),
    )
    for name, status in (("waiting", "planned"), ("waived", "waived")):
        define(
            f"department_meetings_{name}",
            _("Departments that have not met yet")
            if name == "waiting"
            else _("Departments that need not meet"),
            lambda s, _p, status=status: s.not_held(Meeting.Kind.DEPARTMENT, status),
        )
    define("all_meetings", _("Meetings of all employees"), _held(Meeting.Kind.ALL))
    for name, kind in KINDS.items():
        define(f"{name}_range", _("Days of the meetings"), _held(kind), text=_range(kind))
        _define_people(define, name, kind)


def _define_people(define, name: str, kind: str) -> None:
    people = {
        "due": (_("Expected at the meetings"), Status.values, lambda m: m.due),
        "present": (_("Present at the meetings"), [Status.PRESENT], lambda m: m.present),
        "absent": (
            _("Absent from the meetings"),
            [Status.ABSENT, Status.MADE_UP],
            lambda m: m.absent,
        ),
        "not_made_up": (
            _("Absent and not made up"),
            [Status.ABSENT],
            lambda m: m.absent - m.made_up,
        ),
    }
    for end, (title, states, amount) in people.items():
        define(
            f"{name}_{end}",
            title,
            lambda s, _p, states=states: attendances(s, kind, states),
            count=lambda s, _p, amount=amount: sum(map(amount, s.held_meetings(kind))),
        )


def attendances(s: Sources, kind: str, states):
    """The places on the rosters of the meetings of a kind, of those in one of `states`."""
    meetings = [meeting.pk for meeting in s.held_meetings(kind)]
    rows = Attendance.objects.filter(meeting__in=meetings, status__in=states)
    return rows.select_related("person", "department", "meeting")


def told_everywhere(meetings: list[Meeting]) -> list[str]:
    """The points that were told at every one of the meetings, in the order of the agenda."""
    first, *others = meetings
    return [point for point in first.told if all(point in other.told for other in others)]


def _held(kind: str):
    return lambda s, _part: s.held_meetings(kind)


def _range(kind: str):
    def text(s: Sources, _part: str) -> str:
        days = [meeting.on for meeting in s.held_meetings(kind)]
        return date_range(min(days), max(days), year=s.window[0])

    return text


def _first_of_each_department(s: Sources) -> list[Meeting]:
    """One meeting for each department, however often it met."""
    first: dict[int | None, Meeting] = {}
    for meeting in s.held_meetings(Meeting.Kind.DEPARTMENT):
        first.setdefault(meeting.department_id, meeting)
    return list(first.values())
