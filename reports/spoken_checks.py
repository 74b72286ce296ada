"""What is looked at in a report that is read aloud, beside what every paper is looked at for."""

from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from campaigns.likeness import alike
from findings.models import Finding
from reports import proofreading
from reports.check import BLOCK, PASS, WARN, Check
from reports.document import Document, Table
from reports.figures import Figures
from reports.papers.spoken_report.annexes import KEY
from reports.preflight import gaps, unconfirmed
from reports.told_counts import bare_rates, jumps, wrong_counts

ALIKE = 90  # percent: almost word for word


def checks_of_a_speech(document: Document, figures: Figures) -> list[Check]:
    """Everything that is looked at: gaps first, in reading order."""
    looked_at = (
        gaps(document),
        unconfirmed(figures),
        _one_to_one(figures),
        _rates(figures),
        _counts(figures),
        _twice(figures),
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


def _rates(figures: Figures) -> Iterator[Check]:
    for finding, text in _texts(figures):
        for rate in bare_rates(text):
            words = _("Finding %(number)d: %(rate)s has no base beside it, such as (19/94).")
            told = words % {"number": finding.number, "rate": rate}
            yield Check(BLOCK, told, url=_page(figures, finding))


def _counts(figures: Figures) -> Iterator[Check]:
    for finding, text in _texts(figures):
        for said, named in wrong_counts(text):
            words = _("Finding %(number)d: the text says “%(said)s” and names %(n)d.")
            told = words % {"number": finding.number, "said": said, "n": named}
            yield Check(BLOCK, told, url=_page(figures, finding))
        for point in jumps(text):
            words = _("Finding %(number)d: “%(point)s” comes without the points before it.")
            told = words % {"number": finding.number, "point": point}
            yield Check(BLOCK, told, url=_page(figures, finding))


def _twice(figures: Figures) -> Iterator[Check]:
    """The same measure told twice: the second time it is pointed at."""
    measures = [(f, m.text) for f in _open(figures) for m in f.measures.all() if m.text]
    for (one, text), (other, again) in combinations(measures, 2):
        if alike(text, again) >= ALIKE:
            words = _("Findings %(one)d and %(other)d tell almost the same measure.")
            told = words % {"one": one.number, "other": other.number}
            yield Check(WARN, told, url=_page(figures, other))


def _projects(document: Document, figures: Figures) -> Iterator[Check]:
    """Projects that are counted and not named stand in the annex."""
    told = figures.value("improvements")
    tables = [b for b in document.all_blocks() if isinstance(b, Table) and b.key == KEY]
    listed = len(tables[0].rows) if tables else 0
    if told > 1 and told != listed:
        words = _("%(n)d projects are counted, the annex lists %(m)d.")
        yield Check(BLOCK, words % {"n": told, "m": listed}, url=figures.url("improvements"))


def _open(figures: Figures) -> list[Finding]:
    """What may be said aloud."""
    return [finding for finding in figures.sources.findings if not finding.restricted]


def _texts(figures: Figures) -> Iterator[tuple[Finding, str]]:
    for finding in _open(figures):
        yield finding, finding.problem
        for measure in finding.measures.all():
            yield finding, measure.text


def _page(figures: Figures, finding: Finding) -> str:
    return figures.page(f"findings/{finding.number}")
