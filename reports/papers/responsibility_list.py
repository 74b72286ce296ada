"""责任清单: who answers for putting each finding right: leader, departments, person."""

from collections.abc import Sequence

from findings.models import Finding
from rectification.models import Task
from reports.document import Column, Missing, Runs, Table
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.final_report.measures import until
from reports.papers.final_report.words import ELSEWHERE

TITLE = "责任清单"
COLUMNS = (
    Column("序号", 11, "center"),
    Column("问题", 33),
    Column("整改任务", 37),
    Column("责任领导", 30),
    Column("牵头部门", 26),
    Column("配合部门", 27),
    Column("责任人", 30),
    Column("整改时限", 31, "center"),
)
NONE = "—"


def table(figures: Figures, findings: Sequence[Finding]) -> Table:
    """One line a task; a finding without one keeps gaps for those who are to answer for it."""
    rows = [row for finding in findings for row in _finding(figures, finding)]
    numbered = tuple((str(place), *row) for place, row in enumerate(rows, start=1))
    return Table(COLUMNS, numbered, key="responsibilities", empty="暂无整改任务。")


def _finding(figures: Figures, finding: Finding) -> list[tuple[Runs | str, ...]]:
    if finding.restricted:
        return [(ELSEWHERE, NONE, NONE, NONE, NONE, NONE, NONE)]
    title, url = clause(finding.title), figures.page(f"findings/{finding.number}")
    rows = [(title, *_task(figures, task)) for task in figures.sources.tasks_of(finding)]
    return rows or [(title, NONE, NONE, (Missing("牵头部门", url),), NONE, NONE, NONE)]


def _task(figures: Figures, task: Task) -> tuple[Runs | str, ...]:
    name_of = figures.sources.name_of
    url = figures.page(f"tasks/{task.pk}")
    person = task.responsible.title if task.responsible else f"{name_of(task.department)}负责人"
    return (
        clause(task.title),
        task.leader or (Missing("责任领导", url),),
        name_of(task.department),
        "、".join(map(name_of, task.supports.all())) or NONE,
        person,
        until(figures, task),
    )
