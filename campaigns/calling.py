"""召开会议: what has to be told, who is called, when and where; each department its own."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns import rosters
from campaigns.models import Attendance, Campaign, Meeting, Participation, Phase
from organization import clock
from organization.models import Department, NotAllowed, Person, move, record, record_each
from organization.models.role import holders
from organization.notices import notify, notify_each, said

Kind = Meeting.Kind


def points_of(campaign: Campaign, kind: str) -> list[str]:
    """What has to be told at a meeting of this kind: words of the kind of campaign."""
    return list(campaign.word("meeting_points", {}).get(kind, []))


def title_of(campaign: Campaign, kind: str) -> str:
    """What a meeting of this kind is usually called: a word of the kind of campaign."""
    return campaign.word("meeting_titles", {}).get(kind, "")


@transaction.atomic
def call(
    phase: Phase,
    *,
    by: Person,
    department: Department | None = None,
    people: Iterable[Person] = (),
    **fields,
) -> Meeting:
    """Plan a meeting. Called are the people of the department, of the whole company, or the
    leaders, and `people` besides; they are told as soon as the hour is known."""
    phase.campaign.demand_running()
    meeting = Meeting.objects.create(phase=phase, department=department, **fields)
    record("meeting.called", meeting, by=by, kind=str(meeting.kind))
    rosters.fill([meeting])
    rosters.call_by_name(meeting, people)
    _demand_somebody([meeting])
    if meeting.starts_at:
        tell(meeting)
    return meeting


@transaction.atomic
def ask_departments(phase: Phase, *, by: Person, on, title: str, points=None) -> int:
    """Each department that takes part holds a meeting of its own until `on`; its head is asked.

    A department that has one planned or held already is asked no second time. How many were.
    """
    phase.campaign.demand_running()
    kind = Kind.DEPARTMENT
    has_one = Meeting.objects.filter(phase=phase, kind=kind).values("department")
    places = Participation.objects.filter(campaign=phase.campaign, left_on=None).exclude(
        department__in=has_one
    )
    points = points_of(phase.campaign, kind) if points is None else points
    fields = {"kind": kind, "on": on, "title": title, "points": points}
    made = Meeting.objects.bulk_create(
        Meeting(phase=phase, department=place.department, owner=place.head, **fields)
        for place in places.select_related("department", "head")
    )
    record_each("meeting.called", made, by=by, kind=str(kind))
    rosters.fill(made)
    _demand_somebody(made)
    text = said(_later("Please hold the meeting of your department: %(title)s"), title=title)
    rows = ((one.owner, one, text, phase.campaign.title) for one in made if one.owner)
    notify_each(rows, "meeting_asked")
    return len(made)


def arrange(meeting: Meeting, *, by: Person, **fields) -> None:
    """Say when and where it is and who chairs it; everybody called is told."""
    rosters.demand_planned(meeting)
    with transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**fields)
        for name, value in fields.items():
            setattr(meeting, name, value)
        record("meeting.arranged", meeting, by=by)
        tell(meeting)


def call_in(meeting: Meeting, people: Iterable[Person], *, by: Person) -> int:
    """Call further people to a planned meeting. How many were not on the roster yet."""
    with transaction.atomic():
        rosters.take(meeting)
        rosters.demand_planned(meeting)
        new = rosters.call_by_name(meeting, people)
        record("meeting.called_in", meeting, by=by, people=len(new))
        if meeting.starts_at:
            rosters.tell(new)
    return len(new)


def urge(meeting: Meeting, *, by: Person) -> int:
    """催办: a notice to whoever is to hold the meeting, once a day at most. How many they are."""
    rosters.demand_planned(meeting)
    people = holders(meeting.department, "head") if meeting.department else [meeting.owner]
    text = said(_later("Please hold the meeting soon: %(title)s"), title=meeting.title)
    people, slot = [one for one in people if one], clock.today().isoformat()
    with transaction.atomic():
        notify(people, meeting, "meeting_urged", text, meeting.phase.campaign.title, slot)
        record("meeting.urged", meeting, by=by, people=len(people))
    return len(people)


def tell(meeting: Meeting) -> None:
    """Tell everybody on the roster when and where the meeting is; a change is told again."""
    rows = meeting.attendances.select_related("person")
    rosters.tell((meeting, row.person) for row in rows)


def call_after_all(meeting: Meeting, *, by: Person) -> None:
    """Take a waiver back: the meeting is to be held."""
    meeting.phase.campaign.demand_running()
    with transaction.atomic():
        move(meeting, Meeting.Status.PLANNED, by=by, sets={"waived_reason": ""})
        rosters.follow([meeting], by=by)  # who came and left since


def _demand_somebody(meetings: list[Meeting]) -> None:
    """Raise NotAllowed when there is a meeting that nobody is called to."""
    rows = Attendance.objects.filter(meeting__in=meetings).order_by()
    if rows.values("meeting").distinct().count() < len(meetings):
        raise NotAllowed(_("Nobody would be called to this meeting."))
