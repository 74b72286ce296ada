"""延期: asked for in time, answered by the right person, counted by both deadlines."""

from datetime import date

import pytest

from campaigns.models import Campaign
from organization import clock
from organization.models import Event, NotAllowed, Notification, Person
from organization.waiting import waiting
from rectification import due_notices, extending, planning, punctuality
from rectification.models import Extension, RectificationRules, Task
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import PASSWORD, at, full_world, make_task

DUE = date(2026, 3, 20)  # a Friday
LATER = date(2026, 4, 10)
ASKED = date(2026, 3, 18)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.fixture(autouse=True)
def _day():
    with clock.at(at(ASKED)):
        yield


def task() -> Task:
    return Task.objects.order_by("id").first()


def ask(world, to_on=LATER, **fields) -> Extension:
    fields = {"by": world.head, "reason": "厂家排期推迟", **fields}
    return extending.ask(task(), to_on, **fields)


def vice(world) -> Person:
    """A second leader, in charge of 销售部."""
    person = Person.objects.create_user(
        "vice", PASSWORD, name="副总经理", post="副总经理", department=world.departments["CO"]
    )
    world.campaign.groups.get(kind="leading").add(person, by=world.clerk)
    world.departments["SALES"].in_charge.add(person)
    return Person.objects.get(pk=person.pk)


def kinds(person) -> list[str]:
    return [entry.kind for entry in waiting(person)]


def test_granted_it_moves_the_deadline_and_keeps_the_first_one(world):
    row = ask(world, due_text="四月上旬")
    assert (row.number, row.from_on, row.decide_by) == (1, DUE, date(2026, 3, 23))
    assert (task().due_on, task().first_due_on) == (DUE, DUE)
    extending.approve(row, by=world.leader, answer="同意")
    assert (task().due_on, task().due_text, task().first_due_on) == (LATER, "四月上旬", DUE)
    row.refresh_from_db()
    assert (row.status, row.decided_by, row.answer) == ("granted", world.leader, "同意")
    event = Event.objects.get(kind="task.extended")
    assert (event.particulars["due_before"], event.particulars["due_on"]) == (
        "2026-03-20",
        "2026-04-10",
    )
    told = Notification.objects.filter(kind="extension_answered", text="同意")
    assert {row.recipient.account for row in told} == {"head", "member"}


def test_refused_the_deadline_stays(world):
    row = ask(world)
    extending.refuse(row, by=world.leader, answer="请按期完成")
    assert (task().due_on, Extension.objects.get().status) == (DUE, "refused")
    with pytest.raises(NotAllowed):
        extending.approve(row, by=world.leader, answer="同意")


def test_on_the_last_day_it_is_asked_for_and_no_longer_after_it(world):
    with clock.at(at(DUE, 23, 59)):
        ask(world)
    Extension.objects.all().delete()
    with clock.at(at(date(2026, 3, 21), 0)):
        with pytest.raises(NotAllowed, match="时限已于2026年3月20日届满"):
            ask(world)
        later = {"to_on": "2026-04-10", "reason": "x"}
        post("head", "ask_extension", "spring", task().pk, status=409, **later)
        page = get("head", "task", "spring", task().pk)
    assert page.xpath("//form[@data-act='ask_extension']") == []
    assert "时限已过，不能再申请延期" in text(page)


@pytest.mark.parametrize("day", [DUE, date(2026, 3, 19)])
def test_the_new_deadline_lies_after_the_old_one(world, day):
    with pytest.raises(NotAllowed, match="新时限应晚于现时限"):
        ask(world, day)


def test_a_day_that_is_not_later_keeps_the_reason_on_the_page(world):
    sent = post("head", "ask_extension", "spring", task().pk, status=422, to_on=DUE,
                reason="厂家排期推迟")  # fmt: skip
    assert "新时限应晚于现时限" in text(sent.page.get_element_by_id("extension_to_on_error"))
    assert text(sent.page.get_element_by_id("extension_reason")) == "厂家排期推迟"
    assert not Extension.objects.exists()


def test_one_at_a_time(world):
    ask(world)
    with pytest.raises(NotAllowed, match="已有延期申请待答复"):
        ask(world)
    assert Extension.objects.count() == 1


def test_the_wording_is_read(world):
    words = {"due_text": "四月底前", "reason": "厂家排期推迟"}
    post("head", "ask_extension", "spring", task().pk, **words)
    row = Extension.objects.get()
    assert (row.to_on, row.due_text) == (date(2026, 4, 30), "四月底前")


def test_the_first_one_is_asked_of_the_leader_in_charge(world):
    second = vice(world)
    row = ask(world)
    assert extending.deciders(row) == [second]
    told = Notification.objects.filter(kind="extension_asked")
    assert [notice.recipient for notice in told] == [second]
    assert "decide" in kinds(second)
    extending.approve(row, by=second, answer="同意")


def test_a_leader_of_the_own_department_is_not_asked(world):
    vice(world)
    Person.objects.filter(account="vice").update(department=world.departments["SALES"])
    assert extending.deciders(ask(world)) == [world.leader]


def test_a_chair_who_left_is_not_asked(world):
    extending.refuse(ask(world), by=world.leader, answer="不同意")
    Person.objects.filter(account="leader").update(is_active=False)
    assert extending.deciders(ask(world)) == []


