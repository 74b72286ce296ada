"""What the office can publish to evaluators: issued papers and the main figures, as plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.models import Campaign
from findings.early_fixes import EarlyFixes, early_fixes
from findings.models import Finding
from organization import clock
from organization.traditional import SIMPLIFIED, in_language
from reports.document import (
    Addressee,
    Block,
    Distribution,
    Document,
    Heading,
    Masthead,
    Paragraph,
    Signature,
    Table,
    plain,
)
from reports.figures import Figures
from reports.models import Publication
from reports.papers import early_fixes_for_evaluators, figures_for_evaluators
from reports.publishing import kind_of, words_of

FIGURES, EARLY = "figures", "early"


@dataclass(frozen=True)
class Offer:
    """Something to publish: `key` names it in an address."""

    key: str
    title: str
    sort: str
    on: date


def offers(campaign: Campaign) -> list[Offer]:
    """The figures of today, then the issued papers, the newest first."""
    rows = campaign.publications.filter(status=Publication.Status.ISSUED).select_related("edition")
    papers = [
        Offer(str(row.pk), _title(row), str(kind_of(row).name), clock.day_of(row.issued_at))
        for row in rows.defer("content")
        if row.issued_at
    ]
    figures = Offer(FIGURES, _("Main figures"), _("figures of today"), clock.today())
    early = Offer(EARLY, _("Put right before the appraisal"), _("as of today"), clock.today())
    return [figures, *([early] if _fixes(campaign).any else []), *papers]


def words(campaign: Campaign, key: str) -> tuple[str, str]:
    """Title and text of what `key` names. LookupError for what cannot be published."""
    if key == FIGURES:
        return _figures(campaign)
    if key == EARLY and (fixes := _fixes(campaign)).any:
        with override(SIMPLIFIED):
            text = early_fixes_for_evaluators.text(fixes)
        return _("Put right before the appraisal"), in_language(text, campaign.language)
    rows = campaign.publications.filter(status=Publication.Status.ISSUED)
    found = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    if found is None:
        raise LookupError(key)
    return _title(found), text_of(words_of(found).document)


def text_of(document: Document) -> str:
    """The words of a paper without its title, a paragraph a line; a table row by row."""
    return "\n".join(line for block in document.blocks for line in _lines(block) if line.strip())


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield plain(block.runs)
    elif isinstance(block, Addressee):
        yield f"{plain(block.name)}："
    elif isinstance(block, Signature):
        yield from (plain(block.organisation), plain(block.date))
    elif isinstance(block, Masthead):
        yield f"{block.number}{plain(block.total)} {block.office} {block.date}"
    elif isinstance(block, Table):
        yield from _rows(block)
    elif isinstance(block, Distribution):
        return  # whom it went to inside the house is nobody else's


def _rows(table: Table) -> Iterator[str]:
    if not table.rows:
        yield table.empty
    for row in table.rows:
        cells = (f"{c.title}：{plain(cell)}" for c, cell in zip(table.columns, row, strict=False))
        yield "；".join(cells)


def _figures(campaign: Campaign) -> tuple[str, str]:
    figures = Figures(campaign, clock.now())
    with override(SIMPLIFIED):
        lines = [plain(line) for line in figures_for_evaluators.lines(figures)]
    return _("Main figures as of today"), in_language("\n".join(lines), campaign.language)


def _fixes(campaign: Campaign) -> EarlyFixes:
    """What may be told outside: nothing that only some of the house may know."""
    return early_fixes(campaign, Finding.objects.filter(restricted=False, named_only=False))


def _title(row: Publication) -> str:
    edition = getattr(row, "edition", None)
    return str(edition) if edition is not None else str(kind_of(row).name)
