"""整改台账 as it is printed: all columns of the trade on wide paper."""

from collections.abc import Iterable
from datetime import date

from campaigns.models import Campaign
from rectification.ledger_columns import HEADINGS
from rectification.punctuality import Punctuality
from reports.document import Column, Document, Paragraph, Table, Title
from reports.phrases import date_cn, fill, percent
from reports.scripts import in_its_script

# Of a line of 380 mm; what is long in a ledger gets the room.
WIDTHS = {
    "serial": 8,
    "number": 9,
    "source": 11,
    "aspect": 14,
    "rule": 29,
    "problem": 24,
    "cause": 23,
    "responsibility": 14,
    "track": 14,
    "target": 15,
    "measure": 22,
    "leader": 13,
    "department": 14,
    "supports": 14,
    "responsible": 14,
    "deadline": 24,
    "progress": 22,
    "percent": 12,
    "evidence": 11,
    "status": 11,
    "acceptance": 19,
    "closing": 24,
    "lookback": 16,
    "light": 9,
    "note": 7,
}


@in_its_script
def write(
    campaign: Campaign, rows: Iterable[list], as_of: date, by_deadline: Punctuality
) -> Document:
    """The ledger of a campaign as of a day; `rows` as `rectification.register` has them, who was
    in time among them by both deadlines."""
    columns = tuple(Column(str(name), WIDTHS[key]) for key, name in HEADINGS.items())
    cells = tuple(tuple(str(cell) for cell in row) for row in rows)
    title = "整改台账"
    return Document(
        title=f"{campaign.title}{title}",
        blocks=(
            Title((campaign.title, title)),
            Paragraph(
                fill(
                    "填报单位：{office}。截至{day}，共{n}项整改任务{in_time}。",
                    office=campaign.office.name,
                    day=date_cn(as_of),
                    n=len(cells),
                    in_time=_in_time(by_deadline),
                ),
                key="about",
            ),
            Table(columns, cells, key="ledger", empty="无整改任务。"),
        ),
        author=campaign.organisation_name,
        subject=title,
        layout="ledger",
    )


def _in_time(told: Punctuality) -> str:
    """；经批准延期1项；已完成4项，按期完成按原定时限2项（50%），按现行时限3项（75%）."""
    words = [f"经批准延期{told.extended}项"] if told.extended else []
    if told.finished:
        first, current = (percent(n, told.finished) for n in (told.by_first, told.by_current))
        words.append(
            f"有时限的已完成{told.finished}项，其中按原定时限按期完成{told.by_first}项（{first}），"
            f"按现行时限按期完成{told.by_current}项（{current}）"
        )
    return "".join(f"；{part}" for part in words)
