"""销号审批表: what was to be put right, what was done, who looked at it, and the number."""

from collections.abc import Sequence
from dataclasses import dataclass

from organization import clock
from rectification.models import Acceptance, Task
from reports.document import Column, Document, Missing, Paragraph, Runs, Table, Title
from reports.papers.clauses import clause
from reports.papers.letter_parts import BLANK, DAY, deadline, name_of
from reports.phrases import date_cn

TITLE = "整改销号审批表"
COLUMNS = (Column("栏目", 32, "center"), Column("内容", 138))
NONE = "—"


@dataclass(frozen=True)
class Closed:
    """A closed task with its last acceptance and the names of its files."""

    task: Task
    acceptance: Acceptance | None
    files: Sequence[str] = ()


def write(closed: Closed) -> Document:
    """The form of a task that was closed out; of another one the number is a gap."""
    task = closed.task
    return Document(
        title=f"{TITLE}（{task.closed_number}）" if task.closed_number else TITLE,
        blocks=(
            Title((TITLE,)),
            Paragraph((f"活动名称：{task.campaign.title}",), indent=False),
            Paragraph(("销号编号：", _number(task)), key="number", indent=False),
            Table(COLUMNS, _rows(closed), key="close-out"),
        ),
        author=task.campaign.organisation_name,
        subject=task.campaign.title,
        layout="form",
        draft=task.closed_number is None,
    )


def _number(task: Task):
    return task.closed_number or Missing("销号编号", task.get_absolute_url())


def _rows(closed: Closed) -> tuple[tuple[Runs | str, ...], ...]:
    task, acceptance = closed.task, closed.acceptance
    finding = task.finding
    title = f"问题{finding.number}"
    if not finding.restricted:
        title = f"{title}：{clause(finding.title)}"
    return (
        ("整改事项", f"{title}\n整改任务：{clause(task.title)}"),
        ("责任部门", _departments(task)),
        ("整改时限", deadline(task)),
        ("整改措施", clause(task.measure.text)),
        ("整改目标（标准）", clause(task.measure.standard) or NONE),
        ("完成情况", _done(task)),
        ("佐证材料", "\n".join(closed.files) or NONE),
        ("申请销号", _applied(task)),
        ("验收方式", acceptance.method if acceptance else _gap(task, "验收方式")),
        ("验收结论", _conclusion(task, acceptance)),
        ("验收人", _accepted(task, acceptance)),
        ("审批意见", f"　\n负责人（签字）：{BLANK}{DAY}"),
        ("销号日期", date_cn(task.closed_on) if task.closed_on else _gap(task, "销号日期")),
    )


def _gap(task: Task, what: str) -> Runs:
    return (Missing(what, task.get_absolute_url()),)


def _departments(task: Task) -> str:
    lead = f"{name_of(task.campaign, task.department)}（牵头）"
    supports = [f"{name_of(task.campaign, one)}（配合）" for one in task.supports.all()]
    return "、".join([lead, *supports])


def _done(task: Task) -> Runs | str:
    rows = [
        f"{date_cn(row.on)}：{clause(row.text)}（{row.percent}%）" for row in task.progress.all()
    ]
    return "\n".join(rows) or _gap(task, "完成情况")


def _applied(task: Task) -> Runs | str:
    if task.submitted_at is None or task.submitted_by is None:
        return _gap(task, "申请人")
    return f"{task.submitted_by.title}　{date_cn(clock.day_of(task.submitted_at))}"


def _conclusion(task: Task, acceptance: Acceptance | None) -> Runs | str:
    if acceptance is None:
        return _gap(task, "验收结论")
    passed = acceptance.outcome == Acceptance.Outcome.PASSED
    word = "通过" if passed else "不通过"
    opinion = f"。{clause(acceptance.text)}" if acceptance.text else ""
    grade = f"（{acceptance.get_grade_display()}）" if acceptance.grade else ""
    return f"{word}{grade}{opinion}"


def _accepted(task: Task, acceptance: Acceptance | None) -> Runs | str:
    if acceptance is None:
        return _gap(task, "验收人")
    return f"{acceptance.by.title}　{date_cn(clock.day_of(acceptance.at))}"
