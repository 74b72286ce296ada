"""The meetings that wait for who is to hold them."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Meeting
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def meetings_to_hold(person: Person) -> Iterator[Entry]:
    """Planned meetings that the person is to hold, those of a department with whoever heads it
    now. One query."""
    own = Q(department=None, owner=person.pk) | Q(department__in=person.roles.departments("head"))
    rows = (
        Meeting.objects.planned()
        .filter(own, phase__campaign__status=Campaign.Status.RUNNING)
        .select_related("phase__campaign", "department")
    )
    for meeting in rows:
        yield Entry(
            title=_("Hold the meeting “%(title)s”") % {"title": meeting.title},
            url=link(meeting),
            due_on=meeting.on,
            kind="meeting",
            campaign=meeting.phase.campaign.title,
            act=_("Roster and minutes"),
            why=_("meeting of %(department)s") % {"department": meeting.department}
            if meeting.department
            else "",
            **mark(meeting),
        )
