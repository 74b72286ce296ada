"""意见交办单 with its 办理反馈单: what was said, and what the department did about it."""

from dataclasses import replace

from findings.models import Opinion
from rectification.models import Letter
from reports.document import Annex, Column, Document, Missing, Paragraph, Runs, Table
from reports.papers import letter_parts as parts
from reports.papers import slip_answers
from reports.papers.clauses import clause
from reports.papers.letter_parts import Told
from reports.phrases import date_cn, fill, firstly, keep_ends
from reports.scripts import in_its_script

TITLE, ANSWER = "意见交办单", "办理反馈单"
COLUMNS = (
    Column("编号", 14, "center"),
    Column("反映日期", 34, "center"),
    Column("渠道", 24, "center"),
    Column("性质、类别", 28, "center"),
    Column("反映内容", 70),
)
FORM = (Column("栏目", 38, "center"), Column("内容", 132))


@in_its_script
def write(told: Told) -> Document:
    """The slip up to its issue. Who said it is not on it: the department answers to the matter."""
    said = list(told.letter.opinions.order_by("number"))
    return parts.paper(
        told,
        TITLE,
        (
            *keep_ends(
                [
                    parts.head(told, (TITLE,)),
                    parts.addressee(told),
                    Paragraph(_handed_over(told, said), key="opinions"),
                    Table(COLUMNS, tuple(_row(one) for one in said), key="said"),
                    Paragraph(_asked(told), key="demands"),
                    parts.signature(told),
                ]
            ),
            *parts.copies(told),
        ),
    )


def finished(document: Document, letter: Letter) -> Document:
    """The frozen words with the answer slip as it stands now, its blanks for the hand."""
    answers = list(letter.answers.select_related("by", "judged_by"))
    rows: tuple[tuple[Runs | str, ...], ...] = (
        ("交办单编号", letter.number or "【签发时确定】"),
        ("承办部门", parts.name_of(letter.campaign, letter.department)),
        ("签收（签字、日期）", slip_answers.signed(letter)),
        ("办理情况", slip_answers.said(answers)),
        ("主办部门意见", slip_answers.judged(answers, "退回重新办理")),
    )
    table = Table(FORM, rows, key="answer")
    return replace(document, annexes=(Annex(ANSWER, (table,), labelled=False),))


def _handed_over(told: Told, said: list[Opinion]) -> Runs:
    if not said:
        return (Missing("交办的意见", told.page),)
    return fill(
        "在{campaign}中，收到涉及你部门的意见{n}条，现交办如下：",
        campaign=told.campaign.title,
        n=str(len(said)),
    )


def _row(one: Opinion) -> tuple[Runs | str, ...]:
    about = "、".join(filter(None, [one.get_category_display(), one.topic]))
    return (
        str(one.number),
        date_cn(one.said_on),
        one.get_channel_display(),
        about,
        clause(one.text),
    )


def _asked(told: Told) -> Runs:
    more = [clause(line) for line in told.letter.demand_list]
    due = told.letter.reply_by
    return fill(
        "请由部门负责人签收，逐条核实办理，并于{day}前填写办理反馈单，书面反馈办理情况。{more}",
        day=parts.until(told, due, "回复时限") if due else "【签发时确定】",
        more=fill("同时，{more}", more=firstly(more)) if more else "",
    )
