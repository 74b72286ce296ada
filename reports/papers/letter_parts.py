"""What letters to a department have in common: number, addressee, findings, signature, receipt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaigns.models import Campaign
from findings.models import Finding
from organization import clock
from organization.models import Department, Person
from rectification.models import Letter, LetterRules, Task
from reports.document import Addressee, Block, Document, Missing, Paragraph, Runs, Signature, Title
from reports.papers.citing import cited, not_kept
from reports.papers.clauses import clause
from reports.papers.titles import in_lines, pieces_of
from reports.phrases import PaperDates, cn, date_cn, firstly, join

BLANK = "＿" * 8
DAY = "　　年　　月　　日"


@dataclass(frozen=True)
class Told:
    """A letter on its way to paper: what it is about, and on which day it is written."""

    letter: Letter
    rules: LetterRules
    findings: tuple[Finding, ...]
    on: date

    @property
    def campaign(self) -> Campaign:
        return self.letter.campaign

    @property
    def draft(self) -> bool:
        """Is it still without a number?"""
        return not self.letter.number

    @property
    def page(self) -> str:
        """Where what is missing is filled in."""
        return f"{self.letter.get_absolute_url()}change/"


def name_of(campaign: Campaign, department: Department) -> str:
    """The name of a department as it was at the launch."""
    row = campaign.participations.filter(department=department).select_related("department")
    return str(row.first() or department.name)


def head(told: Told, pieces: Sequence[str]) -> Title:
    """The title in lines, the number below; a draft says so."""
    lines = in_lines([part for piece in pieces for part in pieces_of(piece)])
    note = "（送审稿）" if told.draft else ""
    return Title(lines, note=note, number=told.letter.number)


def addressee(told: Told) -> Addressee:
    """主送: the department, never a person."""
    return Addressee((name_of(told.campaign, told.letter.department),))


def facts(told: Told) -> list[Runs]:
    """Each finding in one sentence part: what is wrong, several parts of it parted by ；."""
    return [fact(told, finding) for finding in told.findings]


def fact(told: Told, finding: Finding) -> Runs:
    """未签订责任书；未签订使用协议; the title where nobody wrote down more."""
    parts = [clause(part) for part in finding.problem_parts] or [clause(finding.title)]
    if len(parts) == 1:
        return (parts[0],)
    number = cn(len(parts), before_classifier=True)
    row = "；".join(f"（{place}）{part}" for place, part in enumerate(parts, start=1))
    return (f"{clause(finding.title)}，存在{number}个方面的情况：{row}",)


def offended(told: Told) -> Runs:
    """《甲》第五条和《乙》第二条的规定; 《甲》有关要求 where a clause is not named."""
    rules = list(
        dict.fromkeys(cited(one, f"{one.get_absolute_url()}change/") for one in told.findings)
    )
    if not rules:
        return (Missing("依据文件", told.page), "的规定")
    clauses = all(one.rule_clause for one in told.findings)
    return not_kept(join(rules), clauses)


def demands(told: Told, what: str) -> Runs:
    """一是…；二是…。 of what is demanded; a gap where nothing is."""
    return firstly([clause(line) for line in told.letter.demand_list], final=False) or (
        Missing(what, told.page),
    )


def until(
    told: Told, day: date | None, what: str, dates: PaperDates | None = None
) -> str | Missing:
    """A day of the letter, with its year when it is another one; `dates`: those told before it
    in the letter, of which the first carries the year (G4)."""
    if day is None:
        return Missing(what, told.page)
    if dates is not None:
        return dates.day(day)
    return date_cn(day) if day.year != told.on.year else f"{day.month}月{day.day}日"


def deadline(task: Task) -> str:
    """The first deadline in full, with its wording, and the one it was extended to."""
    if task.first_due_on is None or task.due_on is None:
        return task.due_text or "长期推进"
    first = date_cn(task.first_due_on)
    said = f"（{task.due_text}）" if task.due_text else ""
    if task.due_on == task.first_due_on:
        return f"{first}{said}"
    return f"{first}，经批准延期至{date_cn(task.due_on)}{said}"


def signature(told: Told) -> Signature:
    """The office that issues it and the day, 【待签发】 before."""
    office = name_of(told.campaign, told.campaign.office)
    issued = told.letter.issued_at
    day = date_cn(clock.day_of(issued)) if issued else "【待签发】"
    return Signature((f"{told.campaign.organisation_short}{office}",), (day,))


def copies(told: Told) -> list[Block]:
    """抄报: the leaders in charge, once copies to them are confirmed."""
    names = [person.title for person in told.letter.copies.all()]
    if not names or told.rules.copies_confirmed_at is None:
        return []
    room = Paragraph(("　",), indent=False)
    return [room, Paragraph((f"抄报：{'、'.join(names)}。",), key="copies", indent=False)]


def kept_at_end(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a letter with 落款 and 抄报 kept at the receipt that follows: a receipt alone
    on a page belongs to no letter. At least two lines of the text stay with 落款 (G19)."""
    signed = [place for place, block in enumerate(blocks) if isinstance(block, Signature)]
    return tuple(
        replace(block, keep_with_next=True)
        if signed and place >= signed[-1] and isinstance(block, Signature | Paragraph)
        else block
        for place, block in enumerate(blocks)
    )


def receipt(letter: Letter) -> tuple[Block, ...]:
    """回执 below the words of the letter: with blanks to be signed by hand, or as it was signed."""
    if letter.signed_for_at is None:
        day, post, name = DAY, BLANK, BLANK
    else:
        day = date_cn(clock.day_of(letter.signed_for_at))
        post = _post(letter.signed_for_by)
        name = letter.signed_name
    return (
        Paragraph(("　",), indent=False, keep_with_next=True),
        Paragraph(("回　　执",), key="receipt-title", indent=False, keep_with_next=True),
        Paragraph((f"本部门已于{day}收到。",), key="receipt", keep_with_next=True),
        # Lines of their own: a blank to be filled by hand is not to break.
        Paragraph((f"整改责任人：{post}",), key="receipt-post", keep_with_next=True),
        Paragraph((f"签收：{name}",), key="receipt-name"),
    )


def _post(person: Person | None) -> str:
    return person.title if person else BLANK


def paper(told: Told, title: str, blocks: Sequence[Block], **particulars) -> Document:
    """The document of a letter."""
    return Document(
        title=title,
        blocks=tuple(blocks),
        author=told.campaign.organisation_name,
        subject=told.campaign.title,
        draft=told.draft,
        **particulars,
    )
