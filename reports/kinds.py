"""The kinds of paper: what each is called, how it is written, what is checked, whom it is for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.check import Check
from reports.document import Document
from reports.figures import Figures
from reports.models import Periodical
from reports.papers import PAPERS, is_spoken
from reports.papers.periodicals import PERIODICAL_PAPERS
from reports.periodical_checks import checks_of_a_brief, checks_of_a_bulletin
from reports.preflight import checks, checks_of_a_plan
from reports.rectification_checks import checks_of_rectification
from reports.spoken_checks import checks_of_a_speech

FINAL = "final"  # the report of which an organisation chooses the form
Checks = Callable[[Document, Figures], list[Check]]


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper.

    `inward`: it goes down the house. It may be signed before the launch already, the staff reads
    it once it is issued, it can be circulated, and a revised one takes its place.
    `announces`: its issue announces who leads and who answers for what.
    """

    key: str
    name: str | Promise
    checks: Checks
    inward: bool = True
    announces: bool = False

    def write(self, figures: Figures, **particulars) -> Document:
        """The paper from these figures."""
        return (PAPERS.get(self.key) or PERIODICAL_PAPERS[self.key])(figures, **particulars)


def _all() -> Iterator[PaperKind]:
    plan, group = _("Implementation plan"), _("Notice of the leading group")
    yield PaperKind("plan", plan, checks_of_a_plan)
    yield PaperKind("group_notice", group, checks_of_a_plan, announces=True)
    yield PaperKind(
        "division", _("Table of the division of work"), checks_of_a_plan, announces=True
    )
    yield PaperKind(FINAL, _("Final report"), _checks_of_the_report, inward=False)
    yield PaperKind(
        "rectification", _("Rectification report"), checks_of_rectification, inward=False
    )


def _checks_of_the_report(document: Document, figures: Figures) -> list[Check]:
    """A report that is read aloud is checked for what evaluators stumble over."""
    return (checks_of_a_speech if is_spoken(figures) else checks)(document, figures)


# Papers of which a campaign has one at a time.
KINDS: dict[str, PaperKind] = {kind.key: kind for kind in _all()}
INWARD = tuple(kind.key for kind in KINDS.values() if kind.inward)
UPWARD = tuple(kind.key for kind in KINDS.values() if not kind.inward)
# Papers that come out in numbers; the office signs them itself.
PERIODICALS: dict[str, PaperKind] = {
    "bulletin": PaperKind("bulletin", Periodical.BULLETIN.label, checks_of_a_bulletin),
    "brief": PaperKind("brief", Periodical.BRIEF.label, checks_of_a_brief),
}
# Reports whose figures are those of another day than those of the final report.
APART = tuple(key for key in UPWARD if key != FINAL)
ALL = {**KINDS, **PERIODICALS}
