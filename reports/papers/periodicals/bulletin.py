"""通报: how far the departments are, by name, with a table; it goes down the house."""

from datetime import date

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Block,
    Column,
    Document,
    Missing,
    Paragraph,
    Runs,
    Signature,
    Table,
    Title,
)
from reports.figures import Figures
from reports.papers.grounds import office_name, organisation, wording
from reports.papers.periodicals import ranking, sentences
from reports.papers.periodicals.ranking import Ranked
from reports.papers.periodicals.told import Told
from reports.papers.titles import in_lines, pieces_of
from reports.phrases import date_cn, enumerated, fill, heading, keep_ends, up_to
from reports.scripts import in_its_script

TABLE = "各部门（单位）进展情况表"
COLUMNS = (
    Column("部门", 28),
    Column("自查表", 16, "center"),
    Column("退回项次", 11.5, "center"),
    Column("问题", 12, "center"),
    Column("整改任务", 11.5, "center"),
    Column("已销号", 15.7, "center"),
    Column("待验收", 15.7, "center"),
    Column("逾期", 12, "center"),
    Column("黄牌", 12, "center"),
    Column("红牌", 12, "center"),
    Column("完成率", 16, "center"),
    Column("排名", 12, "center"),
)
COUNTED = (
    "returned_of",
    "findings_of",
    "tasks_of",
    "closed_of",
    "handed_in_of",
    "late_of",
    "yellow_cards_of",
    "red_cards_of",
)


def title_lines(title: str, number: str) -> tuple[str, ...]:
    """The title in lines; 关于 stands on no line of its own."""
    return in_lines((*pieces_of(f"关于{title}"), "进展情况的通报", f"（{number}）"))


@in_its_script
def write(
    figures: Figures, *, edition: Told, draft: bool = True, issued_on: date | None = None
) -> Document:
    """The bulletin of a period from the figures of the campaign."""
    campaign = figures.campaign
    lines = title_lines(campaign.title, edition.number)
    return Document(
        title="".join(lines),
        blocks=keep_ends(
            [
                Title(lines, note="（送审稿）" if draft else ""),
                Addressee((wording(figures, "units") or "各部门、各单位",)),
                *_body(figures, edition),
                AnnexNote((TABLE,)),
                Signature(
                    organisation(figures), (date_cn(issued_on) if issued_on else "【待签发】",)
                ),
            ]
        ),
        annexes=(Annex(TABLE, tuple(_annex(figures))),),
        author=campaign.organisation_name,
        subject=campaign.title,
        draft=draft,
    )


def _body(figures: Figures, edition: Told) -> list[Block]:
    """Preface, then what there is to tell, numbered."""
    ranked = ranking.ranking(figures)
    rank = ranking.leaders_and_laggards(figures, ranked)
    parts: list[tuple[str, list[Paragraph]]] = [
        ("总体进展", [Paragraph(_state(figures, edition), key="state")]),
        ("进度排名", [Paragraph(sentences.sentences(rank), key="ranking")] if rank else []),
        (
            "督办情况",
            [
                Paragraph(
                    sentences.sentences(sentences.done_in_the_period(figures, edition)),
                    key="period",
                )
            ],
        ),
        ("下一步要求", _demands(figures, edition)),
    ]
    told: list[Block] = []
    if edition.preface:
        told.append(Paragraph((edition.preface,), key="preface"))
    for place, (title, blocks) in enumerate((part for part in parts if part[1]), start=1):
        told += [heading(1, place, title, key=f"part-{place}"), *blocks]
    return told


def _state(figures: Figures, edition: Told) -> Runs:
    stands = sentences.tasks(figures, edition)
    now = up_to(figures.on, year=True)
    return sentences.sentences(
        fill("{now}，{stands}", now=now, stands=stands),
        sentences.late(figures),
        sentences.sheets(figures),
    )


def _demands(figures: Figures, edition: Told) -> list[Paragraph]:
    """What is to be done until when, and to whom it is told."""
    office = office_name(figures)
    late = figures.value("late_of")
    if not late and not edition.demands:
        last = fill("请各部门（单位）按期推进各项工作，并将情况报{office}", office=office)
        return [Paragraph(sentences.sentences(last), key="demands")]
    due = edition.due_on
    asked = ["完成逾期事项的整改"] if late else []
    asked += ["落实以下要求"] if edition.demands else []
    lead = fill(
        "请有关部门（单位）于{deadline}前{what}，并将情况报{office}",
        deadline=figures.day(due) if due else Missing("完成时限", edition.change_page),
        what="，".join(asked),
        office=office,
    )
    if not edition.demands:
        return [Paragraph(sentences.sentences(lead), key="demands")]
    return list(enumerated(list(edition.demands), lead=(*lead, "："), key="demands"))


def _annex(figures: Figures) -> list[Block]:
    rows = tuple(_row(figures, one) for one in ranking.ranking(figures))
    note = (
        "注：整改完成率＝已销号任务数÷整改任务数；任务数不足3项的部门不参加排名，完成率相同的"
        "并列；逾期按工作日计算；按管理权限另行报告的问题不列入本表。"
    )
    return [
        Table(COLUMNS, rows, key="departments", empty="无参加部门。"),
        Paragraph((note,), key="note"),
    ]


def _row(figures: Figures, one: Ranked) -> tuple[Runs | str, ...]:
    code = one.row.department.code
    handed_in = "已提交" if figures.sources.has_submitted(code) else "未提交"
    rate: Runs | str = "—"
    if figures.value(f"tasks_of.{code}"):
        rate = (figures[f"closed_rate_of.{code}"],)
    return (
        str(one.row),
        handed_in,
        *((figures[f"{name}.{code}"],) for name in COUNTED),
        rate,
        str(one.place) if one.place else "—",
    )
