"""The chain of a department without JavaScript: fill, submit, redo, confirm, put right, close."""

import pytest

from campaigns.models import Answer
from findings.models import Finding
from organization import clock
from organization.models import Person
from rectification.models import Task
from tests.browser.answering import picture
from tests.world import make_world, start

pytestmark = pytest.mark.browser

SHEET = "/campaigns/spring/sheets/SALES/"
REVIEW = "/campaigns/spring/review/SALES/"


@pytest.fixture
def running(site):
    """销售部 fills its sheet."""
    return start(make_world())


def answer(world, no: int) -> Answer:
    return Answer.objects.get(selfcheck=world.sheet(), item__no=no)


def test_the_chain_works_without_javascript(running, visitor, tmp_path):
    head = visitor("head", java_script_enabled=False)
    fill_and_submit(running, head)
    office = visitor("clerk", java_script_enabled=False)
    send_back(running, office)
    redo(running, head)
    accept(running, office)
    task = establish(office)
    photo = picture(tmp_path, "现场照片.png")
    report(visitor("member", java_script_enabled=False), task, photo)
    close(running, visitor("inspector", java_script_enabled=False), office, task)


def fill_and_submit(world, head) -> None:
    head.open(SHEET)
    assert head.status("selfcheck") == "assigned"
    for no in (1, 3):
        head.open(f"{SHEET}{no}/")
        head.act("save_answer", result="ok", sample_n=10, sample_ok=10)
        head.sees(f"第{no}项已保存")
    head.open(f"{SHEET}2/")
    head.act("save_answer", result="no", text="资料不全")
    assert answer(world, 2).result == "no"
    head.act("submit_sheet", signature="张三")
    head.sees("自查表已签名提交")
    assert head.status("selfcheck") == "submitted"


def send_back(world, office) -> None:
    office.open(f"{REVIEW}2/")
    assert office.status("answer") == "answered"
    office.act("send_back", reason="superficial", note="写明缺哪几份资料")
    assert answer(world, 2).status == "returned"
    office.open(REVIEW)
    assert office.status("selfcheck") == "returned"


def redo(world, head) -> None:
    head.open(SHEET)
    head.sees("写明缺哪几份资料")
    assert head.status("selfcheck") == "returned"
    head.open(f"{SHEET}2/")
    head.act(
        "save_answer", text="缺三月、四月两份资料", cause="交接不清", rule="每月归档", redone="1"
    )
    head.act("submit_sheet", signature="张三")
    assert head.status("selfcheck") == "submitted"
    assert (answer(world, 2).round, world.sheet().round) == (2, 2)


def accept(world, office) -> None:
    office.open(f"{REVIEW}2/")
    first, second = office.page.locator("article[data-round]").all_inner_texts()
    assert "资料不全" in first
    assert "缺三月、四月两份资料" in second
    office.act("accept_item")
    office.open(f"{REVIEW}1/")
    office.act("accept_all")
    office.open(REVIEW)
    assert office.status("selfcheck") == "accepted"


def establish(office) -> Task:
    """Finding, measure and task, all by the office."""
    office.open(f"{REVIEW}2/")
    office.act("report_finding")
    office.page.wait_for_url("**/findings/1/")
    assert office.status("finding") == "reported"
    office.act("confirm_finding")
    assert office.status("finding") == "confirmed"
    office.open("/campaigns/spring/findings/1/measures/new/")
    office.act("plan_measure", text="补齐资料并明确交接")
    office.act("assign_task", due_on="2099-03-31", track="by_date", responsible=member_pk())
    return Task.objects.get()


def member_pk() -> str:
    return str(Person.objects.get(account="member").pk)


def report(member, task: Task, photo) -> None:
    member.open("/")
    member.sees("补齐资料并明确交接")
    member.open(task.get_absolute_url())
    member.act("report_progress", text="两份资料已补齐", percent=100, files=str(photo))
    member.sees("现场照片.png")
    member.act("submit_task")
    assert member.status("task") == "submitted"


def close(world, inspector, office, task: Task) -> None:
    inspector.open(task.get_absolute_url())
    inspector.act("accept_task", method="查阅资料", grade="good", text="资料已补齐")
    task.refresh_from_db()
    assert inspector.status("task") == "closed"
    inspector.sees(f"SPRING-{clock.today().year}-001")
    assert task.closed_by == world.people["inspector"]
    office.open("/campaigns/spring/findings/1/")
    assert office.status("finding") == "closed"
    assert Finding.objects.get().status == "closed"
