"""销号审批表: what was to be put right, what was done, who looked at it, and the number."""

from collections.abc import Sequence
from dataclasses import dataclass

from rectification.models import Acceptance, Task
from reports.document import Document, Missing, Runs
from reports.papers.clauses import clause
from reports.papers.letter_parts import deadline
from reports.papers.task_form_parts import (
    NONE,
    Rows,
    departments,
    done,
    form,
    gap,
    matter,
    signed,
    to_sign,
)
from reports.phrases import date_cn
from reports.scripts import in_its_script

TITLE = "整改销号审批表"


@dataclass(frozen=True)
class Closed:
    """A closed task with its last acceptance and the names of its files."""

    task: Task
    acceptance: Acceptance | None
    files: Sequence[str] = ()


@in_its_script
def write(closed: Closed) -> Document:
    """The form of a task that was closed out; of another one the number is a gap."""
    task = closed.task
    return form(
        task,
        f"{TITLE}（{task.closed_number}）" if task.closed_number else TITLE,
        _rows(closed),
        key="close-out",
        above=("销号编号：", _number(task)),
        draft=task.closed_number is None,
    )


def _number(task: Task):
    return task.closed_number or Missing("销号编号", task.get_absolute_url())


def _rows(closed: Closed) -> Rows:
    task, acceptance = closed.task, closed.acceptance
    return (
        ("整改事项", matter(task)),
        ("责任部门", departments(task)),
        ("整改时限", deadline(task)),
        ("整改措施", clause(task.measure.text)),
        ("整改目标（标准）", clause(task.measure.standard) or NONE),
        ("完成情况", done(task) or gap(task, "完成情况")),
        ("佐证材料", "\n".join(closed.files) or NONE),
        ("申请销号", _applied(task)),
        ("验收方式", acceptance.method if acceptance else gap(task, "验收方式")),
        ("验收结论", _conclusion(task, acceptance)),
        ("验收人", _accepted(task, acceptance)),
        ("审批意见", to_sign("负责人")),
        ("销号日期", date_cn(task.closed_on) if task.closed_on else gap(task, "销号日期")),
    )


def _applied(task: Task) -> Runs | str:
    if task.submitted_at is None or task.submitted_by is None:
        return gap(task, "申请人")
    return signed(task.submitted_by.title, task.submitted_at)


def _conclusion(task: Task, acceptance: Acceptance | None) -> Runs | str:
    if acceptance is None:
        return gap(task, "验收结论")
    passed = acceptance.outcome == Acceptance.Outcome.PASSED
    word = "通过" if passed else "不通过"
    opinion = f"。{clause(acceptance.text)}" if acceptance.text else ""
    grade = f"（{acceptance.get_grade_display()}）" if acceptance.grade else ""
    return f"{word}{grade}{opinion}"


def _accepted(task: Task, acceptance: Acceptance | None) -> Runs | str:
    if acceptance is None:
        return gap(task, "验收人")
    return signed(acceptance.by.title, acceptance.at)
