"""A paper and its checks as one person reads them: no link to a page that is closed to them."""

from collections.abc import Iterable
from dataclasses import replace

from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from findings.permissions import can_report
from organization.models import Person
from reports.check import BLOCK, PASS, WARN, Check
from reports.comparing import may_open
from reports.document import Document, Figure, Missing
from reports.permissions import can_read_papers
from reports.publishing import Written
from reports.unlinked import unlinked


def for_reader(told: Written, person: Person) -> Document:
    """The paper with links only to the records that the reader may open."""
    campaign = told.figures.campaign
    if not can_read_papers(person, campaign):
        return unlinked(told.document)

    def closed(run: Figure | Missing) -> bool:
        if isinstance(run, Figure) and not may_open(told.figures, run.name, person):
            return True
        return not _opens(run.url, campaign, person)

    return unlinked(told.document, closed)


def by_level(found: Iterable[Check], campaign: Campaign, person: Person) -> dict[str, list[Check]]:
    """What was looked at: what blocks, what warns, what is in order."""
    shown = [
        check if _opens(check.url, campaign, person) else replace(check, url="") for check in found
    ]
    return {level: [one for one in shown if one.level == level] for level in (BLOCK, WARN, PASS)}


# Pages behind a gap that not everybody opens who reads papers.
CLOSED = {"setup": can_set_up, "findings/consolidate": can_report}


def _opens(url: str, campaign: Campaign, person: Person) -> bool:
    """May the person, who reads papers of the campaign, open the page?"""
    return all(
        may(person, campaign)
        for page, may in CLOSED.items()
        if url.startswith(f"/campaigns/{campaign.code}/{page}/")
    )
