"""What is looked at before the report on the rectification may be signed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports import consistency, preflight, proofreading
from reports.check import PASS, WARN, Check
from reports.document import Document
from reports.figures import Figures

# What the paper tells as parts of a whole.
PARTS = {
    "findings": ("findings_closed", "findings_open"),
    "extensions_asked": ("extensions_granted", "extensions_refused", "extensions_open"),
    "acceptances": ("acceptances_passed", "acceptances_failed"),
}


def checks_of_rectification(document: Document, figures: Figures) -> list[Check]:
    """Gaps first, in reading order; then what the records contradict or leave open."""
    looked_at = (
        preflight.gaps(document),
        preflight.unconfirmed(figures),
        preflight.rows(document, figures, {"annex-ledger": "tasks"}),
        preflight.sums(figures, PARTS),
        consistency.signed(document),
        proofreading.checks(document, figures),
        preflight.texts(figures),
        _final(figures),
        _waiting(figures),
        preflight.overdue(figures),
        consistency.assumed(figures),
    )
    return [check for found in looked_at for check in found]


def _final(figures: Figures) -> Iterator[Check]:
    """The report tells what became of what the final report told."""
    url = figures.page("papers/final")
    if figures.sources.final_report is None:
        words = _("The final report has not been issued: the opening cannot refer to it.")
        yield Check(WARN, words, url=url)
    else:
        yield Check(PASS, _("The opening refers to the final report."), url=url)


def _waiting(figures: Figures) -> Iterator[Check]:
    """待验收 is not 整改到位."""
    waiting = figures["findings_waiting"]
    if waiting.value:
        words = _("%(n)d findings wait for acceptance.") % {"n": waiting.value}
        yield Check(WARN, words, url=waiting.url)
