"""What the papers know about things of lower floors."""

from collections import defaultdict
from collections.abc import Sequence

from campaigns.models import Campaign, Circulation
from organization import panels
from organization.models import Person
from reports.kinds import INWARD, KINDS
from reports.models import Publication
from reports.permissions import can_read_papers


def of_campaigns(campaigns: Sequence[Campaign], person: Person) -> dict[int, dict]:
    """Every kind of paper with how far it is, for overseers; one query a page."""
    seen = [campaign for campaign in campaigns if can_read_papers(person, campaign)]
    if not seen:
        return {}
    rows = Publication.objects.filter(campaign__in=[one.pk for one in seen]).order_by("pk")
    latest = {(row.campaign_id, row.paper): row for row in rows.defer("content")}
    return {
        campaign.pk: {
            "papers": [(kind, latest.get((campaign.pk, kind.key))) for kind in KINDS.values()],
            "inward": INWARD,
        }
        for campaign in seen
    }


def for_the_staff(campaigns: Sequence[Campaign], person: Person) -> dict[int, dict]:
    """The issued papers of the house; one query a page."""
    found: dict[int, dict[str, Publication]] = defaultdict(dict)
    rows = Publication.objects.published_to(person).filter(
        campaign__in=[one.pk for one in campaigns], paper__in=INWARD
    )
    for row in rows.defer("content"):
        found[row.campaign_id][row.paper] = row
    return {
        pk: {"papers": [(KINDS[key], rows[key]) for key in INWARD if key in rows]}
        for pk, rows in found.items()
    }


def of_circulations(circulations: Sequence[Circulation], person: Person) -> dict[int, dict]:
    """The paper that goes round, while it is in force; one query a page."""
    if not person.is_authenticated:
        return {}
    rows = Publication.objects.published_to(person).filter(
        circulation__in=[one.pk for one in circulations]
    )
    return {row.circulation_id: {"paper": row} for row in rows.defer("content")}


panels.register("campaigns.campaign", "reports/_papers_panel.html", of_campaigns)
panels.register("campaigns.campaign", "reports/_published_panel.html", for_the_staff, "staff")
panels.register("campaigns.circulation", "reports/_circulated_panel.html", of_circulations)
