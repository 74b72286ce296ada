"""拟稿 → 核稿 → 签发 → 印发: a paper on its way; what is signed is frozen."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns import division
from campaigns.models import Campaign
from organization import clock, outbox
from organization.models import Job, NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify
from organization.signals import Reason
from reports import cosigning, editing, forming, without_names
from reports.check import Check
from reports.dispatching import was_returned
from reports.document import Document
from reports.figures import Figures
from reports.freezing import freeze, thaw_document
from reports.kinds import ALL, APART, INWARD, KINDS, PERIODICALS, PaperKind
from reports.models import Publication
from reports.papers import write
from reports.preflight import reasons
from reports.rewording import Reworded
from reports.scripts import to_be_checked
from reports.told_editions import told_of


@dataclass(frozen=True)
class Written:
    """A paper's words with the figures they were written from."""

    document: Document
    figures: Figures
    frozen: bool  # the words were signed: the figures may have moved on since
    generated: Document | None = None  # what the records say, where somebody wrote other words
    rewordings: tuple[Reworded, ...] = ()


def current(campaign: Campaign, paper: str) -> Publication | None:
    """The newest paper of this kind, None before the first draft."""
    return campaign.publications.filter(paper=paper).first()


def draft(campaign: Campaign, paper: str, *, by: Person) -> Publication:
    """The paper being written; the first call makes it."""
    if paper not in KINDS:
        raise NotAllowed(_("This kind of paper does not exist."))
    return current(campaign, paper) or _make(campaign, paper, 1, by)


def revise(publication: Publication, *, by: Person) -> Publication:
    """修订: a new draft of an issued paper for the house, or of a report that was returned. The
    issued one stands until the new one is issued."""
    if publication.paper not in INWARD and not was_returned(publication):
        raise NotAllowed(_("This kind of paper is not revised."))
    demand_open(publication.campaign, publication.paper)
    newest = current(publication.campaign, publication.paper)
    if newest is None or newest.status != Publication.Status.ISSUED:
        raise NotAllowed(_("Only an issued paper is revised."))
    with transaction.atomic():
        later = _make(newest.campaign, newest.paper, newest.number + 1, by)
        if not later.rewritings.exists():
            editing.carry_over(newest, later, by=by)
        forming.carry_over(newest, later, by=by)
    return later


def _make(campaign: Campaign, paper: str, number: int, by: Person) -> Publication:
    campaign.demand_changeable()
    try:
        with transaction.atomic():
            publication = Publication.objects.create(
                campaign=campaign, paper=paper, number=number, made_by=by, made_at=clock.now()
            )
            record("publication.drafted", publication, by=by, paper=paper)
    except IntegrityError:  # two people asked at the same time: the constraint let one win
        return campaign.publications.get(paper=paper, number=number)
    return publication


def kind_of(publication: Publication) -> PaperKind:
    """What kind of paper it is."""
    return ALL[publication.paper]


def written(campaign: Campaign, paper: str, *, as_of: datetime | None = None) -> Written:
    """The words as they stand: the signed ones, else a draft written now.

    `as_of` (aware) asks for another instant: before the signature that is a draft.
    """
    publication = current(campaign, paper)
    if publication and publication.content and (as_of or clock.now()) >= publication.signed_at:
        return signed_words(publication)
    figures = _figures(campaign, paper, as_of or clock.now())
    return _told(publication, paper, write(paper, figures), figures)


def signed_words(publication: Publication) -> Written:
    """The words as they were signed, with number and day once it is issued."""
    figures = _figures(publication.campaign, publication.paper, publication.as_of)
    document = forming.filled(thaw_document(publication.content), publication)
    return Written(document, figures, frozen=True)


def words_of(publication: Publication) -> Written:
    """The words of just this paper: signed, or as a draft written now."""
    if publication.content:
        return signed_words(publication)
    figures = _figures(publication.campaign, publication.paper, clock.now())
    generated = kind_of(publication).write(figures, **_more(publication))
    return _told(publication, publication.paper, generated, figures)


def to_sign(publication: Publication, signer: str = "") -> Written:
    """The words that a signature of today would freeze."""
    figures = _figures(publication.campaign, publication.paper, clock.now())
    particulars = {"draft": False, "issued_on": clock.today(), **_more(publication)}
    generated = kind_of(publication).write(figures, **particulars)
    return _told(publication, publication.paper, generated, figures, signer)


def _more(publication: Publication) -> dict:
    """What a number of a periodical is told beside the records."""
    if publication.paper not in PERIODICALS:
        return {}
    return {"edition": told_of(publication.edition)}


def _figures(campaign: Campaign, paper: str, as_of: datetime) -> Figures:
    return Figures(campaign, as_of, paper if paper in APART else "")


def _told(
    publication: Publication | None,
    paper: str,
    generated: Document,
    figures: Figures,
    signer: str = "",
) -> Written:
    """A draft: what the records say, what the office wrote in its place, in its form."""
    document, rewordings = editing.in_own_words(generated, publication)
    document = forming.formed(document, figures.campaign, paper, publication, signer)
    return Written(document, figures, False, generated, rewordings)


