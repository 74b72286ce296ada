"""名册: who is called to a meeting; the roster of a planned one follows who comes, moves, leaves.

Who was called in by name stays as long as the account does, and who has signed in stays. The
number of statements follows the campaigns, not the people or the meetings.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns.audience import bring_home
from campaigns.models import Attendance, Campaign, Group, Meeting, Participation
from campaigns.preflight import taking_part
from campaigns.signals import leaders_changed
from organization.models import NotAllowed, Person, record_each
from organization.notices import notify_each, said
from organization.signals import people_changed

TOGETHER = 1000  # rows a statement
Kind, Status = Meeting.Kind, Attendance.Status

Called = dict[int, dict[int, Person]]  # by key of the meeting, then of the person


@dataclass
class Changes:
    """What became of some rosters: who is new on them, and which are no longer as they were."""

    new: list[tuple[Meeting, Person]] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)


@receiver(people_changed)
def follow_all(sender, people: list[int] | None, by: Person | None, **_more) -> None:
    """Somebody came, moved or left: every planned meeting follows."""
    running = Meeting.objects.planned().filter(phase__campaign__status=Campaign.Status.RUNNING)
    rows = running.select_related("phase__campaign__organisation", "department")
    for _campaign, meetings in groupby(
        rows.order_by("phase__campaign", "pk"), key=lambda meeting: meeting.phase.campaign_id
    ):
        follow(list(meetings), by=by, people=people)


@receiver(leaders_changed)
def follow_leaders(sender, campaign: Campaign, by: Person | None, **_more) -> None:
    """Who leads has changed: planned meetings of the leaders follow."""
    meetings = Meeting.objects.planned().filter(phase__campaign=campaign, kind__in=Kind.led)
    if campaign.is_running:
        follow(list(meetings.select_related("phase__campaign", "department")), by=by)


@transaction.atomic
def follow(
    meetings: Sequence[Meeting], *, by: Person | None, people: Iterable[int] | None = None
) -> None:
    """Bring the rosters of planned meetings of one campaign in line with who belongs to them,
    as far as `people` are concerned when they are given. Who is new is told."""
    found = fill(meetings, people)
    tell([(meeting, person) for meeting, person in found.new if meeting.starts_at])
    changed = [meeting for meeting in meetings if meeting.pk in found.changed]
    record_each("meeting.roster_followed", changed, by=by)


def fill(meetings: Sequence[Meeting], people: Iterable[int] | None = None) -> Changes:
    """As `follow`, and nobody is told. The caller holds the transaction."""
    # Taken first: of somebody who joins and somebody who closes the meeting one comes second.
    taken = Meeting.objects.select_for_update(of=("self",)).planned().order_by("pk")
    planned = set(taken.filter(pk__in=[one.pk for one in meetings]).values_list("pk", flat=True))
    meetings = [meeting for meeting in meetings if meeting.pk in planned]
    if not meetings:
        return Changes()
    people = None if people is None else list(people)
    called, stays = called_to(meetings, people), _once_called(meetings)
    rows = Attendance.objects.filter(meeting__in=planned).order_by()
    if people is not None:
        rows = rows.filter(person__in=people)
    there = list(rows.values_list("pk", "meeting", "person", "status", "by_name"))
    active = _active({person for *_key, person, _status, by_name in there if by_name})
    gone = {
        pk: meeting
        for pk, meeting, person, status, by_name in there
        if status in (Status.EXPECTED, Status.ABSENT)
        and person not in called[meeting]
        and person not in stays.get(meeting, ())
        and not (by_name and person in active)
    }
    for keys in _in_parts(list(gone)):
        # Who signs in at this moment was there, and stays.
        rows.filter(pk__in=keys).exclude(status=Status.PRESENT).delete()
    bring_home(rows.filter(status=Status.EXPECTED))
    known = {(meeting, person) for _pk, meeting, person, *_state in there}
    new = [
        (meeting, person)
        for meeting in meetings
        for person in called[meeting.pk].values()
        if (meeting.pk, person.pk) not in known
    ]
    _put_on(new)
    return Changes(new, {*gone.values(), *(meeting.pk for meeting, _person in new)})


def call_by_name(meeting: Meeting, people: Iterable[Person]) -> list[tuple[Meeting, Person]]:
    """Put people onto the roster who stay there, wherever they work. Who is new on it."""
    people = {person.pk: person for person in people}
    rows = meeting.attendances.filter(person__in=people)
    known = set(rows.values_list("person", flat=True))
    rows.update(by_name=True)
    new = [(meeting, person) for pk, person in people.items() if pk not in known]
    _put_on(new, by_name=True)
    return new


def called_to(meetings: Sequence[Meeting], people: list[int] | None = None) -> Called:
    """Who belongs to meetings of one campaign, of `people` only when they are given: the
    department's people; everybody; or the leading group and, before it is set up, the leaders
    of the company with the heads of the departments. Nobody with a system duty does."""
    campaign = meetings[0].phase.campaign
    everybody = Person.objects.active().filter(duty=Person.Duty.NONE).select_related("department")
    if people is not None:
        everybody = everybody.filter(pk__in=people)
    found: Called = {meeting.pk: {} for meeting in meetings}
    homes = _homes(campaign, meetings)
    together = [one.pk for one in meetings if one.kind == Kind.ALL and not one.department]
    for person in everybody if homes else ():
        for path in person.department.lineage():
            for pk in homes.get(path, ()):
                found[pk][person.pk] = person
        if person.department_id == campaign.organisation_id:
            for pk in together:
                found[pk][person.pk] = person
    leading = [one.pk for one in meetings if one.kind in Kind.led and not one.department]
    leaders = _leaders(campaign, everybody) if leading else {}
    for pk in leading:
        found[pk].update(leaders)
    return found


def take(meeting: Meeting) -> None:
    """Hold the row of the meeting until the transaction ends, and know how it stands now."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    meeting.refresh_from_db(fields=["status", "activity"])


