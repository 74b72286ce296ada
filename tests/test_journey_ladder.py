"""A late task goes up every rung of the ladder, and everybody sees what the ladder promises."""

from datetime import date, datetime
from io import BytesIO

import pdfplumber
import pytest

from findings.models import Consequence
from organization import clock
from organization.models import Notification, Person
from rectification import reminders
from rectification.models import LadderDecision, Letter, LetterRules, Task
from tests.browser.visitor import Visitor
from tests.test_screens_browser import faults
from tests.world import PASSWORD, World, at, full_world, make_world

pytestmark = pytest.mark.browser
NOTICE, NEAR, LAST_DAY = date(2026, 3, 13), date(2026, 3, 17), date(2026, 3, 19)
OVERDUE, RED, CHAIR = date(2026, 3, 23), date(2026, 3, 25), date(2026, 3, 31)


class Everywhere:
    """One clock for the threads of the site as well as for the test."""

    def __init__(self) -> None:
        self.instant: datetime | None = None

    def get(self) -> datetime | None:
        return self.instant


@pytest.fixture
def days(monkeypatch) -> Everywhere:
    told = Everywhere()
    monkeypatch.setattr(clock, "_set", told)
    told.instant = at(date(2026, 3, 12))
    return told


@pytest.fixture
def world(site, days) -> World:
    """The task of 销售部 is due on 20 March; 副总经理 is in charge and sits in the group."""
    world = full_world(make_world())
    vice = Person.objects.create_user(
        "vice",
        PASSWORD,
        name="副总经理",
        post="副总经理",
        department=world.departments["CO"],
        order=20,
    )
    vice.in_charge_of.add(world.departments["SALES"])
    world.campaign.groups.get(kind="leading").add(vice, by=world.clerk)
    return world


def morning(days: Everywhere, day: date) -> None:
    days.instant = at(day, 9)
    reminders.sweep()
    days.instant = at(day, 10)


def told(account: str) -> list[str]:
    rows = Notification.objects.filter(recipient__account=account, kind__startswith="ladder_")
    return [row.kind.removeprefix("ladder_") for row in rows.order_by("pk")]


def issue(office: Visitor, kind: str) -> Letter:
    """From the tasks at home to the slip that is due, looked at and issued."""
    office.open("/")
    office.page.get_by_role("link", name="签发应发文书1份").first.click()
    office.sees(kind)
    office.act("due_slips")
    office.sees("已签发1份文书")
    return Letter.objects.latest("pk")


def printed(office: Visitor, slip: Letter) -> str:
    """The words of its PDF, cell by cell, then all of them, without the breaks of the lines."""
    address = f"{office.site}/campaigns/spring/letters/{slip.pk}/files/pdf/"
    answer = office.page.request.get(address)
    assert answer.status == 200
    with pdfplumber.open(BytesIO(answer.body())) as file:
        cells = [
            cell
            for page in file.pages
            for table in page.extract_tables()
            for row in table
            for cell in row
            if cell
        ]
        pages = [page.extract_text() or "" for page in file.pages]
    return "\n".join(words.replace("\n", "") for words in (*cells, *pages))


