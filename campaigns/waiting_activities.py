"""The planned activities that wait for who is to do them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from campaigns.models import Campaign, PlannedActivity
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def activities_to_do(person: Person) -> Iterator[Entry]:
    """Planned activities that the person is to do. One query."""
    rows = (
        PlannedActivity.objects.to_do()
        .filter(owner=person.pk, phase__campaign__status=Campaign.Status.RUNNING)
        .select_related("phase__campaign", "department")
    )
    for planned in rows:
        yield Entry(
            title=_("To be done: %(title)s") % {"title": planned.title},
            url=link(planned),
            due_on=planned.planned_on,
            kind="activity",
            campaign=planned.phase.campaign.title,
            act=_("Record it with a photo") if planned.needs_evidence else _("Record it"),
            why=_("planned in the phase “%(phase)s”") % {"phase": planned.phase.name},
            **mark(planned),
        )
