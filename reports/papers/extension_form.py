"""延期申请审批表: why more time is needed, how far it is, who decided what."""

from rectification.models import Extension
from reports.document import Document, Runs
from reports.papers.clauses import clause
from reports.papers.task_form_parts import (
    NONE,
    Rows,
    departments,
    done,
    form,
    matter,
    signed,
    to_sign,
)
from reports.phrases import cn, date_cn
from reports.scripts import in_its_script

TITLE = "整改延期申请审批表"


@in_its_script
def write(extension: Extension, *, asked_by_head: bool) -> Document:
    """The form of one request; opinions that nobody gave in the system are left to be signed."""
    return form(
        extension.task,
        f"{TITLE}（第{cn(extension.number)}次申请）",
        _rows(extension, asked_by_head),
        key="extension",
        above=(f"申请次数：第{cn(extension.number)}次",),
    )


def _rows(row: Extension, asked_by_head: bool) -> Rows:
    task = row.task
    first = task.first_due_on or row.from_on
    return (
        ("整改事项", matter(task)),
        ("责任部门", departments(task)),
        ("整改措施", clause(task.measure.text)),
        ("原定时限", date_cn(first)),
        ("申请前时限", date_cn(row.from_on) if row.from_on != first else "与原定时限相同"),
        ("申请延期至", _to(row)),
        ("延期理由", clause(row.reason)),
        ("目前进展", done(task, row.asked_at) or NONE),
        ("申请人", signed(row.asked_by.title, row.asked_at)),
        ("部门负责人意见", _head(row, asked_by_head)),
        ("办公室意见", to_sign("负责人")),
        (_decider(row), _decision(row)),
        ("备注", "原定时限保留，并作为考核依据。"),
    )


def _to(row: Extension) -> str:
    said = f"（{row.due_text}）" if row.due_text else ""
    return f"{date_cn(row.to_on)}{said}"


def _head(row: Extension, asked_by_head: bool) -> str:
    """A head who asks has agreed; for anybody else the head signs by hand."""
    if asked_by_head:
        return f"同意申请。\n{signed(row.asked_by.title, row.asked_at)}"
    return to_sign("部门负责人")


def _decider(row: Extension) -> str:
    return "组长审批意见" if row.is_for_the_chair else "分管领导意见"


def _decision(row: Extension) -> Runs | str:
    if row.status == Extension.Status.WITHDRAWN:
        return "申请部门已撤回申请。"
    if row.decided_by is None:
        return to_sign("审批人")
    granted = row.status == Extension.Status.GRANTED
    word = f"同意延期至{date_cn(row.to_on)}" if granted else "不同意延期"
    answer = clause(row.answer)
    said = f"{word}。{answer}。" if answer and answer != word else f"{word}。"
    return f"{said}\n{signed(row.decided_by.title, row.decided_at)}"
