"""What is looked at in a report that is read aloud, beside what every paper is looked at for."""

from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from campaigns.likeness import alike, folded
from reports import proofreading
from reports.check import BLOCK, PASS, WARN, Check
from reports.document import Document, Paragraph, Table, plain
from reports.figures import Figures
from reports.papers.spoken_report.annexes import KEY
from reports.preflight import gaps, of_the_campaign
from reports.told_counts import bare_rates, claims, jumps, undated_rates, wrong_counts
from reports.told_texts import Told, measures, texts

ALIKE = 90  # percent: almost word for word
PARAGRAPHS_ALIKE = 60  # percent of what two paragraphs say
PARAGRAPH = 30  # characters below which a paragraph says too little to repeat another
# What a text counts by itself, and the figure that counts the records.
COUNTED = {
    "系列": "special_actions",
    "整改项目": "improvements",
    "穿越任务": "walks",
    "有效建议": "proposals_valid",
    "SP商": "signed_partners",
}


def checks_of_a_speech(document: Document, figures: Figures) -> list[Check]:
    """Everything that is looked at: gaps first, in reading order."""
    looked_at = (
        gaps(document),
        of_the_campaign(figures),
        _one_to_one(figures),
        _rates(figures),
        _counts(figures),
        _claims(figures),
        _twice(figures),
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


def _rates(figures: Figures) -> Iterator[Check]:
    """A rate stands with its base and its period, or says nothing."""
    for told in texts(figures):
        for rate in bare_rates(told.text):
            words = _("%(place)s: %(rate)s has no base beside it, such as (19/94).")
            yield _blocked(told, words, rate=rate)
        for rate in undated_rates(told.text):
            words = _("%(place)s: %(rate)s is told without a period.")
            yield _blocked(told, words, rate=rate)


def _counts(figures: Figures) -> Iterator[Check]:
    for told in texts(figures):
        for said, named in wrong_counts(told.text):
            words = _("%(place)s: the text says “%(said)s” and names %(n)d.")
            yield _blocked(told, words, said=said, n=named)
        for point in jumps(told.text):
            words = _("%(place)s: “%(point)s” comes without the points before it.")
            yield _blocked(told, words, point=point)


def _claims(figures: Figures) -> Iterator[Check]:
    """What a text counts by itself is as many as there are on record."""
    for told in texts(figures):
        for said, n, noun in claims(told.text, COUNTED):
            recorded = figures.value(COUNTED[noun])
            if n != recorded:
                words = _("%(place)s: the text says “%(said)s”, on record are %(n)d.")
                yield _blocked(told, words, said=said, n=recorded)


def _blocked(told: Told, words: str, **said) -> Check:
    return Check(BLOCK, words % {"place": told.place, **said}, url=told.url)


def _twice(figures: Figures) -> Iterator[Check]:
    """The same measure told twice: the second time it is pointed at."""
    rows = measures(figures)
    for one, other in combinations(rows, 2):
        if one.place != other.place and alike(one.text, other.text) >= ALIKE:
            words = _("%(one)s and %(other)s tell almost the same measure.")
            told = words % {"one": one.place, "other": other.place}
            yield Check(WARN, told, url=other.url)


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
