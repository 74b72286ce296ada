"""附图: the office decides whether the report carries an annex of charts."""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from organization.models import NotAllowed, Person, record
from reports import cosigning
from reports.models import Publication
from reports.papers import SPOKEN
from reports.publishing import current, demand_open

REPORT = "final"


def may_be_chosen(campaign: Campaign) -> bool:
    """Only the report of the written form has charts, as long as it is a draft:
    leaders are not to find other annexes than those they began to read."""
    return campaign.report_template != SPOKEN and is_draft(campaign)


def is_draft(campaign: Campaign) -> bool:
    """Is the report still written, in whatever form?"""
    publication = current(campaign, REPORT)
    return publication is None or publication.status == Publication.Status.DRAFT


def hold(campaign: Campaign) -> None:
    """Keep others from sending the report to review until the transaction is over."""
    publication = current(campaign, REPORT)
    if publication is None:
        # Nobody has begun it, and nobody begins it while the row of the campaign is held.
        Campaign.objects.select_for_update().only("pk").get(pk=campaign.pk)
        publication = current(campaign, REPORT)
    if publication is not None:
        cosigning.hold(publication)


def choose(campaign: Campaign, *, shown: bool, by: Person) -> None:
    """With charts or without. Raises NotAllowed once the report left the draft."""
    demand_open(campaign, REPORT)
    with transaction.atomic():
        hold(campaign)
        if not may_be_chosen(campaign):
            raise NotAllowed(_("Charts are chosen for a written report that is still a draft."))
        changed = Campaign.objects.filter(pk=campaign.pk).exclude(has_charts=shown)
        if changed.update(has_charts=shown):
            record("campaign.charts_chosen", campaign, by=by, shown=shown)
    campaign.has_charts = shown
