"""卷内文件目录: what lies in the file of a campaign, a document a line, in the order of filing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.models import Campaign
from reports.document import Column, Document, Missing, Paragraph, Table, Title
from reports.papers.letter_parts import BLANK, DAY
from reports.phrases import date_range
from reports.scripts import in_its_script

TITLE = "卷内文件目录"
COLUMNS = (
    Column("序号", 13, "center"),
    Column("文号", 27),
    Column("责任者", 25),
    Column("题名", 39),
    Column("日期", 25, "center"),
    Column("页数", 13, "center"),
    Column("页号", 13, "center"),
    Column("备注", 15),
)
EMPTY = "尚无可以归档的文件。"
HAND = "　"  # left for the hand


@dataclass(frozen=True)
class Filed:
    """A document in the file; `pages` is None where nobody has counted them."""

    title: str
    responsible: str
    on: date | None
    number: str = ""
    pages: int | None = None
    note: str = ""


@in_its_script
def write(campaign: Campaign, filed: Sequence[Filed]) -> Document:
    """The index, with room for the number of the file and for who filed it."""
    days = sorted(one.on for one in filed if one.on)
    span = date_range(days[0], days[-1], year=True) if days else "—"
    return Document(
        title=TITLE,
        blocks=(
            Title((TITLE,)),
            Paragraph((f"案卷题名：{campaign.title}材料",), key="file", indent=False),
            Paragraph(
                (f"档　　号：{BLANK}　　保管期限：{BLANK}",), key="file-number", indent=False
            ),
            Paragraph(
                (
                    "立卷单位：",
                    campaign.organisation_name
                    or Missing("立卷单位", f"/campaigns/{campaign.code}/setup/"),
                ),
                key="unit",
                indent=False,
            ),
            Paragraph((f"起止日期：{span}",), key="span", indent=False),
            Table(COLUMNS, tuple(_rows(filed)), key="archive", empty=EMPTY),
            Paragraph(("　",), indent=False),
            Paragraph(
                (f"立卷人：{BLANK}　检查人：{BLANK}　立卷日期：{DAY}",), key="signed", indent=False
            ),
        ),
        author=campaign.organisation_name,
        subject=campaign.title,
        layout="form",
    )


def _rows(filed: Sequence[Filed]) -> list[tuple[str, ...]]:
    """A line a document; the first page of each is known as long as all before it were counted."""
    rows, begins = [], 1
    for place, one in enumerate(filed, start=1):
        known = begins > 0
        rows.append(
            (
                str(place),
                one.number or "—",
                one.responsible,
                one.title,
                f"{one.on:%Y%m%d}" if one.on else HAND,
                str(one.pages) if one.pages else HAND,
                str(begins) if known else HAND,
                one.note or HAND,
            )
        )
        begins = begins + one.pages if known and one.pages else 0
    return rows
