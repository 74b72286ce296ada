"""催办 by hand: whom it reaches, in which words, and once a day a matter and person."""

from datetime import date, timedelta

import pytest

from campaigns.models import Campaign
from organization import clock, digests
from organization.models import Event, NotAllowed, Notification, Person
from organization.models.role import revoke
from rectification import planning, urging
from rectification.models import Task
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import at, full_world, make_task

DAY = date(2026, 3, 25)  # three working days after the deadline


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def urge(world, day: date = DAY, words: str = "请抓紧整改。") -> int:
    with clock.at(at(day)):
        return urging.urge(Task.objects.all(), words, by=world.clerk)


def told() -> list[str]:
    rows = Notification.objects.filter(kind=urging.KIND).order_by("pk")
    return [row.recipient.account for row in rows]


def test_responsible_person_and_head_are_told_in_the_words_of_the_office(world):
    assert urge(world, words="请于明日反馈。") == 2
    assert told() == ["member", "head"]
    notice = Notification.objects.filter(kind=urging.KIND).first()
    assert (notice.title, notice.in_digest) == ("催办：补齐示例资料", True)
    assert notice.text == (
        "销售部承办的整改任务“补齐示例资料”，应于2026年3月20日前完成，已逾期3个工作日。\n"
        "请于明日反馈。"
    )
    assert Event.objects.get(kind="task.urged").particulars["people"] == 2


def test_once_a_day_a_matter_and_person_and_again_the_next_day(world):
    assert [urge(world), urge(world, words="另一说法")] == [2, 0]
    assert Event.objects.filter(kind="task.urged").count() == 1
    assert urge(world, DAY + timedelta(days=1)) == 2


def test_it_goes_into_the_mail_of_the_day_while_there_is_something_to_do(world):
    def mailed() -> list[str]:
        return [row.kind for row in digests.of(world.member, DAY)]

    urge(world)
    assert mailed() == [urging.KIND]
    task = Task.objects.get()
    task.report_progress("完成", 100, by=world.member)
    task.submit(by=world.head)
    assert mailed() == []


def test_another_matter_of_the_same_person_is_another_notice(world):
    urge(world)
    make_task(world, date(2026, 3, 20), finding=Task.objects.get().finding, responsible=None)
    assert urge(world) == 1  # the head, about the second one
    assert told() == ["member", "head", "head"]


@pytest.mark.parametrize("status", ["submitted", "closed"])
def test_nobody_is_urged_about_what_is_handed_in(world, status):
    task = Task.objects.get()
    task.report_progress("完成", 100, by=world.member)
    task.submit(by=world.head)
    if status == "closed":
        planning.accept(Task.objects.get(), by=world.clerk)
    assert urge(world) == 0
    assert told() == []


def test_nobody_is_urged_in_a_campaign_that_is_over(world):
    Campaign.objects.update(status="closed")
    with pytest.raises(NotAllowed):
        urge(world)
    assert told() == []


def test_people_who_left_are_not_urged(world):
    Person.objects.filter(account="member").update(is_active=False)
    revoke(world.head, "head", world.departments["SALES"], by=world.clerk)
    assert urge(world) == 0
    with clock.at(at(DAY)):
        [row] = urging.rows(Task.objects.select_related(*urging.NEEDED))
    assert "没有责任人" in row.why


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 18), "剩2个工作日"),
        (date(2026, 3, 20), "今天到期"),
        (date(2026, 3, 23), "已逾期1个工作日"),
    ],
)
def test_the_days_are_those_of_the_day(world, day, words):
    with clock.at(at(day)):
        [row] = urging.rows(Task.objects.select_related(*urging.NEEDED))
    assert row.days == words


def test_the_page_names_everybody_and_gives_a_list_to_copy(world):
    with clock.at(at(DAY)):
        page = get("clerk", "urge_tasks", "spring", query=f"?task={world.task.pk}")
        names = page.xpath("//pre[@id='urge-names']/text()")[0]
        assert names.splitlines() == [
            "销售部\t销售部填报人\t补齐示例资料\t已逾期3个工作日",
            "销售部\t销售部负责人\t补齐示例资料\t已逾期3个工作日",
        ]
        assert "将向2人催办，涉及1项整改任务" in text(page)
        ready = page.xpath("//textarea[@name='words']/text()")[0].strip()
        post("clerk", "urge_tasks", "spring", task=world.task.pk, words=ready)
        page = get("clerk", "urge_tasks", "spring", query=f"?task={world.task.pk}")
        assert "有关人员今日均已催办" in text(page)
    assert told() == ["member", "head"]
    assert "人工催办" in text(get("clerk", "task", "spring", world.task.pk))


def test_a_task_of_another_campaign_is_not_urged_from_here(world):
    with clock.at(at(DAY)):
        post("clerk", "urge_tasks", "spring", task=10**6, words="请抓紧整改。", status=200)
    assert told() == []
