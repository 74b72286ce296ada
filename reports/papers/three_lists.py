"""三张清单: 问题清单, 整改任务清单 and 责任清单, of a campaign or of one department."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from findings.models import Finding
from organization.models import Department
from reports.document import Annex, Block, Document, Paragraph, Table
from reports.figures import Figures
from reports.papers import problem_list, responsibility_list, task_list
from reports.phrases import date_cn
from reports.scripts import in_its_script

LISTS: dict[str, tuple[str, Callable[[Figures, Sequence[Finding]], Table]]] = {
    "problems": (problem_list.TITLE, problem_list.table),
    "tasks": (task_list.TITLE, task_list.table),
    "responsibilities": (responsibility_list.TITLE, responsibility_list.table),
}
BLANK, DAY = "＿" * 8, "　　年　　月　　日"
BESIDE = "　" * 6


@in_its_script
def write(figures: Figures, kind: str, department: Department | None = None) -> Document:
    """One list as a landscape paper with lines to be signed. KeyError for an unknown kind.

    Of a department: the findings it is responsible for; nothing restricted.
    """
    title = LISTS[kind][0]
    whole = f"{figures.sources.name_of(department)}{title}" if department else title
    return Document(
        title=whole,
        blocks=(),
        annexes=(
            Annex(
                whole,
                (*_lines(figures, kind, department), *_signatures(figures, department)),
                landscape=True,
                labelled=False,
            ),
        ),
        author=figures.campaign.organisation_name,
        subject=figures.campaign.title,
    )


def annexes(figures: Figures, department: Department) -> tuple[Annex, ...]:
    """The three lists of a department as annexes of the letter that hands them over."""
    found = of_department(figures, department)
    return tuple(
        Annex(title, (table(figures, found),), number=place, landscape=True)
        for place, (title, table) in enumerate(LISTS.values(), start=1)
    )


def of_department(figures: Figures, department: Department) -> list[Finding]:
    """The findings a department is responsible for and may read."""
    return [
        one
        for one in figures.sources.findings
        if one.department is not None
        and one.department.path.startswith(department.path)
        and not one.restricted
        and one.status in Finding.Status.shown_to_departments
    ]


def _lines(figures: Figures, kind: str, department: Department | None) -> list[Block]:
    found = of_department(figures, department) if department else figures.sources.findings
    return [
        Paragraph((f"活动名称：{figures.campaign.title}",), key="about", indent=False),
        Paragraph((f"截至日期：{date_cn(figures.on)}",), key="as-of", indent=False),
        # Signatures alone on a page would sign nothing.
        replace(LISTS[kind][1](figures, found), keep_with_next=True),
    ]


def _signatures(figures: Figures, department: Department | None) -> list[Block]:
    office = figures.sources.name_of(figures.campaign.office)
    words = f"{office}负责人（签字）：{BLANK}{DAY}"
    if department is not None:
        name = figures.sources.name_of(department)
        words = f"{name}负责人（签字）：{BLANK}{DAY}{BESIDE}{words}"
    return [
        Paragraph(("　",), indent=False, keep_with_next=True),
        Paragraph((words,), key="signatures", indent=False),
    ]
