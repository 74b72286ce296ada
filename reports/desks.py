"""The draft on the desk: a paper of the campaign, or a number of a periodical."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from campaigns.models import Campaign
from organization.models import Person
from reports import publishing
from reports.kinds import KINDS
from reports.models import Edition, Publication
from reports.publishing import Written


@dataclass(frozen=True)
class Desk:
    """A draft that is rewritten and remarked upon; `at` is the address of its page."""

    campaign: Campaign
    paper: str
    name: str | Promise
    at: str
    publication: Publication | None  # None: nobody has begun it
    told: Written

    def begun(self, *, by: Person) -> Publication:
        """The draft to write in; a paper of the campaign is begun by the first word."""
        return self.publication or publishing.draft(self.campaign, self.paper, by=by)

    def again(self) -> Written:
        """The words as they stand by now."""
        if self.publication is None:
            return publishing.written(self.campaign, self.paper)
        return publishing.words_of(self.publication)


def desk_of(campaign: Campaign, kind: str) -> Desk:
    """The paper of this kind. LookupError where there is none, or its words are frozen."""
    name = KINDS[kind].name
    publication = publishing.current(campaign, kind)
    if publication is not None:
        publication.campaign = campaign
    told = publishing.written(campaign, kind)
    at = reverse("paper", args=[campaign.code, kind])
    return _unsigned(Desk(campaign, kind, name, at, publication, told))


def desk_of_edition(edition: Edition) -> Desk:
    """The number of a periodical. LookupError once its words are frozen or it was dropped."""
    publication = edition.publication
    if publication.status == Publication.Status.DROPPED:
        raise LookupError(publication.pk)
    told = publishing.words_of(publication)
    at = edition.get_absolute_url()
    return _unsigned(Desk(edition.campaign, edition.paper, str(edition), at, publication, told))


def _unsigned(desk: Desk) -> Desk:
    if desk.told.frozen:
        raise LookupError(desk.paper)
    return desk
