"""关于重新开展自查的通知: which items go back to a department, why, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.models import Return, SelfCheck
from organization import clock
from reports.document import (
    Addressee,
    Column,
    Document,
    Missing,
    Paragraph,
    Runs,
    Signature,
    Table,
    Title,
)
from reports.papers.clauses import clause
from reports.papers.letter_parts import name_of
from reports.phrases import date_cn, fill, join, keep_ends, ordinal
from reports.scripts import in_its_script

TITLE = "关于重新开展自查的通知"
# What was wrong, in the words of the trade, as a part of the sentence.
REASONS = {
    Return.Reason.SUPERFICIAL: "浮皮潦草",
    Return.Reason.NO_EVIDENCE: "缺少佐证材料",
    Return.Reason.COPIED: "照抄照搬",
    Return.Reason.CONTRADICTED: "自查结论与佐证材料矛盾",
    Return.Reason.SCOPE: "自查范围不符合要求",
    Return.Reason.OTHER: "其他不符合要求",
}
COLUMNS = (
    Column("序号", 13, "center"),
    Column("检查项点", 55),
    Column("退回原因", 34),
    Column("重查要求", 54),
)
NONE = "—"


@dataclass(frozen=True)
class Told:
    """What was sent back at once: the round that ended, and its returns, the oldest first."""

    sheet: SelfCheck
    round: int
    returns: Sequence[Return]

    @property
    def items(self) -> list[Return]:
        """Those of single items, in the order of the checklist."""
        rows = [row for row in self.returns if row.item is not None]
        return sorted(rows, key=lambda row: row.item.order)

    @property
    def whole(self) -> bool:
        """Was the whole sheet torn down?"""
        return any(row.item is None for row in self.returns)


@in_its_script
def write(told: Told) -> Document:
    """The notice to the department. `told` has at least one return."""
    campaign = told.sheet.campaign
    return Document(
        title=TITLE,
        blocks=keep_ends(
            [
                Title((TITLE,)),
                Addressee((name_of(campaign, told.sheet.department),)),
                Paragraph(_why(told), key="why"),
                Paragraph(("退回的检查项点和重查要求如下：",), key="items", keep_with_next=True),
                Table(COLUMNS, _rows(told), key="returned", empty="没有需要重查的检查项点。"),
                Paragraph(("特此通知。",), key="end"),
                Signature(
                    (f"{campaign.organisation_short}{name_of(campaign, campaign.office)}",),
                    (date_cn(clock.day_of(told.returns[-1].at)),),
                ),
            ]
        ),
        author=campaign.organisation_name,
        subject=campaign.title,
    )


def _why(told: Told) -> Runs:
    n = len(told.items)
    return fill(
        "你部门在“{campaign}”中报送的自查表经审核，{reasons}，{act}。"
        "请对照评判标准重新自查，于{deadline}前重新提交。",
        campaign=told.sheet.campaign.title,
        reasons=_reasons(told, n),
        act=f"现予整表退回（{ordinal(told.round)}次），推倒重来"
        if told.whole
        else f"现予退回（{ordinal(told.round)}次）",
        deadline=_deadline(told),
    )


def _reasons(told: Told, n: int) -> Runs:
    given = {row.reason for row in told.returns}
    words = join([words for reason, words in REASONS.items() if reason in given])
    return (f"{n}个检查项点存在" if n else "存在", *words, "的情况")


def _deadline(told: Told) -> str | Missing:
    days = [row.due_on for row in told.returns if row.due_on is not None]
    page = told.sheet.get_absolute_url()
    return date_cn(max(days)) if days else Missing("重新提交时限", page)


def _rows(told: Told) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(row.item.no),
            clause(row.item.text),
            REASONS[Return.Reason(row.reason)],
            clause(row.note) or NONE,
        )
        for row in told.items
    )
