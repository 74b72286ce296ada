"""The sweep: each step once per matter and person, for ever; nothing for what is done."""

from collections import Counter
from datetime import date, timedelta

import pytest

from campaigns.models import Campaign, ReminderStep
from organization import clock
from organization.models import Notification, Person, Sweep
from organization.models.role import revoke
from rectification import planning, reminders
from rectification.models import Task
from tests.stage import staged
from tests.world import at, full_world

DUE = date(2026, 3, 20)  # a Friday; the task of the small world is due on it


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def sweep(day: date, hour: int = 9, minute: int = 0) -> int:
    with clock.at(at(day, hour, minute)):
        return reminders.sweep()


def told() -> list[tuple[str, str]]:
    """(account, step) of every reminder, in the order of writing."""
    rows = Notification.objects.filter(kind__startswith="ladder_").order_by("pk")
    return [(row.recipient.account, row.kind.removeprefix("ladder_")) for row in rows]


def daily(first: date, n: int) -> None:
    for day in range(n):
        sweep(first + timedelta(days=day))


def test_the_person_and_the_head_first_then_the_office_too(world):
    daily(date(2026, 3, 9), 30)
    assert told() == [
        *[(account, "notice") for account in ("member", "head")],
        *[(account, "due_soon") for account in ("member", "head")],
        *[(account, "last_day") for account in ("member", "head")],
        *[(account, "overdue") for account in ("member", "head")],
        *[(account, "still_overdue") for account in ("member", "head", "clerk")],
        *[(account, "long_overdue") for account in ("member", "head", "clerk")],
    ]


@pytest.mark.parametrize(("hours", "minutes"), [(0, 0), (0, 1), (1, 0), (12, 0), (24, 0)], ids=str)
def test_a_second_sweep_of_the_same_step_is_silent(world, hours, minutes):
    day = date(2026, 3, 17)
    assert sweep(day) == 2
    again = at(day, 9) + timedelta(hours=hours, minutes=minutes)
    with clock.at(again):
        assert reminders.sweep() == 0
    assert told() == [("member", "due_soon"), ("head", "due_soon")]


@pytest.mark.parametrize("last", [date(2026, 3, 16), date(2026, 3, 19), date(2026, 3, 27)])
def test_ten_daily_sweeps_end_where_one_late_sweep_ends(world, last):
    sweep(last)
    late = told()
    Notification.objects.filter(kind__startswith="ladder_").delete()
    daily(last - timedelta(days=9), 10)
    assert set(late) <= set(told())
    assert {step for _account, step in late} == {told()[-1][1]}
    assert set(Counter(account for account, _step in late).values()) == {1}


def test_a_late_sweep_sends_one_notice_a_matter_and_person(world):
    sweep(date(2026, 4, 30))
    assert told() == [(account, "long_overdue") for account in ("member", "head", "clerk")]
    daily(date(2026, 5, 1), 5)
    assert len(told()) == 3


@pytest.mark.parametrize("status", ["submitted", "closed"])
def test_nothing_for_what_is_handed_in(world, status):
    task = Task.objects.get()
    task.report_progress("完成", 100, by=world.member)
    task.submit(by=world.head)
    if status == "closed":
        planning.accept(Task.objects.get(), by=world.clerk)
    assert Task.objects.get().status == status
    daily(date(2026, 3, 9), 30)
    assert told() == []


def test_what_comes_back_is_chased_again(world):
    task = Task.objects.get()
    task.report_progress("完成", 100, by=world.member)
    task.submit(by=world.head)
    planning.send_back(Task.objects.get(), by=world.clerk, text="再补")
    sweep(date(2026, 3, 23))
    assert told() == [("member", "overdue"), ("head", "overdue")]


@pytest.mark.parametrize("status", ["draft", "closed", "cancelled"])
def test_nothing_in_a_campaign_that_does_not_run(world, status):
    Campaign.objects.update(status=status)
    sweep(date(2026, 4, 30))
    assert told() == []


def test_people_who_left_are_not_told(world):
    Person.objects.filter(account__in=("member", "clerk")).update(is_active=False)
    sweep(date(2026, 4, 30))
    assert told() == [("head", "long_overdue")]


