"""Whom a document goes to: departments and people, and who joins, moves and leaves."""

import pytest

from campaigns import circulating, launch
from campaigns.audience import To
from campaigns.models import Circulation, Receipt
from campaigns.reach import Reach, reach
from organization import directory
from organization.models import Department, Notification, Person
from tests.visiting import post, text
from tests.world import DAY, phase


@pytest.fixture
def sent(world) -> Circulation:
    """A document for everybody in 销售部."""
    launch.launch(world.campaign, by=world.clerk)
    return send(world, To(departments=[world.departments["SALES"]]))


def send(world, to: To) -> Circulation:
    words = {"title": "示例通知", "organiser": "监督室", "on": DAY}
    return circulating.send_round(world.campaign, to, by=world.clerk, **words)


def statuses() -> dict[str, str]:
    return dict(Receipt.objects.order_by("pk").values_list("person__account", "status"))


def join(world, account: str = "newcomer", code: str = "SALES") -> Person:
    fields = {"account": account, "name": "张三", "department": world.departments[code]}
    return directory.add_person(by=world.admin, **fields)


def test_who_joins_is_asked(world, sent):
    join(world, "elsewhere", "SERVICE")
    joined = join(world)
    assert statuses() == {"head": "unread", "member": "unread", "newcomer": "unread"}
    assert joined.notifications.get().kind == "receipt_asked"


def test_who_leaves_unsigned_is_out_of_the_count(world, sent):
    directory.disable(world.member, by=world.admin)
    assert statuses() == {"head": "unread", "member": "left"}
    assert reach(sent) == Reach(due=1)


def test_a_signature_stays_when_its_person_leaves(world, sent):
    Receipt.objects.get(person=world.member).sign("张三", by=world.member)
    directory.disable(world.member, by=world.admin)
    assert statuses()["member"] == "signed"
    assert reach(sent).signed == 1


def test_who_comes_back_is_asked_again(world, sent):
    directory.disable(world.member, by=world.admin)
    directory.enable(world.member, by=world.admin)
    assert statuses()["member"] == "unread"
    assert Notification.objects.filter(recipient=world.people["member"]).count() == 2


def test_who_moves_signs_in_the_new_department(world, sent):
    team = Department.objects.create(
        code="TEAM", name="销售一班", kind="team", parent=world.departments["SALES"]
    )
    directory.change_person(world.member, by=world.admin, department=team)
    assert Receipt.objects.get(person=world.member).department == team
    directory.change_person(world.member, by=world.admin, department=world.departments["OTHER"])
    assert statuses()["member"] == "left"


def test_a_system_duty_ends_the_part_in_it(world, sent):
    plain = join(world)
    directory.change_person(plain, by=world.admin, duty="auditor")
    assert statuses()["newcomer"] == "left"


def test_a_department_alone_is_without_what_lies_below(world):
    launch.launch(world.campaign, by=world.clerk)
    send(world, To(alone=[world.departments["CO"]], people=[world.employee]))
    assert set(statuses()) == {"leader", "employee"}


def test_a_closed_campaign_follows_nobody(world, sent):
    launch.close(world.campaign, by=world.clerk)
    directory.disable(world.member, by=world.admin)
    join(world)
    assert statuses() == {"head": "unread", "member": "unread"}


def test_following_costs_the_same_for_many_people(world, sent, django_assert_max_num_queries):
    Person.objects.bulk_create(
        Person(account=f"p{n}", name="张三", department=world.departments["SALES"], password="!")
        for n in range(200)
    )
    with django_assert_max_num_queries(40):
        directory.change_department(
            world.departments["SALES"], by=world.admin, parent=world.departments["SERVICE"]
        )
    assert len(statuses()) == 202


def test_people_are_named_by_account_or_name(world):
    launch.launch(world.campaign, by=world.clerk)
    form = {"title": "示例通知", "organiser": "监督室", "on": "2026-03-02"}
    post("clerk", "circulate", "spring", **form, people="employee\n总经理")
    assert set(statuses()) == {"employee", "leader"}


def test_a_name_that_fits_nobody_is_said(world):
    launch.launch(world.campaign, by=world.clerk)
    form = {"title": "示例通知", "organiser": "监督室", "on": "2026-03-02"}
    answer = post("clerk", "circulate", "spring", **form, people="无此人", status=422)
    assert "“无此人”查无此人，请核对账号或姓名。" in text(answer.page.xpath("//main")[0])
    answer = post("clerk", "circulate", "spring", **form, status=422)
    assert "请至少勾选一个部门，或者写明人员。" in text(answer.page.xpath("//main")[0])
    assert not Circulation.objects.exists()


def test_who_joins_keeps_the_phase_from_ending(world, sent):
    for account in ("head", "member"):
        person = getattr(world, account)
        Receipt.objects.get(person=person).sign("张三", by=person)
    before = [r.text for r in phase(world, "mobilization").reasons_against_ending()]
    assert not [said for said in before if "示例通知" in said]
    join(world)
    said = [r.text for r in phase(world, "mobilization").reasons_against_ending()]
    assert "“示例通知”应签阅3人，已签阅2人，未达到100%的要求。未签阅：张三" in said
