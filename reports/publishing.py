"""拟稿 → 核稿 → 签发 → 印发: a paper on its way; what is signed is frozen."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from organization import clock, outbox
from organization.models import Job, NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify
from organization.signals import Reason
from reports.document import Document
from reports.figures import Figures
from reports.freezing import freeze, thaw_document
from reports.models import Publication
from reports.papers import PAPERS, write
from reports.preflight import preflight


@dataclass(frozen=True)
class Written:
    """A paper's words with the figures they were written from."""

    document: Document
    figures: Figures
    frozen: bool  # the words were signed: the figures may have moved on since


def current(campaign: Campaign, paper: str) -> Publication | None:
    """The newest paper of this kind, None before the first draft."""
    return campaign.publications.filter(paper=paper).first()


def draft(campaign: Campaign, paper: str, *, by: Person) -> Publication:
    """The paper being written; the first call makes it."""
    if paper not in PAPERS:
        raise NotAllowed(_("This kind of paper does not exist."))
    found = current(campaign, paper)
    if found is not None:
        return found
    campaign.demand_changeable()
    try:
        with transaction.atomic():
            publication = Publication.objects.create(
                campaign=campaign, paper=paper, made_by=by, made_at=clock.now()
            )
            record("publication.drafted", publication, by=by)
    except IntegrityError:  # two people asked at the same time: the constraint let one win
        return campaign.publications.get(paper=paper)
    return publication


def written(campaign: Campaign, paper: str, *, as_of: datetime | None = None) -> Written:
    """The words as they stand: the signed ones, else a draft written now.

    `as_of` (aware) asks for another instant: before the signature that is a draft.
    """
    publication = current(campaign, paper)
    if publication and publication.content and (as_of or clock.now()) >= publication.signed_at:
        figures = Figures(campaign, publication.as_of)
        return Written(thaw_document(publication.content), figures, frozen=True)
    figures = Figures(campaign, as_of or clock.now())
    return Written(write(paper, figures), figures, frozen=False)


def send_to_review(publication: Publication, *, by: Person) -> None:
    """核稿: the leaders are asked to read and sign; what is missing may still be added."""
    publication.campaign.demand_running()
    with transaction.atomic():
        move(publication, Publication.Status.IN_REVIEW, by=by)
        notify(
            holders(publication.campaign, "leader"),
            publication,
            "paper_in_review",
            _("Please read and sign the report: %(title)s") % {"title": publication.campaign.title},
            slot=str(clock.now().timestamp()),
        )


def take_back(publication: Publication, *, by: Person) -> None:
    """Back to the draft for more work; the office is told when a leader did it."""
    publication.campaign.demand_running()
    with transaction.atomic():
        move(publication, Publication.Status.DRAFT, by=by)
        notify(
            [person for person in holders(publication.campaign, "office") if person.pk != by.pk],
            publication,
            "paper_returned",
            _("The report went back to the draft: %(title)s")
            % {"title": publication.campaign.title},
            slot=str(clock.now().timestamp()),
        )


def sign(publication: Publication, *, by: Person) -> None:
    """签发 by a leader: the words are frozen as they were read, dated today.

    Raises NotAllowed with every reason of the preflight.
    """
    campaign = publication.campaign
    campaign.demand_running()
    with transaction.atomic():
        # Nobody may sign other words than those that were checked, so both are one moment.
        figures = Figures(campaign, clock.now())
        document = write(publication.paper, figures, draft=False, issued_on=clock.today())
        _demand_nothing_missing(publication, preflight(document, figures))
        move(
            publication,
            Publication.Status.SIGNED,
            by=by,
            sets={"as_of": figures.as_of, "content": freeze(document)},
        )
        ask_for_files(publication, by=by)
        notify(
            holders(campaign, "office"),
            publication,
            "paper_signed",
            _("The report was signed and can be issued: %(title)s") % {"title": campaign.title},
        )


def issue(publication: Publication, *, by: Person, document_number: str = "") -> Job:
    """印发: give the number and have the files made. Answers the job that makes them."""
    publication.campaign.demand_running()
    with transaction.atomic():
        move(
            publication,
            Publication.Status.ISSUED,
            by=by,
            sets={"document_number": document_number},
        )
        return ask_for_files(publication, by=by)


def ask_for_files(publication: Publication, *, by: Person) -> Job:
    """Have Word and PDF made by a worker; the unfinished job when there is one."""
    return outbox.ask_for("paper", str(publication.pk), by=by, publication=publication.pk)


def _demand_nothing_missing(publication: Publication, reasons: list[Reason]) -> None:
    if publication.status == Publication.Status.IN_REVIEW and reasons:
        raise NotAllowed(_("The paper cannot be signed yet."), reasons=tuple(reasons))
