"""召开会议: what has to be told, who is called, when and where; each department its own."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from campaigns import mobilizing
from campaigns.models import Attendance, Campaign, Group, Meeting, Participation, Phase
from campaigns.preflight import taking_part
from organization import clock
from organization.models import Department, NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify, notify_each

TOGETHER = 1000  # rows a statement
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
    _put_on_roster(meeting, [*called_to(meeting), *people])
    if not meeting.attendances.exists():
        raise NotAllowed(_("Nobody would be called to this meeting."))
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
    made = [
        call(phase, by=by, department=place.department, owner=place.head, **fields)
        for place in places.select_related("department", "head")
    ]
    text = _("Please hold the meeting of your department: %(title)s") % {"title": title}
    rows = ((one.owner, one, text, phase.campaign.title) for one in made if one.owner)
    notify_each(rows, "meeting_asked")
    return len(made)


def arrange(meeting: Meeting, *, by: Person, **fields) -> None:
    """Say when and where it is and who chairs it; everybody called is told."""
    _demand_planned(meeting)
    with transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**fields)
        for name, value in fields.items():
            setattr(meeting, name, value)
        record("meeting.arranged", meeting, by=by)
        tell(meeting)


def call_in(meeting: Meeting, people: Iterable[Person], *, by: Person) -> int:
    """Call further people to a planned meeting. How many were not on the roster yet."""
    _demand_planned(meeting)
    with transaction.atomic():
        new = _put_on_roster(meeting, people)
        record("meeting.called_in", meeting, by=by, people=len(new))
        if meeting.starts_at:
            _tell(meeting, new)
    return len(new)


def urge(meeting: Meeting, *, by: Person) -> int:
    """催办: a notice to whoever is to hold the meeting, once a day at most. How many they are."""
    _demand_planned(meeting)
    people = holders(meeting.department, "head") if meeting.department else [meeting.owner]
    text = _("Please hold the meeting soon: %(title)s") % {"title": meeting.title}
    people, slot = [one for one in people if one], clock.today().isoformat()
    with transaction.atomic():
        notify(people, meeting, "meeting_urged", text, meeting.phase.campaign.title, slot)
        record("meeting.urged", meeting, by=by, people=len(people))
    return len(people)


def called_to(meeting: Meeting) -> list[Person]:
    """Who belongs to a meeting: the department's people; everybody; or the leading group and,
    before it is set up, the leaders of the company with the heads of the departments."""
    campaign = meeting.phase.campaign
    if meeting.department:
        return mobilizing.people_of([meeting.department])
    company = Person.objects.active().filter(department=campaign.organisation, duty="")
    if meeting.kind == Kind.ALL:
        return [*company, *mobilizing.people_of(taking_part(campaign))]
    leading = Person.objects.active().filter(
        memberships__group__campaign=campaign, memberships__group__kind=Group.Kind.LEADING
    )
    places = Participation.objects.filter(campaign=campaign, left_on=None)
    heads = Person.objects.active().filter(pk__in=places.values("head"))
    return list(leading.select_related("department")) or [*company, *heads]


def tell(meeting: Meeting) -> None:
    """Tell everybody on the roster when and where the meeting is; a change is told again."""
    rows = meeting.attendances.select_related("person")
    _tell(meeting, [row.person for row in rows])


def _tell(meeting: Meeting, people: Iterable[Person]) -> None:
    slot = f"{meeting.on}T{meeting.starts_at:%H:%M}" if meeting.starts_at else str(meeting.on)
    words = _("Please come to the meeting: %(title)s") % {"title": meeting.title}
    notify(people, meeting, "meeting_called", words, when_and_where(meeting), slot)


def when_and_where(meeting: Meeting) -> str:
    """2009年8月15日 09:00，三楼会议室."""
    at = f" {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    place = _(", %(place)s") % {"place": meeting.place} if meeting.place else ""
    return f"{formats.date_format(meeting.on, 'DATE_FORMAT')}{at}{place}"


def _put_on_roster(meeting: Meeting, people: Iterable[Person]) -> list[Person]:
    """Whoever of `people` is not on the roster comes onto it. Who they are."""
    known = set(meeting.attendances.values_list("person", flat=True))
    new = {person.pk: person for person in people if person.pk not in known}
    Attendance.objects.bulk_create(
        (
            Attendance(meeting=meeting, person=person, department_id=person.department_id)
            for person in new.values()
        ),
        batch_size=TOGETHER,
    )
    return list(new.values())


def call_after_all(meeting: Meeting, *, by: Person) -> None:
    """Take a waiver back: the meeting is to be held."""
    meeting.phase.campaign.demand_running()
    move(meeting, Meeting.Status.PLANNED, by=by, sets={"waived_reason": ""})


def _demand_planned(meeting: Meeting) -> None:
    meeting.phase.campaign.demand_running()
    if meeting.status != Meeting.Status.PLANNED:
        raise NotAllowed(_("This meeting is over."))
