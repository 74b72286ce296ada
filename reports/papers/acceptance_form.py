"""整改验收表: the points that are looked at, the way, the conclusion, who looked.

Before anybody has looked it is a blank to take along.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from organization import clock
from rectification.models import Acceptance, Task
from rectification.models.progress import plain
from reports.document import Block, Column, Document, Paragraph, Runs, Table, Title
from reports.papers.clauses import clause
from reports.papers.letter_parts import BLANK, DAY, deadline
from reports.papers.task_form_parts import (
    COLUMNS,
    NONE,
    Rows,
    departments,
    done,
    gap,
    matter,
    reported,
    signed,
    to_sign,
)
from reports.phrases import cn, date_cn, document_title
from reports.scripts import in_its_script

TITLE = "整改验收表"
POINTS = (
    Column("序号", 14, "center"),
    Column("验收要点", 106),
    Column("验收情况", 50, "center"),
)
OPEN = "□达到　□未达到"


@dataclass(frozen=True)
class Looked:
    """A task that was handed in, and how somebody looked at it; None: nobody has yet."""

    task: Task
    acceptance: Acceptance | None
    round: int
    group: str = ""  # the group that inspects
    files: Sequence[str] = ()
    seen: Sequence[str] = ()  # files that show what was seen at the acceptance


@in_its_script
def write(looked: Looked) -> Document:
    """The form of one acceptance."""
    task = looked.task
    return Document(
        title=f"{TITLE}（第{cn(looked.round)}次验收）",
        blocks=tuple(_blocks(looked)),
        author=task.campaign.organisation_name,
        subject=task.campaign.title,
        layout="form",
        draft=looked.acceptance is None,
    )


def _blocks(looked: Looked) -> list[Block]:
    return [
        Title((TITLE,)),
        Paragraph((f"活动名称：{looked.task.campaign.title}",), indent=False),
        Paragraph((f"验收次数：第{cn(looked.round)}次",), key="round", indent=False),
        Table(COLUMNS, _matter(looked), key="matter"),
        Paragraph(("　",), indent=False),
        Table(POINTS, _points(looked), key="points"),
        Paragraph(("　",), indent=False),
        Table(COLUMNS, _conclusion(looked), key="conclusion"),
    ]


def _matter(looked: Looked) -> Rows:
    task = looked.task
    until = looked.acceptance.at if looked.acceptance else None
    return (
        ("整改事项", matter(task)),
        ("责任部门", departments(task)),
        ("整改时限", deadline(task)),
        ("整改措施", clause(task.measure.text)),
        ("完成情况", done(task, until) or gap(task, "完成情况")),
        ("整改成果", _outcomes(task, until) or NONE),
        ("佐证材料", "\n".join(looked.files) or NONE),
    )


def _outcomes(task: Task, until: datetime | None) -> str:
    """Numbers before and after, and the papers that came of it."""
    told = []
    for row in reported(task, until):
        for number in row.outcomes.all():
            before = f"由{plain(number.before)}{number.unit}" if number.before is not None else ""
            word = "变为" if before else "为"
            told.append(f"{number.name}{before}{word}{plain(number.after)}{number.unit}")
        told += [document_title(one.title, one.number) for one in row.documents.all()]
    return "\n".join(dict.fromkeys(told))


def points_of(task: Task) -> list[str]:
    """What is looked at: the parts of the target, else the measure."""
    parts = [clause(part) for part in re.split(r"[\n；]", task.measure.standard)]
    return [part for part in parts if part] or [clause(task.measure.text)]


def _points(looked: Looked) -> tuple[tuple[Runs | str, ...], ...]:
    """A task that passed has reached its target; of one that did not the points are marked by
    hand."""
    passed = looked.acceptance and looked.acceptance.outcome == Acceptance.Outcome.PASSED
    return tuple(
        (str(place), point, "达到" if passed else OPEN)
        for place, point in enumerate(points_of(looked.task), start=1)
    )


def _conclusion(looked: Looked) -> Rows:
    row = looked.acceptance
    group = looked.group or NONE
    if row is None:
        return (
            ("验收组", group),
            ("验收方式", "　"),
            ("验收时间", DAY.strip()),
            ("验收结论", "□通过　□不通过　　等次：□好　□较好　□一般　□差"),
            ("验收意见", "　\n　"),
            *_to_sign(),
        )
    passed = row.outcome == Acceptance.Outcome.PASSED
    grade = f"（等次：{row.get_grade_display()}）" if row.grade else ""
    fakes = [("虚假整改情形", "、".join(row.fake_words))] if row.fakes else []
    return (
        ("验收组", group),
        ("验收方式", row.method or NONE),
        ("验收时间", date_cn(clock.day_of(row.at))),
        ("验收结论", f"{'通过' if passed else '不通过，退回继续整改'}{grade}"),
        *fakes,
        ("验收意见", clause(row.text) or NONE),
        ("验收佐证", "\n".join(looked.seen) or NONE),
        ("验收人", signed(row.by.title, row.at)),
        *_to_sign(),
    )


def _to_sign() -> Rows:
    return (
        ("验收组签字", f"　\n　\n组长：{BLANK}　成员：{BLANK}{DAY}"),
        ("责任部门签字", to_sign("部门负责人")),
    )
