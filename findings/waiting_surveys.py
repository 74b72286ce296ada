"""Surveys that take no more answers and wait to be closed: only then are they shuffled and read."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import Survey
from organization import clock
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def to_close(person: Person) -> Iterator[Entry]:
    """Surveys of the person's office whose last day is over or whose places are taken. One
    query."""
    own = person.roles.campaigns("office")
    if not own:
        return
    done = Q(closes_on__lt=clock.today()) | Q(taken__gte=F("places"))
    rows = Survey.objects.filter(done, status=Survey.Status.OPEN, campaign__in=own)
    running = rows.filter(campaign__status=Campaign.Status.RUNNING)
    for row in running.select_related("campaign"):
        yield Entry(
            title=_("Close survey %(number)d and look at its results") % {"number": row.number},
            url=link(row),
            due_on=None,
            kind="close_survey",
            campaign=row.campaign.title,
            act=_("Close and see the results"),
            why=row.title,
            **mark(row),
        )
