"""Complaint figures that are missing: a month or quarter is over and nobody entered it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.waiting import some
from findings.models import ComplaintRules
from organization import clock
from organization.models import Person
from organization.templatetags.shell import day
from organization.waiting import Entry, mark, register


@register
def complaint_figures(person: Person) -> Iterator[Entry]:
    """Campaigns of the person's office that expect figures and lack some. Two queries."""
    own = person.roles.campaigns("office")
    if not own:
        return
    rows = ComplaintRules.objects.exclude(rhythm=ComplaintRules.Rhythm.NONE)
    rows = rows.filter(campaign__in=own, campaign__status=Campaign.Status.RUNNING)
    found = rows.select_related("campaign").prefetch_related("campaign__complaint_periods")
    for rules in found:
        missing = rules.missing(list(rules.campaign.complaint_periods.all()), clock.today())
        if missing:
            yield Entry(
                title=_("Enter the complaints of %(n)d periods") % {"n": len(missing)},
                url=reverse("complaints", args=[rules.campaign.code]),
                due_on=None,
                kind="count_complaints",
                campaign=rules.campaign.title,
                act=_("Enter them"),
                why=some([f"{day(first)}–{day(last)}" for first, last in missing]),
                **mark(rules.campaign),
            )
