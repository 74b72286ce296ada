"""What was given more time: the extension, its reason, who granted it."""

from findings.models import Finding
from rectification.models import Extension
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.phrases import fill


def extended(figures: Figures, finding: Finding) -> Runs:
    """原定3月31日完成的整改任务，因…，经…批准延期至4月10日。"""
    granted = [
        row
        for row in figures.sources.of_finding(figures.sources.extensions, finding)
        if row.status == Extension.Status.GRANTED
    ]
    several = len(figures.sources.tasks_of(finding)) > 1
    newest = {row.task_id: row for row in granted}
    told = [_extended(figures, row, several) for row in newest.values()]
    return (*sole(told, "；"), "。") if told else ()


def _extended(figures: Figures, row: Extension, several: bool) -> Runs:
    first = row.task.first_due_on or row.from_on
    return fill(
        "{name}原定{first}前完成，因{reason}，经{post}批准延期至{to}",
        name=f"“{clause(row.task.title)}”任务" if several else "该项整改任务",
        first=figures.day(first),
        reason=reason_of(row.reason),
        post=row.decided_by.title if row.decided_by else Missing("批准人", row.get_absolute_url()),
        to=figures.day(row.to_on),
    )


def reason_of(text: str) -> str:
    """A reason without the 因 or 由于 that the sentence adds."""
    return clause(text).removeprefix("由于").removeprefix("因为").removeprefix("因")