def test_a_task_goes_up_the_ladder(world, days, visitor):
    office = visitor("clerk")
    office.open("/campaigns/spring/letters/rules/")
    office.act("confirm_copies")
    office.waits(lambda: LetterRules.of(world.campaign).copies_confirmed_at)

    for day in (NOTICE, NEAR):
        morning(days, day)
    assert told("member") == told("head") == ["notice", "due_soon"]
    member = visitor("member")
    member.open("/notices/")
    member.sees("临期提醒：“补齐示例资料”应于3月20日前完成")

    morning(days, LAST_DAY)
    office = visitor("clerk")  # who has been away for days signs in anew
    first = issue(office, "提示单")
    words = printed(office, first)
    assert first.number in words and "督〔2026〕1号" in words
    assert "督办单（提示）" in words and "距完成时限还有1个工作日" in words
    assert told("clerk") == told("vice") == told("leader") == []

    morning(days, OVERDUE)
    office = visitor("clerk")
    second = issue(office, "督办单")
    assert "已逾期1个工作日" in printed(office, second)
    head = visitor("head", width=360)
    head.open("/")
    head.page.get_by_role("link", name=f"签收：督办单 {second.number}").first.click()
    head.sees("此前已于3月19日督办")

    morning(days, RED)
    office = visitor("clerk")
    assert (told("clerk")[-1], told("vice"), told("leader")) == (
        "still_overdue",
        ["still_overdue"],
        [],
    )
    third = issue(office, "重点督办单")
    words = printed(office, third)
    for part in (
        third.number,
        "督办单（重点）",
        "补齐示例资料",
        "销售部",
        "2026年3月20日",
        "已逾期3个工作日",
        "抄报：副总经理",
    ):
        assert part in words, part
    vice = visitor("vice", width=360)
    vice.open("/notices/")
    vice.sees("请予关注，督促承办部门抓紧整改")
    vice.sees(f"抄报：重点督办单 {third.number}")
    assert list(Letter.objects.order_by("pk").values_list("kind", "status")) == [
        ("reminder", "superseded"),
        ("slip", "superseded"),
        ("key_slip", "sent"),
    ]

    morning(days, CHAIR)
    office = visitor("clerk")
    assert told("leader") == ["long_overdue"]
    chair = visitor("leader", width=360)
    chair.open(Task.objects.get().get_absolute_url())
    chair.sees("建议约谈")
    chair.sees("建议扣2分")
    assert Consequence.objects.count() == 0  # nothing is entered by the clock
    office.open("/")
    office.page.get_by_role("link", name="处理督办建议2项").first.click()
    office.page.get_by_role("row", name="建议扣2分").get_by_role("link", name="处理").click()
    office.act("follow_ladder_proposal")
    office.sees("责任追究结果已登记")
    office.page.get_by_role("row", name="建议约谈").get_by_role("link", name="处理").click()
    office.act("dismiss_ladder_proposal", reason="分管领导已当面提醒")
    office.waits(lambda: LadderDecision.objects.count() == 2)
    assert Consequence.objects.get().points == 2
    chair.open("/campaigns/spring/ladder/")
    chair.sees("分管领导已当面提醒")
    assert [v.problems for v in (office, member, head, vice, chair)] == [[]] * 5


def test_the_pages_of_the_ladder_are_clean(world, days, visitor):
    days.instant = at(CHAIR)
    office = visitor("clerk")
    task = Task.objects.get()
    pages = (
        "/campaigns/spring/letters/due/",
        "/campaigns/spring/letters/",
        "/campaigns/spring/ladder/",
        f"/campaigns/spring/tasks/{task.pk}/ladder/points/long_overdue/",
        f"/campaigns/spring/ledger/urge/?task={task.pk}",
        "/campaigns/spring/setup/",
    )
    wrong = {
        (path, width): found
        for path in pages
        for width in (1280, 360)
        if (found := faults(office, path, width))
    }
    assert wrong == {}


def test_the_office_urges_from_the_ledger(world, days, visitor):
    days.instant = at(RED)
    office = visitor("clerk")
    office.open("/campaigns/spring/ledger/")
    office.page.get_by_label("选择补齐示例资料").first.check(force=True)
    office.page.get_by_role("button", name="催办").click()
    office.sees("将向2人催办，涉及1项整改任务")
    office.act("urge_tasks", words="请于明日下班前书面反馈。")
    office.sees("已")
    member = visitor("member", width=360)
    member.open("/notices/")
    member.sees("请于明日下班前书面反馈。")
    office.open(f"/campaigns/spring/ledger/urge/?task={Task.objects.get().pk}")
    office.sees("有关人员今日均已催办")
