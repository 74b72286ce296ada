"""An issued paper goes round in one click: everybody in the campaign reads and signs for it."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import circulating
from campaigns.audience import To
from campaigns.models import Circulation
from campaigns.preflight import taking_part
from organization import clock
from organization.models import NotAllowed, Person
from reports.document import (
    Addressee,
    AnnexNote,
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
    plain,
)
from reports.freezing import thaw_document
from reports.kinds import ALL
from reports.models import Publication


@transaction.atomic
def circulate(publication: Publication, *, by: Person, to: To | None = None) -> Circulation:
    """Send the signed words of an issued paper to `to`; without it to all departments that take
    part and to those who lead the organisation. Raises NotAllowed for other papers, and the
    second time."""
    paper = Publication.objects.select_for_update().get(pk=publication.pk)
    if not ALL[paper.paper].inward or paper.status != Publication.Status.ISSUED:
        raise NotAllowed(_("Only an issued paper for the house is circulated."))
    if paper.circulation_id is not None:
        raise NotAllowed(_("This paper is being circulated already."))
    campaign = paper.campaign
    document = thaw_document(paper.content)
    sent = circulating.send_round(
        campaign,
        to or To(departments=taking_part(campaign), alone=[campaign.organisation]),
        by=by,
        title=f"《{document.title}》",
        organiser=campaign.office.name,
        on=clock.today(),
        text="\n".join(as_lines(document)),
    )
    Publication.objects.filter(pk=paper.pk).update(circulation=sent)
    publication.circulation = sent
    return sent


def as_lines(document: Document) -> Iterator[str]:
    """The words of a paper as lines of plain text; its annexes are named, not told."""
    for block in document.blocks:
        yield from (line for line in _lines(block) if line.strip())


def _lines(block: Block) -> list[str]:
    match block:
        case Addressee():
            return [f"{plain(block.name)}："]
        case Heading() | Paragraph():
            return [plain(block.runs)]
        case AnnexNote():
            return [f"附件：{'、'.join(block.names)}"]
        case Signature():
            return [plain(block.organisation), plain(block.date)]
        case Table():
            titles = [column.title for column in block.columns]
            return [
                "；".join(
                    f"{title}：{plain(cell)}" for title, cell in zip(titles, row, strict=True)
                )
                for row in block.rows
            ]
        case _:
            return []
