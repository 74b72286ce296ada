"""联席会议: planned with an agenda, held or missed, every missed month told once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from lxml.html import fromstring

from campaigns import inspecting, inspection_sweep
from campaigns.models import Inspection, InspectionPlan, JointMeeting
from organization import clock
from organization.models import NotAllowed, Notification
from organization.waiting import waiting
from tests.signed_in import at_browser
from tests.stage import staged
from tests.world import DAY, at, full_world

AGENDA = ["投诉分析", "督办事项"]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    with clock.at(at(DAY)):
        world.plan = inspecting.plan(
            world.campaign, by=world.clerk, kind="meeting", title="服务联席会", period="month",
            starts_on=DAY, owner=world.clerk, subjects=AGENDA,
        )  # fmt: skip
        yield world


def record(world, on: date = DAY, **fields) -> JointMeeting:
    told = {"host": "总经理", "told": AGENDA[:1], "minutes": "已研究。"}
    sales = [world.departments["SALES"]]
    return inspecting.record_meeting(
        world.plan.inspections.first(), by=world.clerk, on=on,
        **{"departments": sales, **told, **fields},
    )  # fmt: skip


def states(account: str = "clerk") -> list[str]:
    page = at_browser(account).get(reverse("joint_meetings", args=["spring"]))
    found = fromstring(page.content).xpath("//li[starts-with(@data-thing, 'inspection:')]")
    return [row.get("data-status") for row in found]


def told() -> int:
    return Notification.objects.filter(
        kind=inspection_sweep.MISSED, recipient__account="clerk"
    ).count()


def test_a_month_without_a_meeting_is_told_once_as_a_meeting(world):
    with clock.at(at(date(2026, 4, 1))):
        inspection_sweep.sweep()
        inspection_sweep.sweep()
        assert states() == ["open", "missed"]
    assert told() == 1
    assert Notification.objects.get(recipient__account="clerk", kind="inspection_missed").title == (
        "2026年3月未召开联席会议：服务联席会"
    )


def test_a_month_with_a_meeting_is_not_told(world):
    record(world)
    with clock.at(at(date(2026, 4, 1))):
        inspection_sweep.sweep()
        assert states() == ["open", "held"]
    assert told() == 0


def test_it_waits_for_who_sees_to_it_until_it_was_held(world):
    titles = [one.title for one in waiting(world.clerk) if one.kind == "inspection"]
    assert titles == ["召开：服务联席会"]
    record(world)
    assert [one for one in waiting(world.clerk) if one.kind == "inspection"] == []


def test_a_day_outside_to_come_twice_and_without_departments_is_refused(world):
    with pytest.raises(NotAllowed):
        record(world, departments=[])
    record(world)
    tomorrow, before = DAY + timedelta(days=1), DAY - timedelta(days=1)
    for wrong in ({}, {"on": tomorrow}, {"on": before}):
        with pytest.raises(NotAllowed):
            record(world, **wrong)
    assert JointMeeting.objects.count() == 1


def test_the_form_offers_the_agenda_and_keeps_what_was_typed(world):
    period = world.plan.inspections.get()
    address = reverse("joint_meeting", args=["spring", period.pk])
    clerk = at_browser("clerk")
    shown = fromstring(clerk.get(address).content)
    assert [box.get("value") for box in shown.xpath("//input[@name='told']")] == AGENDA
    form = {"on": "2026-04-09", "host": "总经理", "minutes": "议定三件事",
            "departments": [world.departments["SALES"].pk]}  # fmt: skip
    answer = clerk.post(address, form)
    assert (answer.status_code, "议定三件事" in answer.content.decode()) == (422, True)
    assert clerk.post(address, {**form, "on": f"{DAY}", "told": AGENDA}).status_code == 302
    assert JointMeeting.objects.get().told == AGENDA


def test_a_meeting_is_no_inspection(world):
    page = at_browser("clerk").get(reverse("inspections", args=["spring"])).content.decode()
    assert "服务联席会" not in page
    assert Inspection.objects.get().get_absolute_url() == reverse(
        "joint_meeting", args=["spring", Inspection.objects.get().pk]
    )


def test_an_ended_plan_asks_for_no_further_month(world):
    inspecting.end(InspectionPlan.objects.get(), by=world.clerk)
    with clock.at(at(date(2026, 5, 1))):
        inspection_sweep.sweep()
        assert states() == ["not_asked"]
    assert told() == 0


def shown(account: str, name: str = "joint_meeting", *args) -> str:
    period = [] if name == "joint_meetings" else [world_period().pk]
    answer = at_browser(account).get(reverse(name, args=["spring", *period]))
    return fromstring(answer.content).text_content() if answer.status_code == 200 else ""


def world_period() -> Inspection:
    return Inspection.objects.first()


def test_a_department_reads_the_minutes_of_the_meetings_it_came_to(world):
    record(world, minutes="听取投诉分析。销售部本月底前完成整改；服务部做好回访。")
    page = shown("head")
    assert "涉及本部门的内容" in page
    assert page.count("销售部本月底前完成整改；") == 2  # beside the whole of the minutes
    assert page.count("服务部做好回访") == 1
    assert "记录会议" not in page
    assert states("head") == ["held"]


def test_a_department_that_did_not_come_finds_nothing_of_it(world):
    record(world)
    assert shown("service_head") == ""
    assert states("service_head") == []
    assert "本部门尚未参加联席会议" in shown("service_head", "joint_meetings")


def test_of_two_meetings_in_a_period_a_department_reads_its_own(world):
    record(world, on=DAY, minutes="研究销售事项。")
    with clock.at(at(DAY + timedelta(days=1))):
        record(world, on=DAY + timedelta(days=1), departments=[world.departments["SERVICE"]],
               minutes="研究服务事项。")  # fmt: skip
        assert "研究服务事项" not in shown("member")
        assert "研究服务事项" in shown("leader")


def test_the_heads_of_who_came_are_told_where_the_minutes_are(world):
    record(world)
    [notice] = Notification.objects.filter(kind="joint_meeting_recorded")
    assert (notice.recipient.account, notice.title) == ("head", "联席会议纪要：服务联席会")
    answer = at_browser("head").get(f"/go/{notice.thing}/{notice.thing_pk}/", follow=True)
    assert answer.status_code == 200