def test_without_a_responsible_person_a_step_for_the_person_goes_to_the_head(world):
    ReminderStep.objects.create(campaign=world.campaign, key="week", offset=-5)
    sweep(date(2026, 3, 13))
    assert told() == [("member", "week")]
    Notification.objects.all().delete()
    Task.objects.update(responsible=None)
    sweep(date(2026, 3, 13))
    assert told() == [("head", "week")]
    Notification.objects.all().delete()
    Task.objects.update(responsible=world.member)
    Person.objects.filter(account="member").update(is_active=False)
    sweep(date(2026, 3, 13))
    assert told() == [("head", "week")]


def test_without_a_head_the_next_above_is_told_and_at_last_the_office(world):
    Task.objects.update(responsible=None)
    revoke(world.head, "head", world.departments["SALES"], by=world.clerk)
    sweep(date(2026, 3, 13))
    assert told() == [("clerk", "notice")]
    from organization.models.role import grant

    Notification.objects.all().delete()
    grant(world.leader, "head", world.departments["CO"], by=world.clerk)
    sweep(date(2026, 3, 13))
    assert told() == [("leader", "notice")]


def test_whoever_is_responsible_and_head_is_told_once(world):
    Task.objects.update(responsible=world.head)
    sweep(date(2026, 3, 17))
    assert told() == [("head", "due_soon")]


def test_a_new_deadline_starts_the_ladder_anew(world):
    sweep(date(2026, 3, 17))
    Task.objects.update(due_on=date(2026, 4, 17))
    daily(date(2026, 3, 18), 20)
    assert len(told()) == 2
    sweep(date(2026, 4, 14))
    assert told()[2:] == [("member", "due_soon"), ("head", "due_soon")]
    sweep(date(2026, 4, 14))
    assert len(told()) == 4


def test_a_campaign_may_have_its_own_ladder(world):
    ReminderStep.objects.create(
        campaign=world.campaign, key="week", offset=-7, to_person=False, to_office=True
    )
    sweep(date(2026, 3, 11))
    assert told() == [("clerk", "week")]
    daily(date(2026, 3, 12), 30)
    assert told() == [("clerk", "week")]


def test_the_sweep_is_noted_for_the_health_page(world):
    sweep(date(2026, 3, 2), 9, 30)
    assert Sweep.objects.get(name="reminders").at == at(date(2026, 3, 2), 9, 30)


def test_notices_carry_the_matter_and_its_words(world):
    sweep(date(2026, 3, 17))
    row = Notification.objects.filter(recipient=world.head).get(kind="ladder_due_soon")
    assert (row.thing, row.thing_pk, row.slot) == ("rectification.task", world.task.pk, "")
    assert row.title == "临期提醒：“补齐示例资料”应于3月20日前完成"
    assert row.text == (
        "销售部承办的整改任务“补齐示例资料”（春季专项自查），应于3月20日前完成，"
        "还剩3个工作日。目前填报进度0%。请抓紧整改，完成后及时申请验收。"
    )


def test_the_last_day_and_the_days_after_are_named(world):
    sweep(DUE)
    assert (
        "今天到期。"
        in Notification.objects.get(
            recipient=world.head, thing_pk=world.task.pk, kind="ladder_last_day"
        ).text
    )
    sweep(date(2026, 3, 21))
    row = Notification.objects.get(recipient=world.head, kind="ladder_overdue")
    assert row.title == "逾期提醒：“补齐示例资料”应于3月20日前完成"
    assert row.text == (
        "销售部承办的整改任务“补齐示例资料”（春季专项自查），应于3月20日前完成，"
        "截至3月21日已逾期1个工作日。请尽快反馈进展、原因和完成时间，并切实抓好整改。"
    )


def test_a_year_is_named_when_it_is_another_one(world):
    Task.objects.update(due_on=date(2025, 12, 31))
    sweep(date(2026, 3, 2))
    assert (
        "应于2025年12月31日前完成"
        in Notification.objects.get(recipient=world.member, kind="ladder_long_overdue").title
    )


def test_a_very_long_title_is_cut_where_it_shows(world):
    Task.objects.update(title="补" * 120)
    Campaign.objects.update(title="活动" * 60)
    sweep(date(2026, 3, 17))
    assert all(len(row.title) <= 200 for row in Notification.objects.all())
