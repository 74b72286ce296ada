"""What is looked at before a bulletin or a brief is signed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organization.lists import in_a_row
from reports import proofreading
from reports.check import WARN, Check
from reports.document import Document
from reports.figures import Figures
from reports.preflight import gaps


def checks_of_a_bulletin(document: Document, figures: Figures) -> list[Check]:
    """Gaps, and the language."""
    return [*gaps(document), *proofreading.checks(document, figures, upward=False)]


def checks_of_a_brief(document: Document, figures: Figures) -> list[Check]:
    """As of a bulletin; and since a brief says 个别部门 only, who they are (paper patterns)."""
    return [*checks_of_a_bulletin(document, figures), *_unnamed(figures)]


def _unnamed(figures: Figures) -> Iterator[Check]:
    rows = figures.rows("late_departments")
    if rows:
        names = in_a_row(str(row) for row in rows)
        words = _("Not named in the brief, for you only: overdue tasks are with %(names)s")
        yield Check(WARN, words % {"names": names}, url=figures.url("late_departments"))
