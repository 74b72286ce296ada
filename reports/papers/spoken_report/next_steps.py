"""下一步工作安排: what is still to be done, out of the tasks and projects that are open."""

from rectification.models import Task
from reports.document import Block, Runs
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.final_report.measures import deadline
from reports.papers.spoken_report.opening import title_of
from reports.phrases import deadline_before, enumerated, fill


def blocks(figures: Figures) -> tuple[Block, ...]:
    """A step for each problem that is still open; () when none is."""
    open_ones = [f for f in figures.rows("findings_open") if not f.restricted]
    steps = [_step(figures, finding) for finding in open_ones]
    return enumerated([step for step in steps if step], key="next")


def _step(figures: Figures, finding) -> Runs:
    """The tasks stand in part three already: they are pointed at, not told again."""
    tasks = [t for t in figures.sources.tasks_of(finding) if t.status != Task.Status.CLOSED]
    if not tasks:
        return ()
    last = max(tasks, key=lambda task: (task.due_on is None, task.due_on or figures.on))
    return fill(
        "继续抓好{title}问题的整改，由{lead}牵头，{until}",
        title=clause(title_of(finding)).removesuffix("问题"),
        lead=figures.sources.name_of(last.department),
        until=deadline_before(deadline(figures, last)),
    )
