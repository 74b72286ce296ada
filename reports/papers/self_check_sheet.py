"""自查表 of a department on paper: blank to be filled in by hand, or as it is filled in."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from campaigns.models import NilReport, Result
from campaigns.printed_sheet import PrintedRow, PrintedSheet
from organization import clock
from reports.document import Annex, Block, Column, Document, Missing, Paragraph, Runs, Table
from reports.papers.signing_lines import BESIDE, signed_by_hand
from reports.phrases import date_cn, date_range, fill, ordinal
from reports.scripts import in_its_script

TITLE = "自查表"
STATEMENT = "本部门（单位）已对照检查项点逐项自查，对所填内容的真实性、准确性负责。"
CATEGORY = Column("类别", 20, "center")
ASKED = (
    Column("序号", 14, "center"),
    Column("检查项点", 44),
    Column("依据", 28),
    Column("评判标准", 34),
)
TO_TICK = (
    Column("自查结果", 36),
    Column("检查方法、抽查", 36),
    Column("情况说明", 39),
    Column("佐证材料", 23),
)
ANSWERED = (
    Column("自查结果", 25, "center"),
    Column("检查方法、抽查", 33),
    Column("情况说明", 43),
    Column("佐证材料", 26),
)
RESULTS = {
    Result.OK: "符合",
    Result.NOTE: "符合（附说明）",
    Result.NO: "不符合",
    Result.NA: "不适用",
}
NONE = "—"
TO_WRITE = "＿＿＿"


@dataclass(frozen=True)
class Told:
    """A sheet on its way to paper: the department as it was called, the days of the self-check
    (None: none are set), and the nil return that was signed with it."""

    printed: PrintedSheet
    name: str
    days: tuple[date, date] | None
    nil: NilReport | None = None


@in_its_script
def write(told: Told) -> Document:
    """The sheet on wide paper, with lines to be signed by hand."""
    sheet = told.printed.sheet
    title = f"{told.name}{TITLE}"
    blocks: tuple[Block, ...] = (
        *_facts(told),
        _table(told),
        *_statements(told),
        *signed_by_hand("填报人", "部门（单位）负责人"),
    )
    return Document(
        title=title,
        blocks=(),
        annexes=(Annex(title, blocks, landscape=True, labelled=False),),
        author=sheet.campaign.organisation_name,
        subject=sheet.campaign.title,
        layout="form",
        draft=not told.printed.blank and sheet.is_with_department,
    )


def _facts(told: Told) -> list[Block]:
    sheet = told.printed.sheet
    again = f"{BESIDE}填报轮次：{ordinal(sheet.round)}次" if sheet.round > 1 else ""
    if not told.printed.blank and sheet.is_with_department:
        again += f"{BESIDE}填报中，尚未提交"
    lines: list[Runs] = [
        (f"活动名称：{sheet.campaign.title}{BESIDE}填报部门（单位）：{told.name}",),
        (
            "自查时间：",
            *_days(told),
            f"{BESIDE}填报时限：{date_cn(sheet.due_on)}{BESIDE}检查项点："
            f"{len(told.printed.rows)}个{again}",
        ),
    ]
    return [
        Paragraph(words, key=key, indent=False)
        for key, words in zip(("about", "period"), lines, strict=True)
    ]


def _days(told: Told) -> Runs:
    if told.days is None:
        page = reverse("setup", args=[told.printed.sheet.campaign.code])
        return (Missing("自查时间", page),)
    return (date_range(*told.days, year=True),)


def _table(told: Told) -> Table:
    rows = told.printed.rows
    grouped = len({row.row.item.category for row in rows}) > 1
    columns = (*ASKED, *(TO_TICK if told.printed.blank else ANSWERED))
    return Table(
        (columns[0], CATEGORY, *columns[1:]) if grouped else columns,
        tuple(_row(told, row, grouped=grouped) for row in rows),
        key="items",
        empty="尚无检查项点。",
        keep_with_next=True,
    )


def _row(told: Told, row: PrintedRow, *, grouped: bool) -> tuple[Runs | str, ...]:
    item = row.row.item
    head = [str(item.no), item.category or NONE] if grouped else [str(item.no)]
    asked = (*head, item.text, item.rule or item.basis or NONE, item.standard or NONE)
    return (*asked, *(_to_fill(row) if told.printed.blank else _filled(told, row)))


def _to_fill(row: PrintedRow) -> tuple[str, ...]:
    """Boxes to tick, numbers to write, and what evidence is wanted."""
    item = row.row.item
    boxes = "\n".join(f"□ {word}" for word in RESULTS.values())
    numbers = [f"{label}：{TO_WRITE}" for label in item.sample_labels]
    return boxes, "\n".join(filter(None, [item.methods, *numbers])), "", item.evidence_hint


def _filled(told: Told, row: PrintedRow) -> tuple[Runs | str, ...]:
    return (
        _result(told, row),
        "\n".join(filter(None, [row.methods, row.sample])) or NONE,
        "\n".join(f"{name}：{words}" for name, words in row.words) or NONE,
        "\n".join(row.files) or NONE,
    )


def _result(told: Told, row: PrintedRow) -> Runs | str:
    sheet = told.printed.sheet
    if row.row.is_returned:
        return "已退回，待重新自查"
    if row.row.result:
        return RESULTS[Result(row.row.result)]
    page = [sheet.campaign.code, sheet.department.code, row.row.item.no]
    return (Missing("自查结果", reverse("fill_item", args=page)),)


def _statements(told: Told) -> list[Block]:
    sheet = told.printed.sheet
    said: list[Runs] = [(STATEMENT,)]
    is_signed = not told.printed.blank and not sheet.is_with_department
    if is_signed and told.nil is not None:
        said.append((f"零报告：{told.nil.statement}",))
    if is_signed and sheet.submitted_at is not None:
        said.append(
            fill(
                "系统签报：{name}于{day}签字提交。",
                name=sheet.signature,
                day=date_cn(clock.day_of(sheet.submitted_at)),
            )
        )
    return [Paragraph(words, indent=False, keep_with_next=True) for words in said]
