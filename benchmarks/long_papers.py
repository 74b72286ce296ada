"""Long papers beside their floors: 1,000 items, an annex of 5,000 rows, the ledger."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta

from openpyxl import Workbook

from benchmarks import organisation
from benchmarks.measuring import Comparison, compare
from benchmarks.memory import peak_of
from benchmarks.papers import GOALS, RENDERERS, plain_pdf, plain_word, text_of, words_of
from campaigns.models import Campaign, SelfCheck
from findings.models import Aspect, Finding
from organization import clock
from organization.registers import workbook
from rectification import punctuality, register
from rectification.models import Measure, Task
from reports.document import Annex, Document, Table
from reports.papers import ledger

FLOORS = {"Word": plain_word, "PDF": plain_pdf}
DEPARTMENTS = 10
SHEET_GOAL = "≤ 1.5× floor"


def paper_1000(size: str, rounds: int) -> Iterator[Comparison]:
    """The report of a campaign of 1,000 items, 250 findings and 500 tasks."""
    campaign = make("paper1000", items=1000, tasks=500)
    yield from both("final report of 1,000 items", lambda: words_of(campaign), rounds,
                    "benchmarks.long_papers:report_of", campaign.code)  # fmt: skip


def annex_5000(size: str, rounds: int) -> Iterator[Comparison]:
    """A report of one annex: a ledger of 5,000 rows."""
    campaign = make("annex5000", items=1, tasks=5000)
    yield from both("annex of 5,000 rows", lambda: annex_of(campaign.code), rounds,
                    "benchmarks.long_papers:annex_of", campaign.code)  # fmt: skip


def ledger_paper(size: str, rounds: int) -> Iterator[Comparison]:
    """The ledger of 1,000 tasks on paper, and as a worksheet of 1,000 and 10,000 rows."""
    campaign = make("ledger1000", items=1, tasks=1000)
    yield from both("ledger of 1,000 tasks", lambda: ledger_of(campaign.code), rounds,
                    "benchmarks.long_papers:ledger_of", campaign.code, wide=True)  # fmt: skip
    yield sheet(campaign, 1_000, rounds)
    yield sheet(make("ledger10000", items=1, tasks=10_000), 10_000, rounds)


def both(
    name: str, words: Callable[[], Document], rounds: int, made_by: str, code: str, **floor
) -> Iterator[Comparison]:
    """Word and PDF of a paper: with its words, set only, and the memory of a process."""
    document = words()
    texts, tables = text_of(document)
    note = f"{sum(map(len, texts)):,} characters, {sum(map(len, tables)):,} rows"
    for kind, render in RENDERERS.items():

        def plain(kind=kind) -> object:
            return FLOORS[kind](texts, tables, **floor)

        shared = {"rounds": rounds, "goal": GOALS[kind]}
        yield compare(f"{name} as {kind}, set only", lambda render=render: render(document), plain,
                      f"{kind}, same text", note=f"{note}; {peak_of(made_by, code, kind)}",
                      **shared)  # fmt: skip


def sheet(campaign: Campaign, number: int, rounds: int) -> Comparison:
    """The ledger as xlsx; the floor writes the same values bare."""
    rows = list(_rows(campaign))

    def bare() -> None:
        book = Workbook(write_only=True)
        page = book.create_sheet()
        for row in rows:
            page.append(row)
        book.save(io.BytesIO())

    def made() -> bytes:
        return workbook("整改台账", register.columns(), rows)

    return compare(f"ledger of {number:,} rows as xlsx, set only", made, bare,
                   "openpyxl write-only, same values", rounds=rounds, goal=SHEET_GOAL)  # fmt: skip


def report_of(code: str) -> Document:
    """The report of a campaign that was made before."""
    return words_of(Campaign.objects.get(code=code))


def annex_of(code: str) -> Document:
    """The report's own table of measures, as long as the campaign has tasks."""
    document = report_of(code)
    tables = [annex for annex in document.annexes if _is_ledger(annex)]
    return Document(title=document.title, blocks=document.blocks[:1], annexes=tuple(tables[:1]))


def _is_ledger(annex: Annex) -> bool:
    return any(isinstance(block, Table) and block.key == "annex-ledger" for block in annex.blocks)


def ledger_of(code: str) -> Document:
    """The ledger as it is printed on wide paper."""
    campaign, today = Campaign.objects.get(code=code), clock.today()
    tasks = Task.objects.filter(campaign=campaign)
    return ledger.write(campaign, _rows(campaign), today, punctuality.count(tasks, today))


def _rows(campaign: Campaign) -> Iterator[list]:
    tasks = Task.objects.filter(campaign=campaign)
    return register.rows(tasks, today=clock.today(), oversees=True)


def make(code: str, *, items: int, tasks: int) -> Campaign:
    """A campaign whose sheets are accepted; two tasks a finding."""
    made = organisation.make(code, DEPARTMENTS, items=items)
    now, campaign = clock.now(), made.campaign
    SelfCheck.objects.filter(campaign=campaign).update(
        status=SelfCheck.Status.ACCEPTED, submitted_at=now, accepted_at=now
    )
    aspect = Aspect.objects.create(campaign=campaign, name="基础管理", order=1)
    findings = organisation.bulk(
        Finding(
            campaign=campaign,
            number=n + 1,
            title=f"第{n + 1}处资料留存不全",
            rule="《特种设备安全管理办法（试行）》第十二条规定，检查资料应当留存不少于五个月。",
            problem="抽查台账120份，其中17份缺少经办人签字，9份记录滞后于检查日期。",
            cause_objective="人员变动后未及时交接。",
            cause_subjective="对留存资料的要求认识不足。",
            aspect=aspect,
            track=Finding.Track.BY_DATE,
            status=Finding.Status.RECTIFYING,
            department=made.departments[n % DEPARTMENTS],
            reported_at=now,
            reported_by=made.clerk,
        )
        for n in range(tasks // 2)
    )
    measures = organisation.bulk(
        Measure(finding=row, text="补齐所缺资料，明确登记、审批、复核三个环节的责任。")
        for row in findings
    )
    organisation.bulk(_task(made, measures[n // 2], n) for n in range(tasks // 2 * 2))
    return campaign


def _task(made: organisation.Organisation, measure: Measure, n: int) -> Task:
    due_on = clock.today() + timedelta(days=n % 40)
    return Task(
        campaign=made.campaign,
        measure=measure,
        title=f"补齐第{n + 1}份资料",
        department=made.departments[n % DEPARTMENTS],
        due_on=due_on,
        first_due_on=due_on,
    )
