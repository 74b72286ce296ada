"""报告: how every written report to the superior is put together around its parts."""

from collections.abc import Sequence
from datetime import date

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Block,
    Document,
    Missing,
    Paragraph,
    Runs,
    Signature,
    Title,
)
from reports.figures import Figures
from reports.papers.grounds import organisation
from reports.phrases import date_cn, heading, keep_ends

Part = tuple[str, Sequence[Block]]  # its heading, what it says


def report(
    figures: Figures,
    lines: tuple[str, ...],
    *,
    opening: Sequence[Block],
    parts: Sequence[Part],
    annexes: tuple[Annex, ...],
    draft: bool,
    issued_on: date | None,
) -> Document:
    """Title in `lines`, addressee, opening, the parts that say something, annexes, signature."""
    campaign = figures.campaign
    signed = date_cn(issued_on) if issued_on else "【待签发】"
    return Document(
        title="".join(lines),
        blocks=keep_ends(
            [
                Title(lines, note="（送审稿）" if draft else ""),
                Addressee(_addressee(figures)),
                *opening,
                *_numbered(parts),
                Paragraph(("特此报告。",), key="closing"),
                *([AnnexNote(tuple(annex.title for annex in annexes))] if annexes else []),
                Signature(organisation(figures), (signed,)),
            ]
        ),
        annexes=annexes,
        author=campaign.organisation_name,
        subject=campaign.title,
        draft=draft,
    )


def _addressee(figures: Figures) -> Runs:
    name = figures.campaign.addressee or figures.campaign.trigger_issuer
    return (name or Missing("主送单位", figures.page("setup")),)


def _numbered(parts: Sequence[Part]) -> list[Block]:
    """The parts that have something to say, numbered by what there is."""
    body: list[Block] = []
    for place, (title, blocks) in enumerate((part for part in parts if part[1]), start=1):
        body += [heading(1, place, title, key=f"part-{place}"), *blocks]
    return body
