"""From a finding to measures and tasks with a deadline."""

from datetime import date

import pytest

from findings.models import Finding
from organization import clock
from organization.models import Event, NotAllowed, Notification, Person
from rectification import planning
from rectification.models import Measure, Task
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import at, full_world

DAY = date(2026, 3, 16)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.fixture
def today():
    with clock.at(at(DAY)):
        yield DAY


def form(world, **changes) -> dict:
    return {
        "title": "补齐缺页",
        "department": world.departments["SALES"].pk,
        "responsible": world.member.pk,
        "due_on": "2026-04-30",
        "track": "by_date",
        **changes,
    }


def assign(world, **changes):
    status = changes.pop("status", 302)
    return post(
        "clerk",
        "assign_task",
        "spring",
        Measure.objects.get().pk,
        status=status,
        **form(world, **changes),
    )


def newest() -> Task:
    return Task.objects.order_by("id").last()


def test_a_measure_is_planned_and_then_assigned(world):
    sent = post("clerk", "plan_measure", "spring", 1, text="建立复核制度", standard="每月一次")
    measure = Measure.objects.get(text="建立复核制度")
    assert (measure.standard, measure.order) == ("每月一次", 2)
    assert sent.page.xpath("//form[@data-act='assign_task']")


def test_no_measure_before_the_finding_is_confirmed(world):
    Finding.objects.update(status="reported")
    post("clerk", "plan_measure", "spring", 1, status=409, text="建立复核制度")
    assert Measure.objects.count() == 1


def test_a_measure_is_worded_anew_and_nobody_is_written_over(world):
    measure = Measure.objects.get()
    page = get("clerk", "change_measure", "spring", measure.pk)
    read = page.xpath("//input[@name='read']/@value")[0]
    sent = post("clerk", "change_measure", "spring", measure.pk, text="补齐资料", read=read)
    assert "补齐资料" in text(sent.page)
    late = post(
        "clerk", "change_measure", "spring", measure.pk, status=409, text="补资料", read=read
    )
    assert "其间已有他人修改，本次未保存" in text(late.page)
    assert "补齐资料" in text(late.page.xpath("//form[@data-act='change_measure']")[0])
    assert late.page.xpath("//textarea[@name='text']")[0].text.strip() == "补资料"
    Measure.objects.update(standard="每月一次")  # whoever read the text alone writes nothing over
    fields = {"text": "补资料", "standard": "", "read": "补齐资料"}
    post("clerk", "change_measure", "spring", measure.pk, status=409, **fields)
    assert Measure.objects.get().standard == "每月一次"
    Measure.objects.update(standard="")
    Finding.objects.update(status="closed")
    read = "补齐资料"
    post("clerk", "change_measure", "spring", measure.pk, status=409, text="补资料", read=read)
    assert Measure.objects.get().text == "补齐资料"
    assert Event.objects.filter(kind="measure.changed").count() == 1


def test_a_task_is_assigned(world, today):
    service = world.departments["SERVICE"]
    assign(world, supports=[service.pk], leader="副总经理", due_text="四月底前")
    task = newest()
    assert (task.title, task.department.code, task.responsible) == (
        "补齐缺页",
        "SALES",
        world.member,
    )
    assert (task.due_on, task.first_due_on) == (date(2026, 4, 30), date(2026, 4, 30))
    assert (task.due_text, task.leader, task.status) == ("四月底前", "副总经理", "assigned")
    assert list(task.supports.all()) == [service]
    told = Notification.objects.filter(thing_pk=task.pk, kind="task_assigned")
    assert {row.recipient.account for row in told} == {"head", "member"}
    assert Event.objects.filter(kind="task.assigned").order_by("id").last().thing_pk == task.pk


def test_the_wording_alone_gives_the_day(world, today):
    assign(world, due_on="", due_text="十月底前")
    assert (newest().due_on, newest().due_text) == (date(2026, 10, 31), "十月底前")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"due_on": "", "due_text": "尽快"}, "读不出确定的日期"),
        ({"due_on": "", "due_text": ""}, "请选择日期，或填写时限原文表述"),
        ({"due_text": "十月底前"}, "原文表述指2026年10月31日，与所选日期不一致"),
        ({"due_on": "2026-03-15"}, "整改时限不能早于今天"),
        ({"due_on": "不是日期"}, "的格式填写日期"),
    ],
)
def test_a_deadline_must_be_certain(world, today, changes, message):
    sent = assign(world, status=422, **changes)
    assert message in text(sent.page)
    assert Task.objects.count() == 1


def test_today_is_still_possible(world, today):
    assign(world, due_on="2026-03-16")
    assert newest().due_on == DAY


def test_the_responsible_person_is_of_the_lead_department(world, today):
    sent = assign(world, status=422, responsible=world.service_head.pk)
    assert "责任人应为牵头部门的人员" in text(sent.page)
    with pytest.raises(NotAllowed):
        planning.assign_task(
            Measure.objects.get(),
            world.departments["SALES"],
            DAY,
            by=world.clerk,
            responsible=world.service_head,
        )
    assert Task.objects.count() == 1


def test_people_who_left_are_not_offered(world, today):
    Person.objects.filter(account="member").update(is_active=False)
    sent = assign(world, status=422)
    assert str(world.people["member"].pk) not in sent.page.xpath(
        "//select[@name='responsible']//option/@value"
    )


def test_the_lead_department_does_not_support_itself(world, today):
    assign(world, status=422, supports=[world.departments["SALES"].pk])


def test_the_track_follows_the_task(world, today):
    assign(world, track="long_term")
    finding = Finding.objects.get()
    assert (finding.track, finding.version) == ("long_term", 2)


def test_a_closed_finding_gets_no_task(world, today):
    Finding.objects.update(status="closed")
    assign(world, status=409)
    assert Task.objects.count() == 1


def test_the_finding_page_shows_measures_with_their_tasks(world):
    page = get("clerk", "finding", "spring", 1)
    assert things(page, "measure") == [(f"measure:{Measure.objects.get().pk}", None)]
    assert things(page, "task") == [(f"task:{world.task.pk}", "assigned")]
    assert page.xpath("//a[contains(@href, '/measures/')]")
    own = get("head", "finding", "spring", 1)
    assert things(own, "task") == [(f"task:{world.task.pk}", "assigned")]
    assert own.xpath("//a[contains(@href, '/measures/')]") == []


def test_the_list_says_how_many_tasks_are_closed(world):
    page = get("clerk", "findings", "spring")
    assert page.xpath("//span[@data-total]/@data-total") == ["1"]
    assert page.xpath("//span[@data-closed]/@data-closed") == ["0"]
