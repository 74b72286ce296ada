"""会议: calling, signing in, noting who was absent, holding."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from campaigns import mobilizing
from campaigns.models import Attendance, Campaign, Evidence, Meeting, Participation, Phase
from campaigns.preflight import taking_part
from organization.models import Department, NotAllowed, Person, move, move_rows, record
from organization.notices import notify_each
from organization.signals import Reason

TOGETHER = 1000
Status = Attendance.Status


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


def points_of(campaign: Campaign, kind: str) -> list[str]:
    """What has to be told at a meeting of this kind: words of the kind of campaign."""
    return list(campaign.word("meeting_points", {}).get(kind, []))


@transaction.atomic
def call(phase: Phase, *, by: Person, department: Department | None = None, **fields) -> Meeting:
    """Plan a meeting; the people of the department, or of the whole company, are called."""
    phase.campaign.demand_running()
    meeting = Meeting.objects.create(phase=phase, department=department, **fields)
    record("meeting.called", meeting, by=by, kind=str(meeting.kind))
    call_people(meeting)
    return meeting


@transaction.atomic
def ask_departments(phase: Phase, *, by: Person, on, title: str) -> int:
    """Each department that takes part holds a meeting of its own until `on`; its head is asked.

    A department that has one planned or held already is asked no second time. How many were.
    """
    phase.campaign.demand_running()
    kind = Meeting.Kind.DEPARTMENT
    has_one = Meeting.objects.filter(phase=phase, kind=kind).values("department")
    places = Participation.objects.filter(campaign=phase.campaign, left_on=None).exclude(
        department__in=has_one
    )
    fields = {"kind": kind, "on": on, "title": title, "points": points_of(phase.campaign, kind)}
    made = [
        call(phase, by=by, department=place.department, owner=place.head, **fields)
        for place in places.select_related("department", "head")
    ]
    text = _("Please hold the meeting of your department: %(title)s") % {"title": title}
    rows = ((one.owner, one, text, phase.campaign.title) for one in made if one.owner)
    notify_each(rows, "meeting_asked")
    return len(made)


def call_people(meeting: Meeting) -> int:
    """Whoever belongs to the meeting and is not on its roster comes onto it. How many."""
    campaign = meeting.phase.campaign
    homes = [meeting.department] if meeting.department else [*taking_part(campaign)]
    people = mobilizing.people_of(homes)
    if not meeting.department:
        own = Person.objects.active().filter(department=campaign.organisation, duty="")
        people = [*people, *own]
    known = set(meeting.attendances.values_list("person", flat=True))
    rows = {
        person.pk: Attendance(meeting=meeting, person=person, department_id=person.department_id)
        for person in people
        if person.pk not in known
    }
    Attendance.objects.bulk_create(rows.values(), batch_size=TOGETHER)
    return len(rows)


def tally(meeting: Meeting) -> Tally:
    """The counts of one meeting: one query."""
    missed = [Status.ABSENT, Status.MADE_UP]
    return Tally(
        **meeting.attendances.order_by().aggregate(
            due=Count("pk"),
            present=Count("pk", filter=Q(status=Status.PRESENT)),
            absent=Count("pk", filter=Q(status__in=missed)),
            made_up=Count("pk", filter=Q(status=Status.MADE_UP)),
        )
    )


def note_absent(attendance: Attendance, reason: str, *, by: Person) -> None:
    """Somebody did not come, and why."""
    attendance.meeting.phase.campaign.demand_running()
    if not reason.strip():
        raise NotAllowed(_("An absence needs a reason."))
    with transaction.atomic():
        move(attendance, Status.ABSENT, by=by, sets={"reason": reason.strip()[:120]})
        _keep_counts(attendance.meeting)


def note_present(attendance: Attendance, *, by: Person) -> None:
    """Somebody was there after all, by the roster."""
    attendance.meeting.phase.campaign.demand_running()
    with transaction.atomic():
        move(attendance, Status.PRESENT, by=by, sets={"reason": ""})
        _keep_counts(attendance.meeting)


def make_up(attendance: Attendance, *, by: Person) -> None:
    """补课: who was absent has been told since."""
    attendance.meeting.phase.campaign.demand_running()
    with transaction.atomic():
        move(attendance, Status.MADE_UP, by=by)
        _keep_counts(attendance.meeting)


def all_others_present(meeting: Meeting, *, by: Person) -> int:
    """By the roster: whoever is not noted yet was there. How many."""
    meeting.phase.campaign.demand_running()
    rows = Attendance.objects.filter(meeting=meeting, status=Status.EXPECTED)
    return move_rows(rows, Status.PRESENT, by=by, about=meeting)


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
    reasons = _missing(meeting, told)
    if reasons:
        raise NotAllowed(_("The meeting cannot be closed yet."), reasons=tuple(reasons))
    with transaction.atomic():
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


def waive(meeting: Meeting, reason: str, *, by: Person) -> None:
    """准予免除: the meeting is not needed, and why."""
    meeting.phase.campaign.demand_running()
    if not reason.strip():
        raise NotAllowed(_("Say why the meeting is not needed."))
    sets = {"waived_reason": reason.strip()[:120]}
    move(meeting, Meeting.Status.WAIVED, by=by, sets=sets, reason=reason.strip()[:120])


def _missing(meeting: Meeting, told: list[str]) -> list[Reason]:
    """What stands against closing a meeting at which `told` was told."""
    untold = [point for point in meeting.points if point not in told]
    reasons = [Reason(_("Not told: %(point)s") % {"point": point}) for point in untold]
    number = tally(meeting).open
    if number:
        text = _("%(n)d people are neither present nor absent.") % {"n": number}
        reasons.append(Reason(text))
    return reasons


def _keep_counts(meeting: Meeting) -> None:
    """The line of the timeline says what the roster says."""
    if meeting.activity is None:
        return
    counts = tally(meeting)
    line = meeting.activity
    line.due, line.present, line.made_up = counts.due, counts.present, counts.made_up
    line.save(update_fields=["due", "present", "made_up"])
