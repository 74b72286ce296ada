"""传达签阅单: who was to sign for a document, who did, and room for a hand to sign."""

from collections.abc import Iterable

from campaigns.models import Circulation, Receipt
from campaigns.reach import Reach
from organization import clock
from reports.document import Column, Document, Figure, Paragraph, Runs, Table, Title, plain
from reports.phrases import date_cn, document_title, fill, join, percent
from reports.scripts import in_its_script

ROUNDS = {1: "传达签阅单"}
AGAIN = "再学习签阅单"


@in_its_script
def write(
    circulation: Circulation, receipts: Iterable[Receipt], reach: Reach, part: str = ""
) -> Document:
    """The sheet of a document; `part` names the department when it is that of one only."""
    title = ROUNDS.get(circulation.round, AGAIN)
    return Document(
        title=f"{title}（{part}）" if part else title,
        blocks=(
            Title((title,), note=part),
            Paragraph(_about(circulation), key="about"),
            Paragraph(_counts(circulation, reach), key="reach"),
            _table(receipts),
        ),
        author=circulation.campaign.organisation_name,
        subject=circulation.title,
    )


def _about(circulation: Circulation) -> Runs:
    return fill(
        "文件：{document}。组织传达：{organiser}。传达日期：{on}{studies}。",
        document=document_title(circulation.title),
        organiser=circulation.organiser or "—",
        on=date_cn(circulation.text_on),
        studies=_studies(circulation),
    )


def _studies(circulation: Circulation) -> str:
    titles = [document_title(document.title) for document in circulation.studies.all()]
    return f"。再学习文件：{plain(join(titles, limit=len(titles)))}" if titles else ""


def _counts(circulation: Circulation, reach: Reach) -> Runs:
    return fill(
        "应签阅{due}人，已签阅{signed}人{late}{exempt}，传达面{rate}。",
        due=_figure(circulation, "due", reach.due, ""),
        signed=_figure(circulation, "signed", reach.signed, "?status=signed"),
        late=f"（其中补签{reach.late_signed}人）" if reach.late_signed else "",
        exempt=fill("，免签{n}人", n=_figure(circulation, "exempt", reach.exempt, "?status=exempt"))
        if reach.exempt
        else (),
        rate=percent(reach.signed, reach.due) if reach.due else "—",
    )


def _figure(circulation: Circulation, name: str, number: int, query: str) -> Figure:
    url = f"{circulation.get_absolute_url()}{query}"
    return Figure(f"sheet_{name}.{circulation.pk}", str(number), number, number, url)


def _table(receipts: Iterable[Receipt]) -> Table:
    columns = (
        Column("序号", 11, "center"),
        Column("部门（单位）", 30),
        Column("签阅人", 33),
        Column("签名", 32, "center"),
        Column("签阅时间", 31, "center"),
        Column("备注", 19),
    )
    rows = tuple((str(n), *_row(receipt)) for n, receipt in enumerate(receipts, start=1))
    return Table(columns, rows, key="receipts", empty="无签阅人员。")


def _row(receipt: Receipt) -> tuple[str, ...]:
    at = clock.local(receipt.signed_at) if receipt.signed_at else None
    return (
        receipt.department.name,
        receipt.person.title,
        receipt.signed_name,
        f"{at.month}月{at.day}日 {at:%H:%M}" if at else "",
        _note(receipt),
    )


def _note(receipt: Receipt) -> str:
    if receipt.status == Receipt.Status.EXEMPT:
        return f"免签：{receipt.exempt_reason}"
    if receipt.status == Receipt.Status.LEFT:
        return "未签离岗"
    return "补签" if receipt.signed_late else ""
