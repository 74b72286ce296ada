"""会议: who came, who did not and why, what was told; held, waived. Calling is in `calling`."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from campaigns import mobilizing, rosters
from campaigns.models import Activity, Attendance, Evidence, Meeting
from organization.models import NotAllowed, Person, move, move_rows, record
from organization.signals import Reason

Status = Attendance.Status
# The figures of a roster; who made it up later had been absent.
COUNTED = {
    "due": Q(),
    "present": Q(status=Status.PRESENT),
    "absent": Q(status__in=[Status.ABSENT, Status.MADE_UP]),
    "made_up": Q(status=Status.MADE_UP),
}


@dataclass(frozen=True)
class Tally:
    """How many were called, came, missed it, made it up later, and are not noted yet."""

    due: int = 0
    present: int = 0
    absent: int = 0
    made_up: int = 0

    @property
    def open(self) -> int:
        """Called, and neither present nor absent yet."""
        return self.due - self.present - self.absent

    @property
    def percent(self) -> str:
        """到会率 with at most one decimal, never 100 while somebody is missing; "" for nobody."""
        if not self.present:
            return ""
        tenths = (2000 * self.present + self.due) // (2 * self.due)
        tenths = min(tenths, 999) if self.present < self.due else tenths
        return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def tally(meeting: Meeting) -> Tally:
    """The counts of one meeting: one query."""
    counts = {name: Count("pk", filter=where) for name, where in COUNTED.items()}
    return Tally(**meeting.attendances.order_by().aggregate(**counts))


def with_counts(rows: QuerySet[Meeting]) -> list[Meeting]:
    """The meetings, each with `due`, `present`, `absent` and `made_up`: one query."""
    counted = rows.annotate(**{name: _counted(where) for name, where in COUNTED.items()})
    return list(counted.select_related("phase__campaign", "department"))


def note_absent(attendance: Attendance, reason: str, *, by: Person) -> None:
    """Somebody did not come, and why."""
    attendance.meeting.phase.campaign.demand_running()
    if not reason.strip():
        raise NotAllowed(_("An absence needs a reason."), field="reason")
    with transaction.atomic():
        rosters.take(attendance.meeting)
        move(attendance, Status.ABSENT, by=by, sets={"reason": reason.strip()[:120]})
        _keep_counts(attendance.meeting)


def note_present(attendance: Attendance, *, by: Person) -> None:
    """Somebody was there after all, by the roster."""
    attendance.meeting.phase.campaign.demand_running()
    with transaction.atomic():
        rosters.take(attendance.meeting)
        move(attendance, Status.PRESENT, by=by, sets={"reason": ""})
        _keep_counts(attendance.meeting)


def make_up(attendance: Attendance, *, by: Person) -> None:
    """补课: who was absent has been told since."""
    attendance.meeting.phase.campaign.demand_running()
    with transaction.atomic():
        rosters.take(attendance.meeting)
        move(attendance, Status.MADE_UP, by=by)
        _keep_counts(attendance.meeting)


def all_others_present(meeting: Meeting, *, by: Person) -> int:
    """By the roster: whoever is not noted yet was there. How many."""
    meeting.phase.campaign.demand_running()
    rows = Attendance.objects.filter(meeting=meeting, status=Status.EXPECTED)
    return move_rows(rows, Status.PRESENT, by=by, about=meeting)


def tick(meeting: Meeting, came: Iterable[int], *, by: Person) -> int:
    """By the roster: of those who are not noted yet, the attendances with these keys came. How
    many; whoever was noted meanwhile stays as noted."""
    meeting.phase.campaign.demand_running()
    with transaction.atomic():
        rosters.take(meeting)
        rows = Attendance.objects.filter(meeting=meeting, status=Status.EXPECTED, pk__in=list(came))
        number = move_rows(rows, Status.PRESENT, by=by, about=meeting)
        _keep_counts(meeting)
    return number


def hold(
    meeting: Meeting,
    *,
    by: Person,
    told: Iterable[str],
    evidence: Iterable[Evidence] = (),
    **fields,
) -> None:
    """The meeting was held: every point told, everybody noted; the timeline gets its line.

    `fields`: day, place, host and minutes as it was. NotAllowed lists what is missing.
    """
    meeting.phase.campaign.demand_running()
    told = [point for point in meeting.points if point in set(told)]
    with transaction.atomic():
        rosters.take(meeting)
        reasons = missing(meeting, told)
        if reasons:
            raise NotAllowed(_("The meeting cannot be closed yet."), reasons=tuple(reasons))
        move(meeting, Meeting.Status.HELD, by=by, sets={"told": told, **fields})
        line = mobilizing.note_activity(
            meeting.phase,
            by=by,
            evidence=evidence,
            kind=meeting.kind,
            on=meeting.on,
            title=meeting.title,
            department=meeting.department,
            host=meeting.host,
            text=meeting.minutes,
        )
        Meeting.objects.filter(pk=meeting.pk).update(activity=line)
        meeting.activity = line
        _keep_counts(meeting)


def attach(meeting: Meeting, files: Iterable[Evidence], *, by: Person) -> None:
    """Add files to a meeting that was held."""
    meeting.phase.campaign.demand_running()
    if meeting.activity is None:
        raise NotAllowed(_("This meeting has not been held yet."))
    with transaction.atomic():
        mobilizing.add_files(meeting.activity, files)
        record("meeting.attached", meeting, by=by)


def waive(meeting: Meeting, reason: str, *, by: Person) -> None:
    """准予免除: the meeting is not needed, and why."""
    meeting.phase.campaign.demand_running()
    if not reason.strip():
        raise NotAllowed(_("Say why the meeting is not needed."), field="reason")
    sets = {"waived_reason": reason.strip()[:120]}
    move(meeting, Meeting.Status.WAIVED, by=by, sets=sets, reason=reason.strip()[:120])


def _counted(where: Q) -> Coalesce:
    roster = Attendance.objects.order_by().filter(where, meeting=OuterRef("pk"))
    counted = roster.values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def missing(meeting: Meeting, told: Iterable[str]) -> list[Reason]:
    """What stands against closing a meeting at which `told` was told."""
    untold = [point for point in meeting.points if point not in told]
    reasons = [Reason(_("Not told: %(point)s") % {"point": point}) for point in untold]
    number = tally(meeting).open
    if number:
        text = _("%(n)d people are neither present nor absent.") % {"n": number}
        reasons.append(Reason(text))
    return reasons


def _keep_counts(meeting: Meeting) -> None:
    """The line of the timeline says what the roster says. The meeting is taken: of two who
    change the roster, the second one counts both changes."""
    if meeting.activity_id is None:
        return
    line = Activity.objects.get(pk=meeting.activity_id)
    counts = tally(meeting)
    line.due, line.present, line.made_up = counts.due, counts.present, counts.made_up
    line.save(update_fields=["due", "present", "made_up"])
    meeting.activity = line