def test_the_second_one_only_by_the_chair(world):
    second = vice(world)
    extending.approve(ask(world), by=second, answer="同意")
    row = ask(world, date(2026, 5, 8))
    assert (row.number, extending.deciders(row)) == (2, [world.leader])
    with pytest.raises(NotAllowed, match="只能由领导小组组长审批"):
        extending.approve(row, by=second, answer="同意")
    answer = {"own": "同意"}
    post("vice", "grant_extension", "spring", row.pk, status=403, **answer)
    assert (kinds(second), "decide" in kinds(world.leader)) == ([], True)
    post("leader", "grant_extension", "spring", row.pk, **answer)
    assert task().due_on == date(2026, 5, 8)


def test_a_refused_one_counts(world):
    extending.refuse(ask(world), by=world.leader, answer="不同意")
    assert ask(world).is_for_the_chair


def test_without_a_chair_the_page_says_whom_to_ask(world):
    world.campaign.groups.get(kind="leading").memberships.update(office="member")
    extending.refuse(ask(world), by=world.leader, answer="不同意")
    ask(world)
    assert "领导小组尚无组长可以答复" in text(get("head", "task", "spring", task().pk))


def test_nobody_decides_on_the_own_department(world):
    row = ask(world)
    Person.objects.filter(account="leader").update(department=world.departments["SALES"])
    post("leader", "grant_extension", "spring", row.pk, status=403, own="同意")
    with pytest.raises(NotAllowed, match="不能审批本部门的延期申请"):
        extending.approve(row, by=world.leader, answer="同意")


def test_nobody_decides_on_what_they_asked_for(world):
    row = ask(world)
    Extension.objects.update(asked_by=world.leader)
    post("leader", "grant_extension", "spring", row.pk, status=403, own="同意")
    row.refresh_from_db()
    with pytest.raises(NotAllowed, match="不能审批自己提出"):
        extending.approve(row, by=world.leader, answer="同意")


def test_who_does_not_answer_in_time_is_urged_once(world):
    ask(world)
    with clock.at(at(date(2026, 3, 23))):
        due_notices.tell(world.campaign)
        assert not Notification.objects.filter(kind="extension_unanswered").exists()
    with clock.at(at(date(2026, 3, 24))):
        for _turn in range(2):
            due_notices.tell(world.campaign)
        told = Notification.objects.filter(kind="extension_unanswered")
        assert sorted(row.recipient.account for row in told) == ["clerk", "leader"]
        assert "urge" in kinds(world.clerk)
        page = get("clerk", "extensions", "spring")
    assert text(page.xpath("//*[@class='late-text']")[0]) == "应于3月23日前答复"


def test_the_campaign_sets_how_long_the_answer_may_take(world):
    form = {"answer_days": "1", "look_back_days": "60", "again": "progress"}
    post("clerk", "rectification_rules", "spring", **form)
    assert RectificationRules.of(world.campaign).answer_days == 1
    assert ask(world).decide_by == date(2026, 3, 19)


def test_a_closed_task_needs_no_answer(world):
    task().report_progress("已补齐", 100, by=world.member)
    ask(world)
    task().submit(by=world.head)
    with pytest.raises(NotAllowed, match="已提交验收或已销号"):
        extending.approve(Extension.objects.get(), by=world.leader, answer="同意")
    assert Extension.objects.get().status == "asked"
    planning.accept(task(), by=world.clerk, grade="good")
    assert Extension.objects.get().status == "withdrawn"


def test_a_phrase_is_two_taps(world):
    ask(world)
    page = get("leader", "task", "spring", task().pk)
    [form] = page.xpath("//form[@data-act='grant_extension']")
    phrase = form.xpath(".//input[@name='phrase']/@value")[0]
    pk = Extension.objects.get().pk
    assert "请点选一条意见" in text(
        post("leader", "grant_extension", "spring", pk, status=422).page
    )
    post("leader", "grant_extension", "spring", pk, phrase=phrase)
    assert Extension.objects.get().answer == phrase


def test_both_deadlines_are_counted(world):
    extending.approve(ask(world), by=world.leader, answer="同意")
    other = make_task(world, DUE, finding=task().finding)
    for row, day in ((other, date(2026, 3, 19)), (task(), date(2026, 3, 25))):
        with clock.at(at(day)):
            row.report_progress("完成", 100, by=world.member)
            row.submit(by=world.head)
    counted = punctuality.count(Task.objects.all(), date(2026, 4, 1))
    assert (counted.tasks, counted.finished, counted.extended) == (2, 2, 1)
    assert (counted.by_first, counted.by_current) == (1, 2)
    assert (counted.late_by_first, counted.late_by_current) == (1, 0)
    assert (counted.rate_by_first, counted.rate_by_current) == (50, 100)
    [(department, row)] = punctuality.by_department(Task.objects.all(), date(2026, 4, 1))
    assert (department.code, row) == ("SALES", counted)
    page = get("clerk", "extensions", "spring")
    assert (page.xpath("//@data-by-first")[0], page.xpath("//@data-by-current")[0]) == ("1", "2")


def test_an_open_task_is_late_by_the_first_deadline_alone(world):
    extending.approve(ask(world), by=world.leader, answer="同意")
    counted = punctuality.count(Task.objects.all(), date(2026, 4, 1))
    assert (counted.late_by_first, counted.late_by_current) == (1, 0)


def test_nothing_is_asked_in_a_closed_campaign(world):
    row = ask(world)
    Campaign.objects.update(status="closed")
    post("leader", "grant_extension", "spring", row.pk, status=409, own="同意")
    with pytest.raises(NotAllowed, match="已结束"):
        extending.withdraw(Extension.objects.get(), by=world.head)
    assert Extension.objects.get().status == "asked"
