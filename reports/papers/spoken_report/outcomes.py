"""成效: numbers before and after, and the papers that came of the work on one problem."""

from findings.models import Finding
from rectification.models import OutcomeNumber
from reports.document import Runs
from reports.figures import Figures
from reports.papers.clauses import sole
from reports.phrases import document_title, fill, join
from reports.queries.promises import before


def numbers(figures: Figures, finding: Finding) -> Runs:
    """终端机达到43台，账号由86个变为41个; () where nothing was counted."""
    told = [
        _number(figures, place, row)
        for place, row in enumerate(figures.sources.outcomes, start=1)
        if row.progress.task.measure.finding_id == finding.pk
    ]
    return sole(told, "，")


def _number(figures: Figures, place: int, row: OutcomeNumber) -> Runs:
    after = figures[f"outcome.{place}"]
    if row.before is None:
        return fill("{name}达到{after}", name=row.name, after=after)
    return fill("{name}由{before}变为{after}", name=row.name, before=before(row), after=after)


def papers(figures: Figures, finding: Finding) -> Runs:
    """已形成《甲》和《乙》."""
    titles = [
        document_title(row.title, row.number)
        for row in figures.sources.result_documents
        if row.progress.task.measure.finding_id == finding.pk
    ]
    return fill("已形成{titles}", titles=join(titles)) if titles else ()
