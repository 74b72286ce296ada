"""附件: every project, where the speech names only some of them."""

from reports.document import Annex, Column, Table
from reports.figures import Figures
from reports.phrases import date_cn

TITLE = "整改项目一览表"
KEY = "annex-projects"


def build(figures: Figures) -> tuple[Annex, ...]:
    """The list of projects when there is more than one."""
    if figures.value("improvements") < 2:
        return ()
    columns = (
        Column("序号", 16, "center"),
        Column("整改项目", 66),
        Column("牵头部门", 40),
        Column("计划验收", 34, "center"),
    )
    rows = tuple((str(n), *_row(figures, one)) for n, one in enumerate(_projects(figures), start=1))
    return (Annex(TITLE, (Table(columns, rows, key=KEY),)),)


def see(figures: Figures) -> str:
    """（见附件） behind the number of projects; "" where there is no annex."""
    return "（见附件）" if figures.value("improvements") > 1 else ""


def _projects(figures: Figures) -> list:
    return list(figures.rows("improvements"))


def _row(figures: Figures, finding) -> tuple[str, ...]:
    plan = getattr(finding, "walk_project", None)
    department = finding.department
    return (
        finding.title.rstrip("。；，"),
        figures.sources.name_of(department) if department else "【待补：牵头部门】",
        date_cn(plan.accept_on) if plan and plan.accept_on else "—",
    )
