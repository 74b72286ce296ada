"""What a task's page and the home page say of its past: one timeline, answers about its deadline,
the ledger it came from."""

from datetime import date

import pytest

from organization import clock
from organization.models import Notification
from organization.waiting import waiting
from rectification import extending, letters, looking_back, planning
from rectification.models import Extension, ImportedRow, Task
from tests.stage import staged
from tests.visiting import get, text
from tests.world import at, full_world

DUE, LATER, ASKED = date(2026, 3, 20), date(2026, 4, 10), date(2026, 3, 18)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(ASKED)):
        yield scene()


def task() -> Task:
    return Task.objects.order_by("id").first()


def asked(world) -> Extension:
    return extending.ask(task(), LATER, by=world.head, reason="厂家排期推迟")


def why(person) -> str:
    [entry] = [entry for entry in waiting(person) if entry.kind == "task"]
    return entry.why


def history(account: str) -> list[tuple[str, str]]:
    """Title and words below of each line, the first one first."""
    page = get(account, "task", "spring", task().pk)
    lines = page.xpath("//section[@aria-labelledby='history']//li")
    return [
        (text(line.xpath(".//b")[0]), " ".join(text(p) for p in line.xpath(".//p[not(@class)]")))
        for line in lines
    ]


def test_who_does_it_sees_at_home_how_the_extension_was_answered(world):
    before = why(world.head)
    extending.refuse(asked(world), by=world.leader, answer="抓紧")
    assert why(world.head) == f"延期申请未批准，仍须于3月20日前完成；{before}"
    Notification.objects.filter(recipient=world.head).update(read_at=clock.now())
    assert why(world.head) == before


def test_the_answer_leaves_home_once_the_work_goes_on(world):
    before = why(world.head)
    extending.approve(asked(world), by=world.leader, answer="同意")
    assert why(world.head).startswith("延期申请已批准，新时限为4月10日；")
    with clock.at(at(date(2026, 3, 19))):
        task().report_progress("到货", 0, by=world.member)
        assert why(world.head) == before


def test_one_timeline_tells_of_deadline_look_back_and_slips(world):
    extending.approve(asked(world), by=world.leader, answer="同意")
    letters.draft(world.campaign, "slip", world.departments["SALES"], by=world.clerk, task=task())
    row = task()
    row.report_progress("办结", 100, by=world.head)
    row.submit(by=world.head)
    planning.accept(task(), by=world.inspector)
    looking_back.hold(task().look_backs.get(), by=world.inspector, method="现场", text="未反弹")
    told = history("clerk")
    assert ("申请延期", "2026年3月20日至2026年4月10日") in told
    titles = [title for title, _words in told]
    for title in ("整改时限延长", "填报进展", "回头看：巩固"):
        assert title in titles, titles
    assert ("文书已拟稿", "督办单") in told
    # A draft does not exist for the department: neither do its acts.
    assert "文书已拟稿" not in [title for title, _words in history("head")]


def test_the_page_says_from_which_row_it_was_taken_over(world):
    words = "导入自台账"
    assert words not in text(get("clerk", "task", "spring", task().pk))
    ImportedRow.objects.create(task=task(), file="整改台账.xlsx", row=7, by=world.clerk)
    assert "导入自台账《整改台账.xlsx》第7行" in text(
        get("head", "task", "spring", task().pk)
    ).replace(" ", "")
