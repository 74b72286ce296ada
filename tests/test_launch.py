"""Launching: one action, everything or nothing, and only by the office."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns import launch
from campaigns.breakdown import assign_to_all
from campaigns.models import Campaign, ItemScope, Participation, SelfCheck
from organization.models import Department, Event, NotAllowed, Notification, Person
from organization.models.role import DepartmentRole, _permission, grant
from tests.visiting import visit
from tests.world import PASSWORD, phase


def press_launch(account: str):
    return visit(account).post(reverse("launch_campaign", args=["spring"]))


def test_the_office_launches_with_one_button(world):
    page = visit("clerk").get(reverse("campaign", args=["spring"])).content.decode()
    assert 'data-act="launch"' in page
    assert press_launch("clerk").status_code == 302
    campaign = Campaign.objects.get(code="spring")
    assert campaign.status == "running"
    assert campaign.running_by == world.clerk
    assert campaign.checklist.frozen_at == campaign.running_at


def test_a_button_that_cannot_work_says_what_is_missing(world):
    world.item(1).scopes.all().delete()
    world.item(2).scopes.all().delete()
    page = visit("clerk").get(reverse("campaign", args=["spring"])).content.decode()
    assert "发起（还差2处）" in page
    assert 'data-act="launch"' not in page
    answer = press_launch("clerk")
    assert answer.status_code == 409
    assert "第1项没有责任部门。" in answer.content.decode()


@pytest.mark.parametrize("account", ["inspector", "leader"])
def test_only_the_office_launches(world, account):
    assert press_launch(account).status_code == 403
    assert Campaign.objects.get(code="spring").status == "draft"


def test_a_second_launch_is_refused(world):
    press_launch("clerk")
    assert press_launch("clerk").status_code == 409
    assert SelfCheck.objects.count() == 2
    assert Event.objects.filter(kind="campaign.running").count() == 1


def test_every_department_gets_a_sheet_of_its_items(world):
    launch.launch(world.campaign, by=world.clerk)
    sheets = {s.department.code: (s.total, s.status, s.due_on) for s in SelfCheck.objects.all()}
    friday = date(2026, 3, 6)
    assert sheets == {"SALES": (3, "assigned", friday), "SERVICE": (2, "assigned", friday)}
    assert [item.no for item in world.sheet("SERVICE").items()] == [2, 3]


def test_the_heads_are_told_once(world):
    deputy = Person.objects.create_user(
        "deputy", PASSWORD, name="张三", department=world.departments["SALES"], order=99
    )
    grant(deputy, "head", world.departments["SALES"], by=None)
    launch.launch(world.campaign, by=world.clerk)
    told = Notification.objects.filter(kind="sheet_assigned").order_by("recipient__order")
    assert [(n.recipient.account, n.thing_pk) for n in told] == [
        ("head", world.sheet().pk),
        ("service_head", world.sheet("SERVICE").pk),
        ("deputy", world.sheet().pk),
    ]
    assert told[0].text == "本部门需填3项，请于3月6日前提交。"


def test_name_and_head_of_a_participant_are_frozen(world):
    launch.launch(world.campaign, by=world.clerk)
    Department.objects.filter(code="SALES").update(name="营销部")
    rows = {str(row): row.head.account for row in Participation.objects.all()}
    assert rows == {"销售部": "head", "服务部": "service_head"}


def test_an_item_of_all_departments_reaches_whoever_joined_before_the_launch(world):
    assign_to_all(world.item(2))
    other = world.departments["OTHER"]
    Participation.objects.create(campaign=world.campaign, department=other)
    launch.launch(world.campaign, by=world.clerk)
    scopes = ItemScope.objects.filter(item=world.item(2)).values_list("department__code", flat=True)
    assert sorted(scopes) == ["OTHER", "SALES", "SERVICE"]
    totals = dict(SelfCheck.objects.values_list("department__code", "total"))
    assert totals == {"OTHER": 1, "SALES": 3, "SERVICE": 2}


def test_items_from_records_go_to_nobody(world):
    item = world.item(4)
    type(item).objects.filter(pk=item.pk).update(all_departments=True)
    launch.launch(world.campaign, by=world.clerk)
    assert not ItemScope.objects.filter(item=item).exists()


def test_a_launch_that_breaks_leaves_nothing_behind(world, monkeypatch):
    def broken(*args) -> None:
        raise RuntimeError

    monkeypatch.setattr(launch, "_tell_heads", broken)
    with pytest.raises(RuntimeError):
        launch.launch(world.campaign, by=world.clerk)
    campaign = Campaign.objects.get(code="spring")
    assert (campaign.status, campaign.checklist.frozen_at) == ("draft", None)
    assert SelfCheck.objects.count() == 0
    assert not Event.objects.filter(kind="campaign.running").exists()


def test_the_statements_do_not_follow_the_departments(world, django_assert_max_num_queries):
    company, add = world.departments["CO"], Department.objects.bulk_create
    many = add(
        Department(code=f"D{n}", name=f"部门{n}", parent=company, path=f"/CO/D{n}/", order=50 + n)
        for n in range(60)
    )
    people = Person.objects.bulk_create(
        Person(account=f"p{n}", name="张三", department=one, password="!")
        for n, one in enumerate(many)
    )
    head = _permission(company, "head")
    DepartmentRole.objects.bulk_create(
        DepartmentRole(user=person, permission=head, content_object=person.department)
        for person in people
    )
    Participation.objects.bulk_create(
        Participation(campaign=world.campaign, department=one) for one in many
    )
    assign_to_all(world.item(3))
    with django_assert_max_num_queries(45):
        launch.launch(world.campaign, by=world.clerk)
    assert SelfCheck.objects.count() == 62
    assert Notification.objects.filter(kind="sheet_assigned").count() == 62


def test_a_closed_campaign_can_be_read_and_nothing_else(world):
    launch.launch(world.campaign, by=world.clerk)
    client = visit("clerk")
    assert client.post(reverse("close_campaign", args=["spring"])).status_code == 302
    page = client.get(reverse("campaign", args=["spring"])).content.decode()
    assert "全部内容只供查阅" in page
    assert [act for act in ("open_phase", "close_campaign") if f'data-act="{act}"' in page] == []
    refused = client.post(reverse("open_phase", args=["spring", 1]))
    assert refused.status_code == 409
    assert "专项活动已结束" in refused.content.decode()


def test_the_office_alone_closes(world):
    launch.launch(world.campaign, by=world.clerk)
    url = reverse("close_campaign", args=["spring"])
    assert visit("leader").post(url).status_code == 403
    assert visit("head").post(url).status_code == 403
    assert Campaign.objects.get(code="spring").status == "running"


def test_a_campaign_that_is_not_running_opens_no_phase(world):
    with pytest.raises(NotAllowed, match="尚未发起"):
        phase(world, "self_check").begin(by=world.clerk)


def test_a_draft_is_given_up_and_departments_never_hear_of_it(world):
    url = reverse("cancel_campaign", args=["spring"])
    assert visit("leader").post(url).status_code == 403
    assert visit("clerk").post(url).status_code == 302
    assert Campaign.objects.get(code="spring").status == "cancelled"
    page = reverse("campaign", args=["spring"])
    assert visit("clerk").get(page).status_code == 200
    assert visit("head").get(page).status_code == 404


def test_a_launched_campaign_is_not_given_up(world):
    launch.launch(world.campaign, by=world.clerk)
    assert visit("clerk").post(reverse("cancel_campaign", args=["spring"])).status_code == 422
    assert Campaign.objects.get(code="spring").status == "running"
