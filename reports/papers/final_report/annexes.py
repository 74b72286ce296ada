"""附件: list of findings, ledger, results of the items, circulation; every row from a record."""

from campaigns.reach import Reach, reach_by_department
from organization.models import Department
from rectification.models import Task
from reports.document import Annex, Column, Table
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.final_report import charts, comparison
from reports.papers.final_report.measures import until
from reports.papers.final_report.words import ELSEWHERE, TRACKS, WORDS
from reports.phrases import percent

# key, title, the figure that says whether there is anything to list, turned?
ANNEXES = (
    ("annex-findings", "问题清单", "findings", True),
    ("annex-ledger", "整改台账", "tasks", True),
    ("annex-items", "检查项点自查结果一览表", "items", False),
    ("annex-circulation", "传达签阅情况统计表", "circulation_due", False),
)


def build(figures: Figures) -> tuple[Annex, ...]:
    """The annexes that have rows, numbered when there are several."""
    tables = {
        "annex-findings": _findings,
        "annex-ledger": ledger,
        "annex-items": _items,
        "annex-circulation": _circulation,
    }
    shown = _shown(figures)
    numbers = _numbers(figures, shown)
    listed = (
        Annex(title, (tables[key](figures),), number=number, landscape=landscape)
        for number, (key, title, _name, landscape) in zip(numbers, shown, strict=False)
    )
    more = [comparison.build(figures, numbers[len(shown)])] if comparison.is_shown(figures) else []
    drawn = [charts.build(figures, numbers[-1])] if charts.are_shown(figures) else []
    return (*listed, *more, *drawn)


def see(figures: Figures, key: str) -> str:
    """（见附件2） where the text comes to speak of an annex; "" when it has no rows."""
    keys = [row[0] for row in _shown(figures)]
    if comparison.is_shown(figures):
        keys.append(comparison.KEY)
    if key not in keys:
        return ""
    number = _numbers(figures, _shown(figures))[keys.index(key)]
    return f"（见附件{number or ''}）"


def _numbers(figures: Figures, shown: list) -> list[int | None]:
    """The number of each annex, comparison and charts last; a single one has none."""
    many = len(shown) + comparison.is_shown(figures) + charts.are_shown(figures)
    return [place if many > 1 else None for place in range(1, many + 1)]


def _shown(figures: Figures) -> list[tuple[str, str, str, bool]]:
    return [row for row in ANNEXES if figures.value(row[2])]


def _findings(figures: Figures) -> Table:
    columns = (
        Column("序号", 11, "center"),
        Column("方面", 27),
        Column("问题", 34),
        Column("规定", 49),
        Column("存在的问题", 44),
        Column("原因", 34),
        Column("责任部门", 26),
    )
    rows = tuple(
        (str(place), *_finding(figures, finding))
        for place, finding in enumerate(figures.sources.findings, start=1)
    )
    return Table(columns, rows, key="annex-findings")


def _finding(figures: Figures, finding) -> tuple[str, ...]:
    aspect = finding.aspect.name if finding.aspect else "【待补：问题方面】"
    if finding.restricted:
        return (aspect, ELSEWHERE, "—", "—", "—", "—")
    department = finding.department
    causes = [clause(finding.cause_subjective), clause(finding.cause_objective)]
    return (
        aspect,
        clause(finding.title),
        clause(finding.rule) or "【待补：规定】",
        clause(finding.problem) or "【待补：问题】",
        "；".join(filter(None, causes)) or "【待补：原因】",
        figures.sources.name_of(department) if department else "【待补：责任部门】",
    )


def ledger(figures: Figures) -> Table:
    """整改台账: a line a task."""
    columns = (
        Column("序号", 11, "center"),
        Column("问题", 33),
        Column("整改类型", 18, "center"),
        Column("整改任务", 34),
        Column("牵头部门", 26),
        Column("配合部门", 26),
        Column("整改时限", 30, "center"),
        Column("进度", 12, "center"),
        Column("状态", 35, "center"),
    )
    rows = [
        (finding, task)
        for finding in figures.sources.findings
        for task in figures.sources.tasks_of(finding)
    ]
    return Table(
        columns,
        tuple((str(n), *_task(figures, *row)) for n, row in enumerate(rows, start=1)),
        key="annex-ledger",
    )


def _task(figures: Figures, finding, task: Task) -> tuple[str, ...]:
    track = TRACKS[finding.track]
    if finding.restricted:
        return (ELSEWHERE, track, "—", "—", "—", "—", "—", "—")
    name_of = figures.sources.name_of
    return (
        clause(finding.title),
        track,
        clause(task.title),
        name_of(task.department),
        "、".join(map(name_of, task.supports.all())) or "—",
        until(figures, task),
        f"{task.percent}%" if task.percent else "—",
        _state(figures, task),
    )


def _state(figures: Figures, task: Task) -> str:
    if task.closed_number:
        return f"已销号\n{task.closed_number}"
    if figures.sources.is_overdue(task):
        return "逾期"
    return {"submitted": "待验收", "assigned": "待启动", "returned": "退回整改"}.get(
        task.status, "整改中"
    )


def _items(figures: Figures) -> Table:
    columns = (
        Column("序号", 11, "center"),
        Column("检查项点", 67),
        Column("报告分组", 19, "center"),
        Column("责任部门", 30),
        Column("结果", 29, "center"),
    )
    names = {row.department_id: str(row) for row in figures.sources.participations}
    rows = tuple(
        (
            str(row.item.no),
            clause(row.item.text),
            row.item.group or "—",
            _who(row, names),
            WORDS[row.result] if row.result else "正在核实",
        )
        for row in figures.sources.results
    )
    return Table(columns, rows, key="annex-items")


def _who(row, names: dict[int, str]) -> str:
    if row.item.from_records:
        return "系统取数"
    departments = [names[pk] for pk in names if pk in row.by_department]
    if len(departments) == len(names) > 3:
        return "各部门（单位）"
    return "、".join(departments) or "—"


def _circulation(figures: Figures) -> Table:
    columns = (
        Column("序号", 12, "center"),
        Column("部门（单位）", 48),
        Column("应签人数", 22, "center"),
        Column("已签人数", 22, "center"),
        Column("其中补签", 22, "center"),
        Column("传达面", 30, "center"),
    )
    rows = [
        (str(place), *_reach(_unit(figures, department), reach))
        for place, (department, reach) in enumerate(_units(figures), start=1)
    ]
    rows.append(("", *_reach("合计", figures.sources.tallies.reach)))
    return Table(columns, tuple(rows), key="annex-circulation")


def _units(figures: Figures) -> list[tuple[Department, Reach]]:
    """Who was to sign, in the order of the organisation chart, the leaders first.

    People below a department that takes part are counted with it.
    """
    departments = [row.department for row in figures.sources.participations]
    counted = [
        row
        for row in reach_by_department(figures.sources.circulation, departments)
        if row.reach.due
    ]
    own = figures.campaign.organisation_id
    return sorted(
        ((row.department, row.reach) for row in counted),
        key=lambda unit: (unit[0].pk != own, unit[0].order, unit[0].code),
    )


def _unit(figures: Figures, department: Department) -> str:
    """People who belong to no department stand under the organisation itself."""
    if department.pk == figures.campaign.organisation_id:
        return "本级"
    return figures.sources.name_of(department)


def _reach(name: str, reach: Reach) -> tuple[str, ...]:
    numbers = (reach.due, reach.signed, reach.late_signed)
    told = tuple(str(number) if number else "—" for number in numbers)
    return (name, *told, percent(reach.signed, reach.due))
