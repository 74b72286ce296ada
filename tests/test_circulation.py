"""传达签阅: everybody signs for themself, and the reach is counted, never rounded up."""

from datetime import timedelta
from decimal import Decimal

import pytest

from campaigns import circulating, launch, mobilizing
from campaigns.audience import To
from campaigns.models import Circulation, Receipt
from campaigns.reach import Reach, reach, reach_by_department
from organization import clock
from organization.models import Department, Event, NotAllowed, Notification, Person
from tests.counting import queries_of
from tests.visiting import get, post, text, things, visit
from tests.world import DAY, PASSWORD, at


@pytest.fixture
def running(world):
    launch.launch(world.campaign, by=world.clerk)
    return world


def send(world, *people, **fields) -> Circulation:
    words = {"title": "示例通知", "organiser": "监督室", "on": DAY, **fields}
    return circulating.send_round(world.campaign, To(people=people), by=world.clerk, **words)


def receipt_of(person) -> Receipt:
    return Receipt.objects.get(person=person)


def test_a_document_goes_to_the_people_of_the_ticked_departments(running):
    world = running
    team = Department.objects.create(
        code="TEAM", name="销售一班", kind="team", parent=world.departments["SALES"]
    )
    Person.objects.create_user("teamster", PASSWORD, name="张三", department=team)
    post(
        "clerk",
        "circulate",
        "spring",
        title="示例通知",
        organiser="监督室",
        on="2026-03-02",
        text="第一段\n第二段",
        departments=[world.departments["SALES"].pk],
    )
    accounts = Receipt.objects.order_by("person__account").values_list("person__account", flat=True)
    assert list(accounts) == ["head", "member", "teamster"]
    told = Notification.objects.filter(kind="receipt_asked").values_list("thing", "recipient")
    assert {thing for thing, _person in told} == {"campaigns.receipt"}
    assert told.count() == 3


def test_system_duties_have_no_part(running):
    world = running
    company = mobilizing.people_of([world.departments["CO"]])
    assert {"admin", "auditor"} & {person.account for person in company} == set()
    assert len(company) == 8


def test_nobody_to_sign_is_refused(running):
    with pytest.raises(NotAllowed, match="没有需要签阅"):
        send(running)
    assert not Circulation.objects.exists()


def test_nothing_is_circulated_before_the_launch(world):
    with pytest.raises(NotAllowed, match="尚未发起"):
        send(world, world.head)


def test_the_statements_do_not_follow_the_people(running, django_assert_max_num_queries):
    people = Person.objects.bulk_create(
        Person(account=f"p{n}", name="张三", department=running.departments["SALES"], password="!")
        for n in range(200)
    )
    with django_assert_max_num_queries(16):
        send(running, *people)
    assert Receipt.objects.count() == 200


@pytest.mark.parametrize(
    ("signed", "due", "percent"),
    [(0, 3, "0.0"), (1, 3, "33.3"), (2, 3, "66.6"), (1999, 2000, "99.9"), (2000, 2000, "100.0")],
)
def test_the_reach_is_never_rounded_up(signed, due, percent):
    assert Reach(due=due, signed=signed).percent == Decimal(percent)


def test_the_reach_of_nobody_is_no_figure():
    assert Reach().percent is None


@pytest.mark.parametrize(("signed", "meets"), [(1999, False), (2000, True)])
def test_almost_everybody_is_not_everybody(signed, meets):
    assert Reach(due=2000, signed=signed).meets(100) is meets


def test_the_reach_leaves_the_exempt_out_and_names_late_signatures(running):
    world = running
    sent = send(world, world.head, world.member, world.service_head, world.employee)
    with clock.at(at()):
        receipt_of(world.head).sign("张三", by=world.head)
    with clock.at(at(DAY + timedelta(days=1), hour=0, minute=5)):
        receipt_of(world.member).sign("李四", by=world.member)
    receipt_of(world.employee).exempt("外出学习", by=world.clerk)
    assert reach(sent) == Reach(due=3, signed=2, exempt=1, late_signed=1)


def test_the_counts_are_one_query(running, django_assert_num_queries):
    sent = send(running, running.head, running.member)
    departments = [running.departments["SALES"]]
    with django_assert_num_queries(1):
        reach(sent)
    with django_assert_num_queries(1):
        reach_by_department(sent, departments)


def test_people_below_a_department_count_for_it(running):
    world = running
    team = Department.objects.create(
        code="TEAM", name="销售一班", kind="team", parent=world.departments["SALES"]
    )
    teamster = Person.objects.create_user("teamster", PASSWORD, name="张三", department=team)
    sent = send(world, world.head, teamster, world.service_head, world.employee)
    with clock.at(at()):
        receipt_of(teamster).sign("张三", by=teamster)
    taking_part = [world.departments["SALES"], world.departments["SERVICE"]]
    rows = reach_by_department(sent, taking_part)
    assert [(row.department.name, row.reach) for row in rows] == [
        ("销售部", Reach(due=2, signed=1)),
        ("服务部", Reach(due=1)),
        ("旁观部", Reach(due=1)),
    ]


def test_only_the_person_signs(running):
    world = running
    send(world, world.head)
    with pytest.raises(NotAllowed, match="本人"):
        receipt_of(world.head).sign("张三", by=world.clerk)
    mine = receipt_of(world.head).pk
    for account in ("clerk", "member"):
        post(account, "sign_receipt", "spring", mine, signed_name="销售部负责人", status=403)
    assert receipt_of(world.head).status == "unread"


