"""长远规划: milestones close a long-term task, reviews follow a rhythm."""

from datetime import date

import pytest

from campaigns.models import Campaign
from findings.models import Finding
from organization import clock
from organization.models import NotAllowed, Notification
from organization.waiting import waiting
from rectification import cycles, due_notices, long_term, planning
from rectification.models import LongTermPlan, Milestone, PlanReview, Task
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import at, full_world

DAY = date(2026, 3, 16)


def long(world) -> None:
    full_world(world)
    Finding.objects.update(track="long_term")
    Task.objects.update(due_on=None, first_due_on=None)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(long, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(DAY)):
        yield scene()


def task() -> Task:
    return Task.objects.get()


def plan(world, cycle: str = "month", **fields) -> LongTermPlan:
    return long_term.make_plan(task(), "权限管理规范运行", cycle, by=world.head, **fields)


def milestone(world, title: str = "印发办法", on: date = date(2026, 4, 30)) -> Milestone:
    made = LongTermPlan.objects.first() or plan(world)
    return long_term.add_milestone(made, title, on, by=world.head)


def kinds(person) -> list[str]:
    return [entry.kind for entry in waiting(person)]


@pytest.mark.parametrize(
    ("cycle", "ends"),
    [
        ("month", [(2026, 1, 31), (2026, 2, 28), (2026, 3, 31)]),
        ("quarter", [(2026, 3, 31)]),
        ("half_year", [(2026, 6, 30)]),
        ("year", [(2026, 12, 31)]),
    ],
)
def test_the_periods_are_those_of_the_calendar(cycle, ends):
    found = cycles.period_ends(date(2026, 1, 31), cycle, date(2026, 3, 1))
    assert found == [date(*end) for end in ends]
    assert cycles.period_ends(date(2026, 1, 31), cycle, date(2025, 1, 1)) == found[:1]


def test_a_long_term_task_may_go_without_a_deadline(world):
    assert task().light(date(2030, 1, 1)) == "on_time"
    page = get("head", "task", "spring", task().pk)
    assert "未设时限，按阶段目标推进" in text(page)
    form = {"title": "长期规范", "department": world.departments["SALES"].pk, "track": "long_term"}
    measure = task().measure_id
    sent = post("clerk", "assign_task", "spring", measure, **form)
    assert "整改任务已分派给销售部。" in text(sent.page)
    assert Task.objects.latest("id").due_on is None
    worded = {**form, "track": "by_date", "due_text": "2030年10月底前"}
    sent = post("clerk", "assign_task", "spring", measure, **worded)
    assert "整改任务已分派给销售部，2030年10月31日前完成。" in text(sent.page)
    form["track"] = "by_date"
    post("clerk", "assign_task", "spring", measure, status=422, **form)


def test_no_other_track_goes_without_a_deadline(world):
    Finding.objects.update(track="by_date")
    with pytest.raises(NotAllowed, match="只有长期整改的任务可以不设时限"):
        planning.assign_task(task().measure, world.departments["SALES"], None, by=world.clerk)
    with pytest.raises(NotAllowed, match="只有长期整改的问题才制定长远规划"):
        plan(world)


def test_it_is_handed_in_once_every_milestone_is_reached_or_waived(world):
    task().report_progress("办法已起草", 30, by=world.member)
    with pytest.raises(NotAllowed, match="须先制定长远规划"):
        task().submit(by=world.head)
    first, second = milestone(world), milestone(world, "按季清理", date(2026, 6, 30))
    post("head", "submit_task", "spring", task().pk, status=409)
    page = get("head", "task", "spring", task().pk)
    assert page.xpath("//form[@data-act='submit_task']") == []
    assert "还有2项未完成" in text(page)
    post("member", "reach_milestone", "spring", first.pk, text="办法已印发")
    with pytest.raises(NotAllowed, match="阶段目标尚未完成：按季清理"):
        task().submit(by=world.head)
    post("clerk", "waive_milestone", "spring", second.pk, reason="系统自动清理")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.done_by, first.done_on) == ("done", world.member, DAY)
    assert (second.status, second.waived_by, second.reason) == (
        "waived",
        world.clerk,
        "系统自动清理",
    )
    task().submit(by=world.head)
    assert task().status == "submitted"
    planning.accept(task(), by=world.inspector, grade="rather_good")
    assert task().status == "closed"


def test_it_is_not_closed_with_an_open_milestone(world):
    milestone(world)
    Task.objects.update(status="submitted", submitted_at=clock.now(), submitted_by=world.head)
    with pytest.raises(NotAllowed, match="阶段目标尚未完成"):
        planning.accept(task(), by=world.clerk, grade="good")
    assert task().status == "submitted"


def test_who_reached_a_milestone_does_not_accept_the_task(world):
    row = milestone(world)
    long_term.reach(row, by=world.inspector, text="办法已印发")
    assert task().is_own_work_of(world.inspector)


def test_a_milestone_is_waived_with_a_reason(world):
    row = milestone(world)
    post("clerk", "waive_milestone", "spring", row.pk, status=422, reason="")
    with pytest.raises(NotAllowed, match="请写明免除"):
        long_term.waive(row, by=world.clerk, reason="  ")
    row.refresh_from_db()
    assert row.status == "planned"


def test_a_milestone_comes_before_the_deadline(world):
    Task.objects.update(due_on=date(2026, 4, 29), first_due_on=date(2026, 4, 29))
    with pytest.raises(NotAllowed, match="阶段目标不得晚于该日"):
        milestone(world)


