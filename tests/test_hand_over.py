"""转办: an item goes to somebody of the department and comes back."""

import pytest
from django.urls import reverse

from campaigns import handing_over
from campaigns.models import Answer, HandOver, SelfCheck
from organization.models import Event, NotAllowed, Notification, Person
from organization.models.role import grant
from tests.test_filling import saved, signed_in, typed
from tests.world import accept_all, start, submit


@pytest.fixture
def sheet(world) -> SelfCheck:
    return start(world).sheet()


def url(name: str, no: int = 2) -> str:
    return reverse(name, args=["spring", "SALES", no])


def hand(world, no: int = 2, to: Person | None = None) -> HandOver:
    return handing_over.hand_over(world.sheet(), world.item(no), to or world.member, by=world.head)


def test_the_person_is_told_and_fills_in_the_item(world, sheet):
    client = signed_in(world.head)
    assert client.post(url("hand_over"), {"to": world.member.pk}).status_code == 302
    assert Notification.objects.get(kind="item_handed_over").recipient == world.people["member"]
    assert Event.objects.get(kind="selfcheck.handed_over").particulars["item"] == 2
    member = signed_in(world.member)
    assert member.post(url("fill_item"), typed(text="已核")).status_code == 302
    assert Answer.objects.get(item__no=2).edited_by == world.people["member"]


def test_the_head_reads_a_handed_item_until_it_is_taken_back(world, sheet):
    hand(world)
    client = signed_in(world.head)
    assert client.post(url("fill_item"), typed()).status_code == 403
    page = client.get(url("fill_item")).content.decode()
    assert "已转办给销售部填报人" in page and 'data-act="save_answer"' not in page
    assert client.post(url("take_back")).status_code == 302
    assert client.post(url("fill_item"), typed()).status_code == 302


def test_a_member_reads_the_rest_of_the_sheet(world, sheet):
    saved(world, no=1, text="负责人写的话")
    hand(world)
    client = signed_in(world.member)
    page = client.get(url("fill_item", 1)).content.decode()
    assert "负责人写的话" in page and 'data-act="save_answer"' not in page
    assert client.post(url("fill_item", 1), typed(version="1", text="改")).status_code == 403
    assert Answer.objects.get(item__no=1).text == "负责人写的话"


def test_what_was_written_stays_when_the_item_is_taken_back(world, sheet):
    hand(world)
    signed_in(world.member).post(url("fill_item"), typed(text="填报人写的话"))
    handing_over.take_back(world.sheet(), world.item(2), by=world.head)
    assert "填报人写的话" in signed_in(world.head).get(url("fill_item")).content.decode()
    assert signed_in(world.member).post(url("fill_item"), typed(version="1")).status_code == 403


def test_somebody_without_a_role_becomes_a_member(world, sheet):
    clerk = Person.objects.create_user(
        "newcomer", name="李四", post="业务员", department=world.departments["SALES"]
    )
    hand(world, to=clerk)
    newcomer = Person.objects.get(account="newcomer")
    assert newcomer.roles.names() == ("member",)
    assert signed_in(newcomer).get(url("fill_item")).status_code == 200
    assert signed_in(newcomer).post(url("fill_item", 1), typed()).status_code == 403


def test_only_people_of_the_department_are_offered_and_taken(world, sheet):
    client = signed_in(world.head)
    form = client.get(url("hand_over")).context["form"]
    assert list(form.fields["to"].queryset) == [world.people["member"]]
    response = client.post(url("hand_over"), {"to": world.service_head.pk})
    assert response.status_code == 422
    with pytest.raises(NotAllowed, match="本部门"):
        hand(world, to=world.service_head)


def test_an_item_is_handed_over_once(world, sheet):
    hand(world)
    with pytest.raises(NotAllowed, match="已经转办"):
        hand(world)
    assert HandOver.objects.count() == 1


def test_taking_back_twice_is_refused(world, sheet):
    hand(world)
    client = signed_in(world.head)
    assert client.post(url("take_back")).status_code == 302
    assert client.post(url("take_back")).status_code == 409
    assert Event.objects.filter(kind="selfcheck.taken_back").count() == 1


def test_an_accepted_item_is_not_handed_over(world, sheet):
    submit(world)
    accept_all(world)
    SelfCheck.objects.filter(pk=sheet.pk).update(status="returned")
    with pytest.raises(NotAllowed, match="已通过"):
        hand(world)


def test_a_submitted_sheet_is_not_handed_over(world, sheet):
    submit(world)
    response = signed_in(world.head).post(url("hand_over"), {"to": world.member.pk})
    assert response.status_code == 409
    assert not HandOver.objects.exists()


def test_a_page_that_saves_by_itself_hears_why_it_may_not(world, sheet):
    said = signed_in(world.member).post(url("fill_item"), typed(), headers={"X-Autosave": "1"})
    assert said.status_code == 403
    assert said.json()["state"] == "refused"
    reason = said.json()["reason"]
    assert reason.startswith("本项由本部门其他人员填报。")
    assert "您填写的内容仍在本页" in reason


def test_a_deputy_who_gets_an_item_becomes_no_member(world, sheet):
    """Who leads the department can fill it in already: no second role, nothing in the log."""
    deputy = Person.objects.create_user(
        "deputy", name="代理负责人", post="代理负责人", department=world.departments["SALES"]
    )
    grant(deputy, "head", world.departments["SALES"], by=world.head)
    told = Event.objects.filter(kind="role.granted").count()
    hand(world, to=Person.objects.get(account="deputy"))
    hand(world, no=3)
    assert Person.objects.get(account="deputy").roles.names() == ("head",)
    assert Event.objects.filter(kind="role.granted").count() == told
