"""A meeting on the phone: the code on the wall is decoded, and signs in whoever opens it, once."""

import pytest
from playwright.sync_api import expect

from campaigns import calling, launch
from campaigns.models import Attendance, Meeting
from organization.models import Event
from tests.browser.chromium import inaccessible
from tests.browser.scanning import link_on_the_wall, scan
from tests.world import DAY, PASSWORD, World, make_world, phase

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "has_touch": True, "is_mobile": True}


@pytest.fixture
def world(site) -> World:
    """Each department is asked for its meeting."""
    world = make_world()
    launch.launch(world.campaign, by=world.clerk)
    row = phase(world, "mobilization")
    points = calling.points_of(row.campaign, "department_meeting")
    calling.ask_departments(row, by=world.clerk, on=DAY, title="专题工作会议", points=points)
    return world


def meeting() -> Meeting:
    return Meeting.objects.get(department__code="SALES")


def status(account: str) -> str:
    return Attendance.objects.get(meeting=meeting(), person__account=account).status


def fits(who) -> None:
    width = who.page.viewport_size["width"]
    assert who.page.evaluate("document.documentElement.scrollWidth") == width
    assert inaccessible(who.page) == []


def refused() -> list[str]:
    rows = Event.objects.filter(kind="meeting.sign_in_refused").order_by("pk")
    return [row.particulars["why"] for row in rows]


def show_code(head) -> str:
    """What hangs on the wall."""
    head.open(meeting().get_absolute_url())
    head.page.locator("a[href$='/code/']").click()
    head.page.locator("#code").wait_for()
    fits(head)
    return link_on_the_wall(head)


def test_from_the_task_to_the_closed_meeting(world, visitor):
    head = visitor("head")
    head.open("/")
    head.sees("召开会议“专题工作会议”")
    head.open(meeting().get_absolute_url())
    arrange = {"on": "2026-03-02", "starts_at": "08:30", "place": "三楼会议室"}
    head.act("arrange_meeting", **{f"arrange-{name}": value for name, value in arrange.items()})
    head.sees("已将时间、地点通知2人")
    fits(head)
    link = show_code(head)
    phone = visitor(**PHONE)
    scan(phone, link)
    phone.page.locator("[name=username]").fill("member")
    phone.page.locator("[name=password]").fill(PASSWORD)
    phone.act("sign_in")
    phone.sees("销售部填报人")
    fits(phone)
    assert status("member") == "expected"  # looking signs nobody in
    phone.act("meeting_sign_in")
    phone.sees("签到成功")
    fits(phone)
    found = Attendance.objects.get(meeting=meeting(), person__account="member")
    assert (found.status, found.by_code) == ("present", True)
    head.open(meeting().get_absolute_url())
    head.act("note_all_present")
    points = ["目的", "意义", "组织形式", "有关要求"]
    head.act("hold_meeting", told=points, minutes="已传达四项内容。")
    head.sees("会议已登记")
    fits(head)
    held = meeting()
    assert (held.status, held.told, held.activity.present) == ("held", points, 2)


def test_the_code_is_good_once_and_for_its_own_people(world, visitor):
    link = show_code(visitor("head"))
    member = visitor("member", **PHONE)
    for _twice in range(2):
        scan(member, link)
        if member.form("meeting_sign_in").count():
            member.act("meeting_sign_in")
            member.sees("签到成功")
    member.sees("已签到")
    fits(member)
    other = visitor("service_head", **PHONE)
    scan(other, link)
    other.sees("请会议组织者将您列入应到人员后重新扫码")
    fits(other)
    assert refused() == ["used", "other"]


def test_a_forged_code_signs_nobody_in(world, visitor):
    link = show_code(visitor("head"))
    phone = visitor("member", **PHONE)
    scan(phone, link.replace("/m/", "/m/x"))
    phone.sees("请重新扫描会场二维码")
    fits(phone)
    assert (refused(), status("member")) == (["forged"], "expected")


def test_a_code_older_than_five_minutes_asks_for_the_new_one(world, visitor, monkeypatch):
    link = show_code(visitor("head"))
    monkeypatch.setattr("campaigns.meeting_codes.VALID", -1)
    phone = visitor("member", **PHONE)
    scan(phone, link)
    phone.sees("请扫描当前显示的二维码")
    fits(phone)
    assert (refused(), status("member")) == (["expired"], "expected")


def test_who_signed_in_while_the_page_was_open_is_told_so(world, visitor):
    """Two windows of one phone: the second press finds the place taken, and the log keeps it."""
    link = show_code(visitor("head"))
    phone = visitor("member", **PHONE)
    scan(phone, link)
    second = phone.tab()
    second.goto(link)
    phone.act("meeting_sign_in")
    phone.sees("签到成功")
    second.locator("form[data-act=meeting_sign_in] [type=submit]").click()
    expect(second.locator("#refusal")).to_contain_text("您已签到")
    assert refused() == ["used"]
