"""附件 与上次自查情况对比表, and the sentence of the text that leads to it."""

from reports.compared import NOTHING, Compared, Row
from reports.document import Annex, Block, Column, Paragraph, Runs, Table
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.final_report.words import ELSEWHERE
from reports.phrases import as_runs, fill

KEY, TITLE = "annex-comparison", "与上次自查情况对比表"
SAID = ("项点符合率", "查出问题", "整改完成率")


def is_shown(figures: Figures) -> bool:
    """The office chose an earlier campaign."""
    return figures.sources.earlier is not None


def build(figures: Figures, number: int | None) -> Annex:
    """The annex: the whole campaigns, aspects, departments, and what recurs."""
    compared = Compared.of(figures)
    assert compared is not None
    blocks: list[Block] = [
        Paragraph(_range(compared)),
        _table("对比内容", [*compared.measures()], KEY),
        *_part("各方面查出问题情况", "方面", [*compared.aspects()], f"{KEY}-aspects"),
        *_part(
            f"各部门（单位）查出问题情况{_without(compared)}",
            "部门（单位）",
            [*compared.departments()],
            f"{KEY}-departments",
        ),
        *_again(compared),
    ]
    return Annex(TITLE, tuple(blocks), number=number)


def sentence(figures: Figures, see: str) -> tuple[Block, ...]:
    """与上次自查相比，…: only what has a change on both sides."""
    compared = Compared.of(figures)
    if compared is None:
        return ()
    rows = {row.what.partition("（")[0]: row for row in compared.measures()}
    told = [f"{what}{rows[what].change}" for what in SAID if _is_worth_saying(rows[what])]
    runs = fill(
        "与上次自查（{title}）相比{see}，{changes}{again}。",
        title=compared.before.campaign.title,
        see=see,
        changes="，".join(told) or "总体情况持平",
        again=_recurring(figures),
    )
    return (Paragraph(runs, key="comparison"),)


def _is_worth_saying(row: Row) -> bool:
    """Is there a change on both sides, other than nothing that stayed nothing?"""
    stayed = row.before and row.now and row.before.text == row.now.text in ("0", "0%")
    return row.change != NOTHING and not stayed


def _recurring(figures: Figures) -> Runs:
    if not figures.value("recurring_items"):
        return ()
    return fill("，{n}个检查项点屡查屡犯", n=figures["recurring_items"])


def _range(compared: Compared) -> Runs:
    return fill(
        "上次指{before}（{then}），本次指{now}（{range}）。",
        before=compared.before.campaign.title,
        then=_days(compared.before),
        now=compared.now.campaign.title,
        range=_days(compared.now),
    )


def _without(compared: Compared) -> str:
    """What the numbers of departments leave out, where there is any of it."""
    both = (*compared.before.sources.findings, *compared.now.sources.findings)
    return f"（不含{ELSEWHERE}）" if any(finding.restricted for finding in both) else ""


def _days(figures: Figures) -> str:
    return figures["campaign_range"].text if figures.sources.phases else "起止日期未登记"


def _part(title: str, what: str, rows: list[Row], key: str) -> list[Block]:
    if not rows:
        return []
    return [Paragraph((title,), keep_with_next=True), _table(what, rows, key)]


def _table(what: str, rows: list[Row], key: str) -> Table:
    columns = (
        Column("序号", 11, "center"),
        Column(what, 42),
        Column("上次", 18, "center"),
        Column("本次", 18, "center"),
        Column("变化", 33, "center"),
        Column("备注", 34),
    )
    told = (
        (
            str(place),
            row.what,
            as_runs(row.before) if row.before else NOTHING,
            as_runs(row.now) if row.now else NOTHING,
            row.change,
            row.note,
        )
        for place, row in enumerate(rows, start=1)
    )
    return Table(columns, tuple(told), key=key)


def _again(compared: Compared) -> list[Block]:
    rows = compared.items_again()
    if not rows:
        return []
    columns = (
        Column("序号", 11, "center"),
        Column("检查项点", 73),
        Column("上次不符合的部门（单位）", 36),
        Column("本次不符合的部门（单位）", 36),
    )
    told = tuple(
        (
            str(row.item.item.no),
            clause(row.item.item.text),
            "、".join(row.before) or NOTHING,
            "、".join(row.now) or NOTHING,
        )
        for row in rows
    )
    return [
        Paragraph(("屡查屡犯的检查项点",), keep_with_next=True),
        Table(columns, told, key=f"{KEY}-items"),
    ]
