"""Fourth chapter: from an answer to the close-out number."""

from datetime import timedelta
from pathlib import Path

from findings.models import Finding
from organization import clock
from organization.models import Person
from rectification.models import Task
from tests.browser.checking import REVIEW
from tests.browser.setting_up import AT
from tests.browser.visitor import Visitor

FINDING = f"{AT}findings/1/"
DUE = clock.today() + timedelta(days=20)
WORDS = f"{DUE.month}月{DUE.day}日前"


def establish(office: Visitor) -> None:
    """One click in the review makes the finding; its place in the report is chosen."""
    office.open(f"{REVIEW}2/")
    office.act("report_finding")
    office.page.wait_for_url(f"**{FINDING}")
    assert office.status("finding") == "reported"
    office.sees("逐月登记")
    office.page.locator(f"main a[href='{FINDING}change/']").first.click()
    office.act(
        "change_finding",
        title="台账登记不及时",
        new_aspect="日常管理方面",
        nature="管理不到位",
        category="制度执行",
        cause_subjective="交接不清，台账无人登记",
        track="by_date",
    )
    office.act("confirm_finding")
    assert office.status("finding") == "confirmed"


def assign(office: Visitor) -> None:
    """A measure, and who does it until when, in the words of the paper."""
    office.open(f"{FINDING}measures/new/")
    office.act("plan_measure", text="补登八月、九月台账，明确交接人", standard="台账齐全")
    office.act(
        "assign_task",
        track="by_date",
        due_text=WORDS,
        responsible=str(Person.objects.get(account="member").pk),
        leader="分管副总经理",
    )
    task = Task.objects.get()
    assert (task.due_on, task.due_text) == (DUE, WORDS)
    assert Finding.objects.get().status == "rectifying"


def report(member: Visitor, head: Visitor, evidence: Path) -> None:
    """The member reports with a photo; the head asks for the acceptance."""
    address = Task.objects.get().get_absolute_url()
    member.open(address)
    member.act("report_progress", text="两本台账已补登", percent=100, files=str(evidence))
    member.sees(evidence.name)
    head.open(address)
    head.act("submit_task")
    assert head.status("task") == "submitted"


def accept(inspector: Visitor) -> None:
    """Somebody else looks, and the number is taken from the series."""
    inspector.open(Task.objects.get().get_absolute_url())
    inspector.act("accept_task", method="查阅资料", grade="good", text="台账已补齐")
    assert inspector.status("task") == "closed"
    inspector.sees(f"AUTUMN-{clock.today().year}-001")
    assert Task.objects.get().closed_number == f"AUTUMN-{clock.today().year}-001"


def suggest(office: Visitor) -> None:
    """One to the own company, one to the superior."""
    for target, topic, to in (
        ("internal", "台账管理", "公司各部门"),
        ("superior", "系统支撑", "上级公司"),
    ):
        office.open(f"{AT}suggestions/new/")
        action = f"完善{topic}，每季度检查一次"
        office.act("suggest", target=target, addressee=to, topic=topic, action=action)
    office.open(f"{AT}suggestions/")
    assert office.page.locator("[data-thing^='suggestion:']").count() == 2
