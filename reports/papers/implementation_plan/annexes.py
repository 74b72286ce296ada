"""附件 of the plan: the items, the form of the sheet, the breakdown, the division of work."""

from reports.document import Annex, Column, Table
from reports.figures import Figures
from reports.papers import division_of_work
from reports.papers.clauses import clause

# key, title, how it is made, turned?
ANNEXES = (
    ("items", "检查项点表", True),
    ("sheet", "自查表式", True),
    ("breakdown", "任务分解表", True),
    ("division", "责任分工表", False),
)
EMPTY_ROWS = 4  # of the form


def build(figures: Figures) -> tuple[Annex, ...]:
    """The four annexes, numbered."""
    tables = {
        "items": items,
        "sheet": sheet,
        "breakdown": division_of_work.breakdown,
        "division": division_of_work.who_answers,
    }
    return tuple(
        Annex(title, (tables[key](figures),), number=place, landscape=landscape)
        for place, (key, title, landscape) in enumerate(ANNEXES, start=1)
    )


def see(figures: Figures, key: str) -> str:
    """（见附件2） where the text comes to speak of an annex."""
    return f"（见附件{[row[0] for row in ANNEXES].index(key) + 1}）"


def items(figures: Figures) -> Table:
    """检查项点表: what is asked, against which standard, how."""
    columns = (
        Column("序号", 13, "center"),
        Column(figures.campaign.word("project", "检查项目"), 38),
        Column("检查项点", 76),
        Column("判定标准", 66),
        Column("检查方法", 32),
    )
    rows = tuple(
        (
            str(item.no),
            clause(item.project.name),
            clause(item.text),
            clause(item.standard) or "—",
            "、".join(item.method_list) or "—",
        )
        for item in figures.sources.items
    )
    return Table(columns, rows, key="items", empty="检查项点尚未确定。")


def sheet(figures: Figures) -> Table:
    """自查表式: the columns a department fills, with empty lines."""
    columns = (
        Column("序号", 13, "center"),
        Column("检查项点", 50),
        Column("检查方法", 26),
        Column("抽查数／合格数", 24, "center"),
        Column("自查结果", 26, "center"),
        Column("存在的问题、原因和责任", 50),
        Column("整改措施", 36),
    )
    empty = ("　", "", "", "", "", "", "")
    return Table(columns, (empty,) * EMPTY_ROWS, key="sheet")