def test_a_milestone_may_be_worded(world):
    plan(world)
    words = {"title": "印发办法", "due_text": "四月底前"}
    post("head", "add_milestone", "spring", task().pk, **words)
    assert Milestone.objects.get().due_on == date(2026, 4, 30)


def test_missing_reviews_are_shown_and_told(world):
    made = plan(world, owner=world.member)
    with clock.at(at(date(2026, 5, 4))):
        today = clock.today()
        assert made.missing_reviews(today) == [date(2026, 3, 31), date(2026, 4, 30)]
        page = get("head", "task", "spring", task().pk)
        assert page.xpath("//@data-missing-review") == ["2026-03-31", "2026-04-30"]
        for _turn in range(2):
            due_notices.tell(world.campaign)
        told = Notification.objects.filter(kind="review_missing")
        assert {(row.recipient.account, row.slot) for row in told} == {
            ("member", "2026-03-31"),
            ("member", "2026-04-30"),
        }
        form = {"period_ends_on": "2026-03-31", "standing": "behind", "text": "办法未印发"}
        post("member", "review_plan", "spring", task().pk, **form)
        assert PlanReview.objects.get().standing == "behind"
        assert LongTermPlan.objects.get().missing_reviews(today) == [date(2026, 4, 30)]
        assert long_term.next_review(LongTermPlan.objects.get(), today) == date(2026, 4, 30)


def test_a_period_is_reviewed_once_and_not_ahead(world):
    made = plan(world)
    end = date(2026, 3, 31)
    long_term.review(made, end, "on_track", "按计划", by=world.head)
    with pytest.raises(NotAllowed, match="该期已评估"):
        long_term.review(made, end, "behind", "滞后", by=world.clerk)
    for wrong in (date(2026, 4, 30), date(2026, 3, 30)):
        with pytest.raises(NotAllowed, match="不是本规划的期末"):
            long_term.review(made, wrong, "on_track", "按计划", by=world.head)
    assert PlanReview.objects.count() == 1


def test_what_waits_for_the_department(world):
    assert "plan_long_term" in kinds(world.head)
    milestone(world, on=date(2026, 3, 27))
    milestone(world, "按季清理", date(2026, 6, 30))
    waits = [(e.kind, e.title) for e in waiting(world.head)]
    assert ("milestone", "完成阶段目标：印发办法") in waits
    assert [kind for kind, _title in waits].count("milestone") == 1
    with clock.at(at(date(2026, 3, 25))):
        assert "review_plan" in kinds(world.member)
    Milestone.objects.all().update(status="done", done_at=clock.now(), done_by=world.head)
    assert "milestone" not in kinds(world.head)


def test_a_milestone_is_told_before_its_day_and_when_it_is_late(world):
    milestone(world, on=date(2026, 3, 19))
    for day in (DAY, DAY, date(2026, 3, 20)):
        with clock.at(at(day)):
            due_notices.tell(world.campaign)
    told = Notification.objects.filter(kind="milestone_due", recipient=world.head)
    assert [row.slot for row in told.order_by("id")] == ["", "late"]


def test_one_plan_a_task(world):
    plan(world)
    with pytest.raises(NotAllowed, match="已制定长远规划"):
        plan(world)
    form = {"goal": "规范运行", "cycle": "year", "owner": world.member.pk}
    post("clerk", "long_term_plan", "spring", task().pk, **form)
    made = LongTermPlan.objects.get()
    assert (made.goal, made.cycle, made.owner) == ("规范运行", "year", world.member)


def test_the_owner_belongs_to_the_lead_department(world):
    with pytest.raises(NotAllowed, match="规划负责人应属于牵头部门"):
        plan(world, owner=world.stranger)
    made = plan(world)
    with pytest.raises(NotAllowed, match="规划负责人应属于牵头部门"):
        long_term.change_plan(made, "另一目标", "year", by=world.clerk, owner=world.stranger)
    assert LongTermPlan.objects.get().owner is None


def test_a_milestone_may_end_on_the_day_of_the_deadline(world):
    Task.objects.update(due_on=date(2026, 4, 30), first_due_on=date(2026, 4, 30))
    assert milestone(world).due_on == date(2026, 4, 30)
    with pytest.raises(NotAllowed, match="阶段目标不得晚于该日"):
        milestone(world, on=date(2026, 5, 1))


def test_while_the_office_looks_at_it_the_plan_stands(world):
    made, row = plan(world), milestone(world)
    Task.objects.update(status="submitted", submitted_at=clock.now(), submitted_by=world.head)
    made, row = LongTermPlan.objects.get(), Milestone.objects.get()
    for act in (
        lambda: long_term.change_plan(made, "另一目标", "year", by=world.head),
        lambda: long_term.add_milestone(made, "再一步", date(2026, 6, 30), by=world.head),
        lambda: long_term.reach(row, by=world.head, text="办法已印发"),
        lambda: long_term.waive(row, by=world.clerk, reason="已并入"),
    ):
        with pytest.raises(NotAllowed, match="已申请验收或已销号"):
            act()
    assert LongTermPlan.objects.get().goal == "权限管理规范运行"
    assert [one.status for one in Milestone.objects.all()] == ["planned"]


def test_nothing_is_reviewed_in_a_closed_campaign(world):
    made = plan(world)
    Campaign.objects.update(status="closed")
    made = LongTermPlan.objects.get()
    with pytest.raises(NotAllowed, match="已结束"):
        long_term.review(made, date(2026, 3, 31), "on_track", "按计划", by=world.head)
    assert not PlanReview.objects.exists()
