"""零容忍: any occurrence opens a record, answered by the department, closed by the office."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from lxml.html import fromstring

from campaigns.models import Campaign, Site
from findings import fault_board, zero_tolerance
from findings.models import ListWord, ServiceFault
from organization import clock
from organization.models import NotAllowed, Notification
from organization.waiting import waiting
from tests.signed_in import at_browser
from tests.stage import staged
from tests.world import DAY, at, full_world

NOW = at(DAY + timedelta(days=20))
TODAY = DAY + timedelta(days=20)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    world.classes = [
        ListWord.objects.create(campaign=world.campaign, kind="fault_class", name=name, order=n)
        for n, name in enumerate(("服务态度", "咨询答复"))
    ]
    with clock.at(NOW):
        yield world


def opened(world, *, by=None, of=0, on=TODAY, text="答复生硬", **fields) -> ServiceFault:
    return zero_tolerance.open_record(
        world.campaign,
        world.classes[of],
        fields.pop("department", world.departments["SALES"]),
        by=by or world.clerk,
        on=on,
        text=text,
        **{"came_from": "complaint", **fields},
    )


def page(account: str, url: str, *args, query: str = "") -> str:
    answer = at_browser(account).get(reverse(url, args=["spring", *args]) + query)
    return answer.content.decode()


def send(account: str, url: str, /, *args, **form):
    return at_browser(account).post(reverse(url, args=["spring", *args]), form)


def numbers_on(text: str) -> list[str]:
    rows = fromstring(text).xpath("//tr[starts-with(@data-thing, 'servicefault:')]//a")
    return [row.text_content().partition(".")[0] for row in rows]


def test_a_record_is_answered_and_closed_with_its_result(world):
    fault = opened(world)
    assert (fault.number, fault.due_on) == (1, TODAY + timedelta(days=7))
    zero_tolerance.answer(fault, text="已致歉", post="营业班长", by=world.head)
    with pytest.raises(NotAllowed):
        zero_tolerance.close(fault, " ", by=world.clerk)
    zero_tolerance.close(fault, "已整改到位", by=world.clerk)
    fault.refresh_from_db()
    assert (fault.status, fault.result, fault.post) == ("closed", "已整改到位", "营业班长")


def test_nobody_closes_what_was_not_answered(world):
    with pytest.raises(NotAllowed):
        zero_tolerance.close(opened(world), "已整改到位", by=world.clerk)


def test_nobody_answers_without_saying_who_is_in_charge(world):
    fault = opened(world)
    with pytest.raises(NotAllowed):
        zero_tolerance.answer(fault, text="已致歉", post=" ", by=world.head)
    assert send("head", "answer_fault", fault.number, text="已致歉").status_code == 422
    fault.refresh_from_db()
    assert fault.status == "open"


def test_the_office_does_not_close_for_the_own_department(world):
    fault = opened(world, department=world.departments["OFFICE"])
    ServiceFault.objects.filter(pk=fault.pk).update(
        done_text="已改", post="专员", status="answered"
    )
    fault.refresh_from_db()
    with pytest.raises(NotAllowed):
        zero_tolerance.close(fault, "已整改到位", by=world.clerk)


def test_sent_back_it_has_the_usual_days_again_and_every_return_is_told(world):
    fault = opened(world)
    for day in (TODAY + timedelta(days=30), TODAY + timedelta(days=60)):
        with clock.at(at(day)):
            zero_tolerance.answer(fault, text="已致歉", post="营业班长", by=world.head)
            zero_tolerance.send_back(fault, "未说明措施", by=world.clerk)
        fault.refresh_from_db()
        assert (fault.status, fault.due_on) == ("open", day + timedelta(days=7))
    told = Notification.objects.filter(kind="fault_returned", recipient__account="head")
    assert told.count() == 2


def test_the_same_fault_is_recorded_once(world):
    opened(world)
    with pytest.raises(NotAllowed):
        opened(world)
    opened(world, text="另一起")
    opened(world, of=1)
    assert ServiceFault.objects.count() == 3


def test_a_department_records_its_own_faults_and_nobody_elses(world):
    opened(world, by=world.member)
    for person in (world.service_head, world.leader, world.employee):
        with pytest.raises(NotAllowed):
            opened(world, by=person, text="另一起")


def test_a_day_to_come_a_strange_class_and_a_strange_site_are_refused(world):
    site = Site.objects.create(
        campaign=world.campaign, department=world.departments["SERVICE"], name="一号厅"
    )
    channel = ListWord.objects.create(campaign=world.campaign, kind="channel", name="厅")
    world.classes.append(channel)
    for wrong in ({"on": TODAY + timedelta(days=1)}, {"site": site}, {"of": 2}):
        with pytest.raises(NotAllowed):
            opened(world, **wrong)
    assert ServiceFault.objects.count() == 0


def test_a_site_names_the_department_that_looks_after_it(world):
    site = Site.objects.create(
        campaign=world.campaign, department=world.departments["SERVICE"], name="一号厅"
    )
    form = {
        "fault_class": world.classes[0].pk, "on": "2026-03-20", "site": site.pk,
        "came_from": "walk", "due_on": "2026-03-30", "text": "台席无人",
    }  # fmt: skip
    assert send("clerk", "new_fault", **form).status_code == 302
    assert ServiceFault.objects.get().department == world.departments["SERVICE"]
    answer = send("clerk", "new_fault", **form)
    assert (answer.status_code, "台席无人" in answer.content.decode()) == (422, True)
    assert "该问题已有记录" in answer.content.decode()


def test_counts_by_class_and_month(world):
    for on in (date(2026, 1, 31), date(2026, 3, 1), date(2026, 3, 2)):
        opened(world, on=on)
    opened(world, of=1, on=date(2026, 3, 2))
    board = fault_board.board(world.campaign, ServiceFault.objects.all())
    assert [cell.month for cell in board.months] == ["2026-01", "2026-02", "2026-03"]
    assert [[cell.number for cell in line.cells] for line in board.lines] == [[1, 0, 2], [0, 0, 1]]
    assert ([line.total for line in board.lines], board.total) == ([3, 1], 4)
    assert numbers_on(page("clerk", "faults", query="?month=2026-03")) == ["4", "3", "2"]
    first = world.classes[0].pk
    assert numbers_on(page("clerk", "faults", query=f"?month=2026-03&class={first}")) == ["3", "2"]


def test_a_month_that_is_none_filters_nothing(world):
    opened(world)
    for month in ("2026-13", "0000-01", "x", "2026"):
        assert numbers_on(page("clerk", "faults", query=f"?month={month}")) == ["1"]


def test_late_is_what_is_open_after_its_day(world):
    opened(world, due_on=TODAY - timedelta(days=1))
    opened(world, text="另一起", due_on=TODAY)
    assert numbers_on(page("clerk", "faults", query="?state=late")) == ["1"]
    assert fault_board.tally(ServiceFault.objects.all())["late"] == 1


def test_it_waits_for_the_department_then_for_the_office(world):
    def told() -> dict[str, list[str]]:
        kinds = ("fault", "close_fault")
        return {
            account: [one.kind for one in waiting(getattr(world, account)) if one.kind in kinds]
            for account in ("head", "clerk", "service_head")
        }

    fault = opened(world)
    assert told() == {"head": ["fault"], "clerk": [], "service_head": []}
    zero_tolerance.answer(fault, text="已致歉", post="营业班长", by=world.head)
    assert told() == {"head": [], "clerk": ["close_fault"], "service_head": []}


def test_a_closed_campaign_records_nothing(world):
    fault = opened(world)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    assert send("head", "answer_fault", fault.number, text="已改", post="班长").status_code == 422
    assert send("clerk", "new_fault", text="x").status_code == 409
    fault.refresh_from_db()
    assert fault.status == "open"