def demand_planned(meeting: Meeting) -> None:
    """Raise NotAllowed unless the meeting is still to be held."""
    meeting.phase.campaign.demand_running()
    if meeting.status != Meeting.Status.PLANNED:
        raise NotAllowed(_("This meeting is over."))


def tell(rows: Iterable[tuple[Meeting, Person]]) -> None:
    """Tell people when and where the meetings are; a change is told again."""
    by_slot: dict[str, list] = defaultdict(list)
    for meeting, person in rows:
        words = said(_later("Please come to the meeting: %(title)s"), title=meeting.title)
        slot = f"{meeting.on}T{meeting.starts_at:%H:%M}" if meeting.starts_at else str(meeting.on)
        by_slot[slot].append((person, meeting, words, partial(when_and_where, meeting)))
    for slot, told in by_slot.items():
        notify_each(told, "meeting_called", slot)


def when_and_where(meeting: Meeting) -> str:
    """2009年8月15日 09:00，三楼会议室."""
    at = f" {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    place = _(", %(place)s") % {"place": meeting.place} if meeting.place else ""
    return f"{formats.date_format(meeting.on, 'DATE_FORMAT')}{at}{place}"


def _put_on(new: Iterable[tuple[Meeting, Person]], *, by_name: bool = False) -> None:
    Attendance.objects.bulk_create(
        (
            Attendance(
                meeting=meeting,
                person=person,
                department_id=person.department_id,
                by_name=by_name,
            )
            for meeting, person in new
        ),
        batch_size=TOGETHER,
        ignore_conflicts=True,
    )


def _homes(campaign: Campaign, meetings: Sequence[Meeting]) -> dict[str, list[int]]:
    """The meetings by the path of the departments whose people are called to them."""
    homes: dict[str, list[int]] = defaultdict(list)
    together = [one.pk for one in meetings if one.kind == Kind.ALL and not one.department]
    for department in taking_part(campaign) if together else ():
        homes[department.path].extend(together)
    for meeting in meetings:
        if meeting.department:
            homes[meeting.department.path].append(meeting.pk)
    return homes


def _leaders(campaign: Campaign, everybody) -> dict[int, Person]:
    of_group = Q(memberships__group__campaign=campaign)
    is_leading = Q(memberships__group__kind=Group.Kind.LEADING)
    group = Group.objects.filter(campaign=campaign, kind=Group.Kind.LEADING)
    if group.filter(memberships__person__is_active=True).exists():
        rows = everybody.filter(of_group & is_leading)
    else:
        rows = everybody.filter(_without_a_group(campaign))
    return {person.pk: person for person in rows}


def _once_called(meetings: Sequence[Meeting]) -> dict[int, set[int]]:
    """Who stays on the roster of a meeting of the leaders, though a group was set up since: the
    company's leaders and the heads it was called with. The group is often set up at it."""
    leading = [one for one in meetings if one.kind in Kind.led and not one.department]
    if not leading:
        return {}
    rows = Person.objects.active().filter(_without_a_group(leading[0].phase.campaign))
    keys = set(rows.values_list("pk", flat=True))
    return {meeting.pk: keys for meeting in leading}


def _without_a_group(campaign: Campaign) -> Q:
    places = Participation.objects.filter(campaign=campaign, left_on=None)
    return Q(pk__in=places.values("head")) | Q(department=campaign.organisation_id)


def _active(people: set[int]) -> set[int]:
    """Those of `people` who may still sign in."""
    if not people:
        return set()
    return set(Person.objects.active().filter(pk__in=people).values_list("pk", flat=True))


def _in_parts(keys: list[int]) -> list[list[int]]:
    return [keys[start : start + TOGETHER] for start in range(0, len(keys), TOGETHER)]
