"""A campaign that went well, told to its end, and what its report says of it.

It is told once for a module of tests; each test changes some rows and reads the report anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date, datetime

from django.db import transaction

from campaigns import calling, circulating, launch, meetings, review, verification
from campaigns.audience import To
from campaigns.models import Activity, BasisDocument, Campaign, Group, Meeting, Phase
from findings.consolidation import name_aspect, report_finding
from findings.suggesting import suggest
from organization import clock
from rectification.planning import add_measure, assign_task
from reports.document import Document, Heading, Paragraph, Table, plain
from reports.figures import Figures
from reports.papers import write
from tests.world import DAY, World, accept_all, at, make_world, phase, submit

LAST = date(2026, 3, 13)  # the last day of the last phase
SIGNERS = ("clerk", "leader", "head", "member", "service_head")
PROBLEM = {"result": "no", "text": "台账不全", "cause": "重视不够"}


@contextmanager
def told_once(blocker) -> Iterator[World]:
    """The campaign for all tests of a module, taken back after the last one."""
    with blocker.unblock(), transaction.atomic():
        yield tell()
        transaction.set_rollback(True)


def afresh(world: World) -> World:
    """The same world for one test: its campaign read anew."""
    mine = copy(world)
    mine.campaign = Campaign.objects.get(pk=world.campaign.pk)
    return mine


def tell() -> World:
    """From the launch to a finding with a task; every department answered and was verified."""
    world = make_world()
    _prepare(world)
    with clock.at(at(date(2026, 2, 23), 8)):
        launch.launch(world.campaign, by=world.clerk)
        phase(world, "mobilization").begin(by=world.clerk)
    _mobilize(world)
    with clock.at(at(DAY, 8)):
        phase(world, "self_check").begin(by=world.clerk)
    with clock.at(at(date(2026, 3, 5))):
        sample = {"sample_n": 20, "sample_ok": 19}
        submit(world, "SALES", _1=sample, _2=PROBLEM)
        submit(world, "SERVICE", _2=PROBLEM)
        phase(world, "mobilization").end(by=world.clerk)
    with clock.at(at(date(2026, 3, 6), 17)):
        phase(world, "self_check").end(by=world.clerk)
    with clock.at(at(date(2026, 3, 10))):
        accept_all(world)
        _verify(world)
        _find(world)
    return afresh(world)


def _prepare(world: World) -> None:
    campaign = world.campaign
    campaign.slogan = "边查边改"
    campaign.save()
    BasisDocument.objects.create(
        campaign=campaign,
        title="《台账管理办法》",
        role="internal",
        report_group="制度现状",
        order=2,
    )
    campaign.checklist.items.filter(no=1).update(answer_type="抽样")
    group = campaign.groups.get(kind=Group.Kind.LEADING)
    group.member_scope, group.duties = "各部门负责人", "组织领导\n督促整改"
    group.save()


def _mobilize(world: World) -> None:
    def note(kind: str, day: date, title: str, **fields) -> None:
        with clock.at(at(day, 9)):
            Activity.note(
                Phase.objects.get(campaign=world.campaign, key="mobilization"),
                by=world.clerk,
                kind=kind,
                on=day,
                title=title,
                **fields,
            )

    monday, tuesday, wednesday = (date(2026, 2, n) for n in (23, 24, 25))
    meet(world, Meeting.Kind.LEADING, monday, "专题会议")
    with clock.at(at(tuesday, 9)):
        people = [getattr(world, name) for name in SIGNERS]
        circulation = circulating.send_round(
            world.campaign, To(people=people), by=world.clerk, title="《关于开展自查的通知》",
            organiser="办公室", on=tuesday,
        )  # fmt: skip
    for receipt in circulation.receipts.select_related("person"):
        with clock.at(at(tuesday, 15)):
            receipt.sign(receipt.person.title, by=receipt.person)
    for code in ("SALES", "SERVICE"):
        department = world.departments[code]
        meet(world, Meeting.Kind.DEPARTMENT, wednesday, "部门会议", department=department)
    meet(world, Meeting.Kind.ALL, date(2026, 2, 26), "全体员工大会", host="总经理")
    for title in ("张贴海报", "悬挂横幅"):
        note("publicity", wednesday, title)
    note("brief", wednesday, "第1期")


def meet(world: World, kind: str, day: date, title: str, **fields) -> Meeting:
    """A meeting to which everybody called came, and at which every point was told."""
    with clock.at(at(day, 9)):
        row = phase(world, "mobilization")
        points = calling.points_of(row.campaign, kind)
        made = calling.call(
            row, by=world.clerk, kind=kind, on=day, title=title, points=points, **fields
        )
        meetings.all_others_present(made, by=world.clerk)
        meetings.hold(made, by=world.clerk, told=points)
    return made


def _verify(world: World) -> None:
    for scope in _scopes(world):
        result = "no" if scope.item.no == 2 else "ok"
        verification.verify(
            world.campaign,
            scope.item,
            scope.department,
            by=world.inspector,
            result=result,
            method="查阅资料；现场查看",
        )
    review.answer_from_records(world.item(4), "ok", "据台账统计", by=world.clerk)


def _scopes(world: World):
    from campaigns.models import ItemScope

    return ItemScope.objects.filter(item__checklist__campaign=world.campaign).select_related(
        "item", "department"
    )


def _find(world: World) -> None:
    answers = [world.sheet(code).answers.get(item__no=2) for code in ("SALES", "SERVICE")]
    world.finding = find(world, "台账登记不完整", answers)
    world.task = plan(world, world.finding)


def find(world: World, title: str, sources=(), aspect: str = "台账管理", **fields):
    """One more confirmed finding with all of its parts."""
    finding = report_finding(
        world.campaign,
        sources,
        by=world.clerk,
        **{
            "title": title,
            "aspect": name_aspect(world.campaign, aspect, by=world.clerk),
            "rule_document": "《台账管理办法》",
            "rule_clause": "五",
            "rule": "应逐项登记",
            "problem": "部分台账没有登记",
            "cause_subjective": "重视不够",
            "cause_objective": "人员变动较多",
            "department": world.departments["SALES"],
            **fields,
        },
    )
    finding.confirm(by=world.clerk)
    return finding


def plan(world: World, finding, text: str = "补齐台账", due_on: date = date(2026, 3, 31), **fields):
    """A measure with one task for 销售部."""
    measure = add_measure(finding, text, by=world.clerk)
    department = world.departments["SALES"]
    return assign_task(
        measure, department, due_on, by=world.clerk, **{"responsible": world.member, **fields}
    )


def propose(world: World, topic: str, **fields):
    """One suggestion."""
    return suggest(
        world.campaign,
        [world.finding],
        by=world.clerk,
        **{"topic": topic, "action": "统一台账格式", "addressee": "上级公司", **fields},
    )


def written(world: World, as_of: datetime | None = None, **particulars) -> Document:
    """The report as of an instant, by default the evening of the last day."""
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    return write("final", Figures(campaign, as_of or at(LAST, 18)), **particulars)


def said(world: World, key: str, as_of: datetime | None = None) -> str:
    """The paragraph or heading of this key; "" when the report has none."""
    found = (
        plain(block.runs)
        for block in written(world, as_of).blocks
        if isinstance(block, Heading | Paragraph) and block.key == key
    )
    return next(found, "")


def headings(document: Document) -> list[str]:
    """The headings of the first level."""
    return [plain(b.runs) for b in document.blocks if isinstance(b, Heading) and b.level == 1]


def text_of(document: Document) -> str:
    """Every word of the paper, annexes included."""
    return "\n".join(plain(runs) for runs in document.all_runs())


def table(document: Document, key: str) -> list[list[str]]:
    """The rows of an annex."""
    found = next(b for b in document.all_blocks() if isinstance(b, Table) and b.key == key)
    return [[plain(cell) for cell in row] for row in found.rows]
