"""What is looked at in a report that is read aloud, beside what every paper is looked at for."""

from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from campaigns.likeness import alike, folded
from reports import consistency, proofreading, text_checks
from reports.check import BLOCK, PASS, WARN, Check
from reports.document import Document, Paragraph, Table, plain
from reports.figures import Figures
from reports.papers.spoken_report.annexes import KEY
from reports.preflight import gaps, of_the_campaign
from reports.told_texts import measures, texts

PARAGRAPHS_ALIKE = 60  # percent of what two paragraphs say
PARAGRAPH = 30  # characters below which a paragraph says too little to repeat another


def checks_of_a_speech(document: Document, figures: Figures) -> list[Check]:
    """Everything that is looked at: gaps first, in reading order."""
    told = list(texts(figures))
    looked_at = (
        gaps(document),
        of_the_campaign(figures),
        consistency.claims_of_all(document, figures),
        _one_to_one(figures),
        text_checks.rates(told),
        text_checks.counts(told),
        text_checks.claimed(told, figures),
        text_checks.twice(measures(figures)),
        _paragraphs(document),
        _projects(document, figures),
        proofreading.checks(document, figures, upward=False),
    )
    return [check for found in looked_at for check in found]


def _one_to_one(figures: Figures) -> Iterator[Check]:
    """Every problem has its measures; only then the numbers of both lists agree."""
    bare = [f for f in figures.sources.findings if not f.measures.all()]
    for finding in bare:
        words = _("Finding %(number)d has no measure: problems and measures do not agree.")
        yield Check(BLOCK, words % {"number": finding.number}, url=_page(figures, finding))
    if figures.value("findings") and not bare:
        yield Check(PASS, _("Every problem has its measures."), url=figures.url("findings"))


def _paragraphs(document: Document) -> Iterator[Check]:
    """Two paragraphs that say almost the same: the second one should point at the first."""
    rows = [
        (plain(block.runs), folded(plain(block.runs)))
        for block in document.blocks
        if isinstance(block, Paragraph)
    ]
    long = [(text, letters) for text, letters in rows if len(letters) >= PARAGRAPH]
    for (one, letters), (other, again) in combinations(long, 2):
        if alike(letters, again) >= PARAGRAPHS_ALIKE:
            words = _("Two paragraphs say almost the same: “%(one)s…” and “%(other)s…”")
            yield Check(WARN, words % {"one": one[:16], "other": other[:16]}, _("whole paper"))


def _projects(document: Document, figures: Figures) -> Iterator[Check]:
    """Projects that are counted and not named stand in the annex."""
    told = figures.value("improvements")
    tables = [b for b in document.all_blocks() if isinstance(b, Table) and b.key == KEY]
    listed = len(tables[0].rows) if tables else 0
    if told > 1 and told != listed:
        words = _("%(n)d projects are counted, the annex lists %(m)d.")
        yield Check(BLOCK, words % {"n": told, "m": listed}, url=figures.url("improvements"))


def _page(figures: Figures, finding) -> str:
    return figures.page(f"findings/{finding.number}")
