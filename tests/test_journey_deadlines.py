"""A department asks for more time, a leader answers in two taps; graded, looked back, relapsed."""

from datetime import timedelta

import pytest

from findings.models import Finding
from organization import clock
from rectification.models import Extension, LookBack, Task
from tests.browser.answering import picture
from tests.test_screens_browser import faults
from tests.world import full_world, make_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world(site):
    """One task of 销售部, due in ten days."""
    world = full_world(make_world())
    due = clock.today() + timedelta(days=10)
    Task.objects.update(due_on=due, first_due_on=due)
    return world


def address() -> str:
    return Task.objects.get().get_absolute_url()


def clean(visitor, *addresses: str) -> None:
    """Accessible and never too wide, at the desk and on the phone."""
    wrong = {
        (path, width): found
        for path in addresses
        for width in (1280, 360)
        if (found := faults(visitor, path, width))
    }
    assert wrong == {}


def test_more_time_is_asked_for_and_granted_in_two_taps(world, visitor):
    head, leader = visitor("head", width=360), visitor("leader", width=360)
    head.open(address())
    head.page.locator("#extensions summary").click()
    later = clock.today() + timedelta(days=30)
    head.act("ask_extension", to_on=later.isoformat(), reason="厂家排期推迟")
    head.sees("由总经理答复")
    clean(head, address())
    clean(leader, address())
    leader.open("/")
    leader.page.get_by_role("link", name="答复延期申请：补齐示例资料").click()
    leader.page.locator("form[data-act=grant_extension] [name=phrase]").first.check(force=True)
    leader.page.get_by_role("button", name="同意延期", exact=True).click()
    leader.sees("已同意延期")
    row, task = Extension.objects.get(), Task.objects.get()
    assert (row.status, row.answer) == (
        "granted",
        "理由充分，同意延期，考核仍按原时限计算。",
    )
    assert (task.due_on, task.first_due_on) == (later, later - timedelta(days=20))
    office = visitor("clerk")
    clean(office, "/campaigns/spring/extensions/", "/campaigns/spring/rectification-rules/")


def test_a_second_round_a_close_out_and_a_relapse(world, visitor, tmp_path):
    member, inspector = visitor("member", width=360), visitor("inspector")
    report(member)
    inspector.open(address())
    clean(inspector, address())
    inspector.act(
        "send_back_task", method="抽样检查", grade="average", fakes=["form"], text="缺签字"
    )
    assert inspector.status("task") == "returned"
    report(member)
    inspector.open(address())
    photo = picture(tmp_path, "抽查记录.png")
    inspector.act(
        "accept_task", method="抽样检查", grade="rather_good", text="齐全", files=str(photo)
    )
    inspector.sees("抽查记录.png")
    assert inspector.status("task") == "closed"
    LookBack.objects.update(planned_on=clock.today())
    office = visitor("clerk")
    office.open("/")
    office.page.get_by_role("link", name="回头看：补齐示例资料").click()
    clean(office, address())
    office.act("look_back", method="现场查看", result="relapsed", text="又缺一份资料")
    office.sees("问题反弹：资料不全")
    assert LookBack.objects.get().relapse == Finding.objects.latest("id")
    clean(member, address())


def report(member) -> None:
    member.open(address())
    member.act("report_progress", text="两份资料已补齐", percent=100)
    member.act("submit_task")
    assert member.status("task") == "submitted"


def test_a_long_term_task_is_closed_by_its_milestones(world, visitor):
    Finding.objects.update(track="long_term")
    Task.objects.update(due_on=None, first_due_on=None)
    head = visitor("head", width=360)
    head.open("/")
    head.sees("制定长远规划：补齐示例资料")
    head.open(address())
    head.act("long_term_plan", goal="资料管理规范运行", cycle="month")
    head.page.get_by_text("增加阶段目标", exact=True).click()
    soon = (clock.today() + timedelta(days=5)).isoformat()
    head.act("add_milestone", title="印发办法", due_on=soon)
    clean(head, address())
    head.open(address())
    head.act("report_progress", text="办法已起草", percent=50)
    assert head.page.locator("form[data-act=submit_task]").count() == 0
    head.page.get_by_text("填报完成", exact=True).click()
    head.act("reach_milestone", text="办法已印发")
    assert head.status("milestone") == "done"
    head.act("submit_task")
    assert Task.objects.get().status == "submitted"
