"""问题清单: what came up, against which rule, why, and who is responsible."""

from collections.abc import Sequence

from findings.models import Finding, FindingSource
from reports.document import Column, Missing, Runs, Table
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.final_report.words import ELSEWHERE

TITLE = "问题清单"
COLUMNS = (
    Column("序号", 11, "center"),
    Column("方面", 20),
    Column("问题", 30),
    Column("规定", 46),
    Column("存在的问题", 40),
    Column("原因", 34),
    Column("来源", 18, "center"),
    Column("责任部门", 26),
)
NONE = "—"


def table(figures: Figures, findings: Sequence[Finding]) -> Table:
    """One line a finding; of a restricted one no more than that there is one."""
    rows = tuple(
        (str(place), *_finding(figures, finding)) for place, finding in enumerate(findings, start=1)
    )
    return Table(COLUMNS, rows, key="problems", empty="未发现问题。")


def _finding(figures: Figures, finding: Finding) -> tuple[Runs | str, ...]:
    url = figures.page(f"findings/{finding.number}")
    aspect: Runs | str = finding.aspect.name if finding.aspect else (Missing("问题方面", url),)
    if finding.restricted:
        return (aspect, ELSEWHERE, NONE, NONE, NONE, NONE, NONE)
    causes = [clause(finding.cause_subjective), clause(finding.cause_objective)]
    department = finding.department
    return (
        aspect,
        clause(finding.title),
        clause(finding.rule or finding.rule_document) or (Missing("规定", url),),
        clause(finding.problem) or (Missing("问题", url),),
        "；".join(filter(None, causes)) or (Missing("原因", url),),
        found_by(finding),
        figures.sources.name_of(department) if department else (Missing("责任部门", url),),
    )


def found_by(finding: Finding) -> str:
    """自查发现 or 检查发现: the two are never counted together."""
    return "检查发现" if finding.found_by == FindingSource.FoundBy.INSPECTION else "自查发现"
