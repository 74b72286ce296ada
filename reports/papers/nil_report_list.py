"""零报告清单: who sent a nil return or problems, signed by whom, and who sent neither."""

from dataclasses import dataclass
from datetime import date

from campaigns.models import Campaign, NilReport, SelfCheck
from campaigns.nil_reports import SENT, Tally
from organization import clock
from reports.document import Annex, Column, Document, Figure, Paragraph, Runs, Table
from reports.papers.signing_lines import signed_by_hand
from reports.phrases import among, date_cn, fill, join, tidy
from reports.scripts import in_its_script

TITLE = "零报告清单"
COLUMNS = (
    Column("序号", 12, "center"),
    Column("部门（单位）", 40),
    Column("报送情况", 38, "center"),
    Column("报送时限", 33, "center"),
    Column("报告内容", 54),
    Column("签字人（职务）", 38),
    Column("签字日期", 33, "center"),
)
NONE = "—"


@dataclass(frozen=True)
class Line:
    """A department with its sheet and the nil return that was signed with it."""

    name: str
    sheet: SelfCheck
    nil: NilReport | None = None

    @property
    def is_sent(self) -> bool:
        """Does the office have it?"""
        return self.sheet.status in SENT


@dataclass(frozen=True)
class Told:
    """The lines of a campaign as of a day; `page` lists them on the screen."""

    campaign: Campaign
    lines: tuple[Line, ...]
    tally: Tally
    as_of: date
    page: str


@in_its_script
def write(told: Told) -> Document:
    """The list on wide paper, with lines to be signed by the office."""
    title = f"{told.campaign.title}{TITLE}"
    blocks = (
        Paragraph(_counts(told), key="counts", indent=False),
        Table(
            COLUMNS,
            tuple((str(n), *_row(told, line)) for n, line in enumerate(told.lines, start=1)),
            key="nil-reports",
            empty="尚未下发自查表。",
            keep_with_next=True,
        ),
        *signed_by_hand("填表人", f"{told.campaign.office.name}负责人"),
    )
    return Document(
        title=title,
        blocks=(),
        annexes=(Annex(title, blocks, landscape=True, labelled=False),),
        author=told.campaign.organisation_name,
        subject=told.campaign.title,
        layout="form",
    )


def _counts(told: Told) -> Runs:
    tally = told.tally
    day = date_cn(told.as_of)
    if not tally.due:
        return (f"截至{day}，尚未下发自查表。",)
    head = fill("截至{day}，应报{due}份，", day=day, due=_figure(told, "due", tally.due))
    if not tally.sent:
        return (*head, "均未报送。")
    sent = among(
        ("已报", _figure(told, "sent", tally.sent), "份"),
        [
            ("零报告", _figure(told, "nil", tally.nil)),
            ("报告问题的", _figure(told, "problems", tally.problems)),
        ],
        classifier="份",
        sole="均为{}" if tally.sent > 1 else "为{}",
    )
    return tidy((*head, *sent, *_silent(told), "。"))


def _silent(told: Told) -> Runs:
    names = [line.name for line in told.lines if not line.is_sent]
    if not names:
        return ()
    missing = _figure(told, "missing", told.tally.missing)
    return ("；尚有", missing, "份未报送，涉及", *join(names, noun="部门（单位）"))


def _figure(told: Told, name: str, number: int) -> Figure:
    shows = {"nil": "?show=nil", "problems": "?show=problems"}.get(name, "")
    return Figure(f"nil_list_{name}", str(number), number, number, f"{told.page}{shows}")


def _row(told: Told, line: Line) -> tuple[str, ...]:
    sheet, nil = line.sheet, line.nil
    due = date_cn(sheet.due_on)
    if not line.is_sent:
        return line.name, _missing(told, sheet), due, NONE, NONE, NONE
    signed_at = nil.signed_at if nil else sheet.submitted_at
    signed_by = nil.signed_by if nil else sheet.submitted_by
    return (
        line.name,
        "零报告" if sheet.nil_report else "报告问题",
        due,
        _content(line),
        signed_by.title if signed_by else sheet.signature or NONE,
        date_cn(clock.day_of(signed_at)) if signed_at else NONE,
    )


def _content(line: Line) -> str:
    words = [line.nil.statement] if line.nil else []
    if line.sheet.negatives:
        words.append(f"自查不符合{line.sheet.negatives}项次。")
    return "\n".join(words) or NONE


def _missing(told: Told, sheet: SelfCheck) -> str:
    late = "，已逾期" if sheet.due_on < told.as_of else ""
    back = sheet.status == SelfCheck.Status.RETURNED
    return f"退回重查中{late}" if back else f"未报送{late}"