def test_reading_and_signing_on_the_phone(running):
    world = running
    send(world, world.head, text="第一段\n\n第二段")
    mine = receipt_of(world.head).pk
    page = get("head", "receipt", "spring", mine)
    assert [text(line) for line in page.xpath("//ol[@class='paragraphs']/li")] == [
        "第一段",
        "第二段",
    ]
    assert things(page, "receipt")[0] == (f"receipt:{mine}", "unread")
    [act] = page.xpath("//form[@data-act='sign_receipt']/@action")
    assert receipt_of(world.head).status == "unread"  # looking by GET changes nothing
    post("head", "read_receipt", "spring", mine)
    assert receipt_of(world.head).status == "read"
    assert visit("head").post(act, {"signed_name": "销售部 负责人"}).status_code == 302
    signed = receipt_of(world.head)
    assert (signed.status, signed.signed_name) == ("signed", "销售部负责人")
    assert "已签" in text(get("head", "receipt", "spring", mine).xpath("//h1")[0])


def test_the_page_notes_the_reading_by_itself(running):
    send(running, running.head)
    mine = receipt_of(running.head)
    answer = visit("head").post(
        f"{mine.get_absolute_url()}read/", headers={"X-Requested-With": "fetch"}
    )
    assert answer.status_code == 204
    assert receipt_of(running.head).status == "read"


def test_the_name_must_be_ones_own(running):
    send(running, running.head)
    mine = receipt_of(running.head).pk
    sent = post("head", "sign_receipt", "spring", mine, signed_name="李四", status=422)
    assert "请填写本人登记的姓名。" in text(sent.page.xpath("//main")[0])
    assert receipt_of(running.head).status == "unread"


def test_a_second_signature_is_refused(running):
    send(running, running.head)
    mine = receipt_of(running.head).pk
    post("head", "sign_receipt", "spring", mine, signed_name="销售部负责人")
    post("head", "sign_receipt", "spring", mine, signed_name="销售部负责人", status=409)
    assert Event.objects.filter(kind="receipt.signed").count() == 1


def test_the_office_exempts_with_a_reason(running):
    send(running, running.head)
    mine = receipt_of(running.head).pk
    post("clerk", "exempt_receipt", "spring", mine, status=422, exempt_reason="")
    assert receipt_of(running.head).status == "unread"
    post("clerk", "exempt_receipt", "spring", mine, exempt_reason="外出学习")
    exempt = receipt_of(running.head)
    assert (exempt.status, exempt.exempt_reason) == ("exempt", "外出学习")


def test_the_office_sees_who_has_not_signed(running):
    world = running
    sent = send(world, world.head, world.member)
    receipt_of(world.head).sign("张三", by=world.head)
    page = get("clerk", "circulation", "spring", sent.pk, query="?status=waiting")
    assert things(page, "receipt") == [(f"receipt:{receipt_of(world.member).pk}", "unread")]
    tabs = [text(tab) for tab in page.xpath("//nav[@class='tabs']/a")]
    assert tabs == ["全部2", "待签1", "已签1", "免签0"]


def test_a_head_sees_the_own_department_only(running):
    world = running
    sent = send(world, world.head, world.service_head)
    page = get("service_head", "circulation", "spring", sent.pk)
    assert things(page, "receipt") == [(f"receipt:{receipt_of(world.service_head).pk}", "unread")]
    rows = get("service_head", "mobilization", "spring").xpath("//ul[@data-departments]/li/span[1]")
    assert [text(row) for row in rows] == ["服务部"]


def test_both_counts_stand_beside_the_share(running):
    world = running
    send(world, world.head, world.member, world.service_head)
    with clock.at(at()):
        receipt_of(world.head).sign("张三", by=world.head)
    [line] = get("clerk", "mobilization", "spring").xpath("//p[@data-reach='circulation']")
    assert text(line) == "33.3%应签阅3人，已签阅1人"


def test_of_several_documents_signatures_are_counted_and_not_people(running):
    world = running
    send(world, world.head, world.member)
    send(world, world.head)
    [line] = get("clerk", "mobilization", "spring").xpath("//p[@data-reach='reach']")
    assert text(line) == "0%应签阅3人次，已签阅0人次"
    assert "应签阅3人次，已签阅0人次" in text(get("clerk", "campaign", "spring"))


def test_a_closed_campaign_takes_no_signature(running):
    world = running
    send(world, world.head)
    launch.close(world.campaign, by=world.clerk)
    mine = receipt_of(world.head).pk
    sent = post("head", "sign_receipt", "spring", mine, signed_name="销售部负责人", status=409)
    assert "专项活动已结束" in text(sent.page.xpath("//main")[0])
    assert get("head", "receipt", "spring", mine).xpath("//form[@data-act='sign_receipt']") == []


def test_queries_stay_flat(running):
    world = running
    sent = send(world, world.head, world.member)
    url, mark = sent.get_absolute_url(), 'data-thing="receipt:'
    few = queries_of(visit("clerk"), url, mark, rows=2)
    people = Person.objects.bulk_create(
        Person(account=f"p{n}", name="张三", department=world.departments["SALES"], password="!")
        for n in range(28)
    )
    Receipt.objects.bulk_create(
        Receipt(circulation=sent, person=person, department=person.department) for person in people
    )
    assert queries_of(visit("clerk"), url, mark, rows=30) == few


def test_the_mobilization_costs_the_same_for_many_documents(running):
    url, mark = "/campaigns/spring/mobilization/", 'data-thing="circulation:'
    send(running, running.head, running.service_head)
    few = queries_of(visit("leader"), url, mark, rows=1)
    for _n in range(4):
        send(running, running.head, running.service_head)
    assert queries_of(visit("leader"), url, mark, rows=5) == few
