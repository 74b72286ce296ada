"""座谈会: whom from outside a meeting invites, who came, and what each of them said."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Meeting
from findings.models import Guest, Opinion
from findings.opinions import write_down
from organization.models import NotAllowed, Person, record


@transaction.atomic
def invite(meeting: Meeting, guests: Iterable[tuple[str, str]], *, by: Person) -> int:
    """Put (category, name) on the list of guests; known ones stay as they are. How many are new."""
    meeting.phase.campaign.demand_running()
    known = set(Guest.objects.filter(meeting=meeting).values_list("category", "name"))
    new = [pair for pair in dict.fromkeys(guests) if pair not in known]
    Guest.objects.bulk_create(
        (Guest(meeting=meeting, category=category, name=name) for category, name in new),
        ignore_conflicts=True,
    )
    if new:
        record("meeting.guests_invited", meeting, by=by, guests=len(new))
    return len(new)


@transaction.atomic
def note_who_came(meeting: Meeting, came: Iterable[int], *, by: Person) -> None:
    """Of the guests of the meeting those with these keys came, the others did not."""
    meeting.phase.campaign.demand_running()
    keys = set(came)
    rows = Guest.objects.filter(meeting=meeting)
    rows.filter(pk__in=keys).update(came=True)
    rows.exclude(pk__in=keys).filter(opinions=None).update(came=False)
    record("meeting.guests_noted", meeting, by=by, guests=rows.filter(came=True).count())


def write_down_from(guest: Guest, *, by: Person, **fields) -> Opinion:
    """What a guest said becomes an opinion of the register, with its clocks; the guest came.

    `fields`: text, category, topic, department, item. Raises NotAllowed before the meeting is
    held.
    """
    meeting = guest.meeting
    if meeting.status != Meeting.Status.HELD:
        raise NotAllowed(_("The meeting has not been held yet."))
    with transaction.atomic():
        Guest.objects.filter(pk=guest.pk).update(came=True)
        return write_down(
            meeting.phase.campaign,
            by=by,
            channel=Opinion.Channel.TALK,
            said_on=meeting.on,
            contact=str(guest),
            guest=guest,
            **fields,
        )
