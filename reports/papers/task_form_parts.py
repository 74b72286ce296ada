"""What forms about one task have in common: the matter, who does it, what was done, who asked."""

from datetime import datetime

from organization import clock
from rectification.models import Progress, Task
from reports.document import Column, Document, Missing, Paragraph, Runs, Table, Title
from reports.papers.clauses import clause
from reports.papers.letter_parts import BLANK, DAY, name_of
from reports.phrases import date_cn
from reports.scripts import in_its_script

COLUMNS = (Column("栏目", 32, "center"), Column("内容", 138))
NONE = "—"
Rows = tuple[tuple[Runs | str, ...], ...]


@in_its_script
def form(
    task: Task, title: str, rows: Rows, *, key: str, above: Runs = (), draft: bool = False
) -> Document:
    """A form of two columns; `above` is a line between the campaign and the table."""
    return Document(
        title=title,
        blocks=(
            Title((title.partition("（")[0],)),
            Paragraph((f"活动名称：{task.campaign.title}",), indent=False),
            *([Paragraph(above, key="number", indent=False)] if above else []),
            Table(COLUMNS, rows, key=key),
        ),
        author=task.campaign.organisation_name,
        subject=task.campaign.title,
        layout="form",
        draft=draft,
    )


def gap(task: Task, what: str) -> Runs:
    """A fact of the task nobody has recorded."""
    return (Missing(what, task.get_absolute_url()),)


def matter(task: Task) -> str:
    """The finding, unless it is restricted, and the task."""
    title = f"问题{task.finding.number}"
    if not task.finding.restricted:
        title = f"{title}：{clause(task.finding.title)}"
    return f"{title}\n整改任务：{clause(task.title)}"


def departments(task: Task) -> str:
    """Who leads and who supports, under the names they had at the launch."""
    lead = f"{name_of(task.campaign, task.department)}（牵头）"
    supports = [f"{name_of(task.campaign, one)}（配合）" for one in task.supports.all()]
    return "、".join([lead, *supports])


def done(task: Task, until: datetime | None = None) -> str:
    """What was reported, an entry a line, up to the instant `until`; "" when nothing was."""
    return "\n".join(
        f"{date_cn(row.on)}：{clause(row.text)}（{row.percent}%）" for row in reported(task, until)
    )


def reported(task: Task, until: datetime | None = None) -> list[Progress]:
    """The entries of the progress up to the instant `until`."""
    return [row for row in task.progress.all() if until is None or row.at <= until]


def signed(title: str, at) -> str:
    """Post and day of whoever decided in the system."""
    return f"{title}　{date_cn(clock.day_of(at))}"


def to_sign(who: str) -> str:
    """Room for an opinion, a signature and a day by hand."""
    return f"　\n　\n{who}（签字）：{BLANK}{DAY}"