def checks_of(publication: Publication | None, paper: str, told: Written) -> list[Check]:
    """Everything that is looked at before a draft is signed."""
    own = [
        *cosigning.checks_of(publication, told.document),
        *editing.checks_of(told.rewordings, publication),
    ]
    return [*own, *ALL[paper].checks(to_be_checked(told.document), told.figures)]


def send_to_review(publication: Publication, *, by: Person) -> None:
    """核稿: the leaders are asked to read and sign; what is missing may still be added."""
    demand_open(publication.campaign, publication.paper)
    with transaction.atomic():
        move(publication, Publication.Status.IN_REVIEW, by=by)
        _make_again(publication, by)
        notify(
            holders(publication.campaign, "leader"),
            publication,
            "paper_in_review",
            lambda: _("Please read and sign: %(paper)s, %(title)s") % _names(publication),
            slot=str(clock.now().timestamp()),
        )


def take_back(publication: Publication, *, by: Person) -> None:
    """Back to the draft for more work; the office is told when a leader did it."""
    demand_open(publication.campaign, publication.paper)
    with transaction.atomic():
        move(publication, Publication.Status.DRAFT, by=by)
        cosigning.lapse(publication, by=by)
        _make_again(publication, by)
        notify(
            [person for person in holders(publication.campaign, "office") if person.pk != by.pk],
            publication,
            "paper_returned",
            lambda: _("Went back to the draft: %(paper)s, %(title)s") % _names(publication),
            slot=str(clock.now().timestamp()),
        )


def sign(publication: Publication, *, by: Person) -> None:
    """签发 by a leader: the words are frozen as they were read, dated today.

    Raises NotAllowed with every reason of the preflight.
    """
    demand_open(publication.campaign, publication.paper)
    with transaction.atomic():
        # Nobody may sign other words than those that were checked, so both are one moment; a
        # department that objects comes before it or after it.
        cosigning.hold(publication)
        told = to_sign(publication, by.name)
        found = checks_of(publication, publication.paper, told)
        _demand_nothing_missing(publication, reasons(found))
        move(
            publication,
            Publication.Status.SIGNED,
            by=by,
            sets={"as_of": told.figures.as_of, "content": freeze(told.document)},
        )
        remake_files(publication, by=by)
        notify(
            holders(publication.campaign, "office"),
            publication,
            "paper_signed",
            lambda: _("Signed, please issue: %(paper)s, %(title)s") % _names(publication),
        )


def issue(publication: Publication, *, by: Person, document_number: str = "") -> Job:
    """印发: give the number and have the files made. Answers the job that makes them.

    A revised paper takes the place of the one before; a paper that announces lets the staff read
    who leads and who answers for what.
    """
    demand_open(publication.campaign, publication.paper)
    if publication.content:
        frozen = thaw_document(publication.content)
        document_number = forming.checked_number(frozen, document_number)
    with transaction.atomic():
        forming.demand_unused(publication, document_number)
        move(
            publication,
            Publication.Status.ISSUED,
            by=by,
            sets={"document_number": document_number},
        )
        earlier = publication.campaign.publications.in_force().filter(paper=publication.paper)
        for paper in earlier.exclude(pk=publication.pk):
            move(paper, Publication.Status.SUPERSEDED, by=by)
        if kind_of(publication).announces:
            division.announce(publication.campaign, by=by)
        return remake_files(publication, by=by)  # now with number and day


def demand_open(campaign: Campaign, paper: str) -> None:
    """A paper for the house is written while the campaign is prepared already; a report needs
    one that runs. Raises NotAllowed."""
    kind = ALL.get(paper)
    if kind and kind.inward:
        campaign.demand_changeable()
    else:
        campaign.demand_running()


def ask_for_files(publication: Publication, *, by: Person) -> Job:
    """Have Word and PDF made by a worker; the unfinished job when there is one."""
    return outbox.ask_for("paper", str(publication.pk), by=by, publication=publication.pk)


def remake_files(publication: Publication, *, by: Person) -> Job:
    """Other words stand from now on: Word and PDF are made of them, and once more without names
    where somebody had asked for that. Answers the job of those with all names."""
    if publication.files.filter(format__startswith=without_names.PREFIX).exists():
        without_names.ask_for_files(publication, by=by)
    return ask_for_files(publication, by=by)


def _make_again(publication: Publication, by: Person) -> None:
    """Files of the stage before say another one under their title."""
    if publication.files.exists():
        remake_files(publication, by=by)


def _names(publication: Publication) -> dict:
    return {"paper": kind_of(publication).name, "title": publication.campaign.title}


def _demand_nothing_missing(publication: Publication, missing: list[Reason]) -> None:
    if publication.status == Publication.Status.IN_REVIEW and missing:
        raise NotAllowed(_("The paper cannot be signed yet."), reasons=tuple(missing))
