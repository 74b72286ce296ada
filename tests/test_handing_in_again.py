"""再次提交验收: work that came back is handed in with something new, as the campaign asks."""

from datetime import date

import pytest

from findings.models import Finding
from organization import clock
from organization.models import Event, NotAllowed
from rectification import long_term, planning
from rectification.models import RectificationRules, Task
from tests.evidence_files import shelve
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import at, full_world

BACK = at(date(2026, 3, 10))
LATER = at(date(2026, 3, 12))


def came_back(world) -> None:
    """Reported, handed in and sent back on 10 March."""
    full_world(world)
    with clock.at(at(date(2026, 3, 9))):
        world.task.report_progress("已补齐", 100, by=world.member)
        world.task.submit(by=world.head)
    with clock.at(BACK):
        planning.send_back(task(), by=world.clerk, text="缺签字", grade="average")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(came_back, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.fixture(autouse=True)
def _day():
    with clock.at(LATER):
        yield


def task() -> Task:
    return Task.objects.get()


def ask_for(world, again: str) -> None:
    form = {"answer_days": "3", "look_back_days": "30", "again": again}
    post("clerk", "rectification_rules", "spring", **form)
    assert RectificationRules.of(world.campaign).again == again


def page(account="head") -> str:
    return text(get(account, "task", "spring", task().pk))


def buttons(account="head") -> list:
    return get(account, "task", "spring", task().pk).xpath("//form[@data-act='submit_task']")


def test_the_same_work_is_not_handed_in_twice(world):
    assert "3月10日退回后未填报新的进展。 请先填报退回后的整改进展，再提交验收。" in page()
    assert buttons() == []
    sent = post("head", "submit_task", "spring", task().pk, status=409)
    assert "3月10日退回后未填报新的进展" in text(sent.page)
    assert task().status == "returned"


def test_with_new_progress_it_is_handed_in(world):
    post("member", "report_progress", "spring", task().pk, text="已补签字", percent="100")
    assert "退回后未" not in page()
    post("head", "submit_task", "spring", task().pk)
    assert task().status == "submitted"


def test_progress_from_before_the_last_return_does_not_count(world):
    task().report_progress("已补签字", 100, by=world.member)
    task().submit(by=world.head)
    with clock.at(at(date(2026, 3, 13))):
        planning.send_back(task(), by=world.clerk, text="仍缺", grade="poor")
        with clock.at(at(date(2026, 3, 14))), pytest.raises(NotAllowed, match="3月13日退回后"):
            task().submit(by=world.head)


def test_a_campaign_may_ask_for_evidence(world):
    ask_for(world, "evidence")
    task().report_progress("已补签字", 100, by=world.member)
    assert "3月10日退回后未补充新的佐证材料" in page()
    with pytest.raises(NotAllowed, match="未补充新的佐证材料"):
        task().submit(by=world.head)
    task().report_progress("附签字页", 100, by=world.member, evidence=[shelve(world)])
    task().submit(by=world.head)
    assert task().status == "submitted"


def test_a_campaign_may_leave_it_at_a_warning(world):
    ask_for(world, "free")
    assert "3月10日退回后未填报新的进展" in page()
    assert len(buttons()) == 1
    post("head", "submit_task", "spring", task().pk)
    assert task().status == "submitted"


def test_a_milestone_reached_since_counts(world):
    Finding.objects.update(track="long_term")
    plan = long_term.make_plan(task(), "长期规范", "month", by=world.head)
    row = long_term.add_milestone(plan, "印发办法", date(2026, 3, 15), by=world.head)
    long_term.reach(row, by=world.head, text="已印发")
    task().submit(by=world.head)
    assert task().status == "submitted"


def test_the_choice_is_on_record(world):
    ask_for(world, "evidence")
    told = Event.objects.filter(kind="campaign.rectification_rules_changed").first().particulars
    assert told["again"] == "evidence"
    assert "须有新的进展和新的佐证材料" in text(get("leader", "rectification_rules", "spring"))
