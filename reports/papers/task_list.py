"""整改任务清单: what is done about each finding, to which standard, by whom, until when."""

from collections.abc import Sequence

from findings.models import Finding
from rectification.models import Task
from reports.document import Column, Missing, Runs, Table
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.final_report.measures import until
from reports.papers.final_report.words import ELSEWHERE, TRACKS

TITLE = "整改任务清单"
COLUMNS = (
    Column("序号", 11, "center"),
    Column("问题", 34),
    Column("整改类型", 18, "center"),
    Column("整改措施", 44),
    Column("整改目标（标准）", 31),
    Column("整改任务", 30),
    Column("牵头部门", 26),
    Column("整改时限", 31, "center"),
)
NONE = "—"


def table(figures: Figures, findings: Sequence[Finding]) -> Table:
    """One line a task; a finding, or a measure, without one keeps a gap for it."""
    rows = [row for finding in findings for row in _finding(figures, finding)]
    numbered = tuple((str(place), *row) for place, row in enumerate(rows, start=1))
    return Table(COLUMNS, numbered, key="tasks", empty="暂无整改任务。")


def _finding(figures: Figures, finding: Finding) -> list[tuple[Runs | str, ...]]:
    track = TRACKS[finding.track]
    if finding.restricted:
        return [(ELSEWHERE, track, NONE, NONE, NONE, NONE, NONE)]
    title, url = clause(finding.title), figures.page(f"findings/{finding.number}")
    rows: list[tuple[Runs | str, ...]] = []
    for measure in finding.measures.all():
        about = (title, track, clause(measure.text), clause(measure.standard) or NONE)
        done = [(*about, *_task(figures, task)) for task in measure.tasks.all()]
        rows += done or [(*about, (Missing("整改任务", url),), NONE, NONE)]
    return rows or [(title, track, (Missing("整改措施", url),), NONE, NONE, NONE, NONE)]


def _task(figures: Figures, task: Task) -> tuple[str, ...]:
    return (
        clause(task.title),
        figures.sources.name_of(task.department),
        until(figures, task),
    )
