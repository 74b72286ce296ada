"""Leading group and inspection group: roles follow membership."""

import pytest

from campaigns import launch
from campaigns.models import Group, Membership
from organization.models import Event, NotAllowed
from organization.models.role import grant
from tests.visiting import get, post, text, things, visit


def inspection() -> Group:
    return Group.objects.get(kind="inspection")


def test_the_office_sets_up_a_group(world):
    Group.objects.all().delete()
    page = get("clerk", "groups", "spring")
    [form] = page.xpath("//form[@data-act='set_up_group']")
    assert form.xpath(".//select[@name='kind']/option[@selected]/@value") == ["leading"]
    fields = {"kind": "leading", "name": "领导小组", "duties": "研究部署\n督促检查"}
    assert visit("clerk").post("/campaigns/spring/groups/", fields).status_code == 302
    group = Group.objects.get()
    assert (group.name, group.duty_list) == ("领导小组", ["研究部署", "督促检查"])


def test_a_member_gets_the_role_and_loses_it_with_the_membership(world):
    group = inspection()
    campaign = world.campaign.pk
    assert not world.employee.roles.on_campaign(campaign, "inspector")
    post("clerk", "join_group", "spring", group.pk, person=world.employee.pk, office="deputy")
    assert world.employee.roles.on_campaign(campaign, "inspector")
    assert Membership.objects.get(person=world.employee).office == "deputy"
    post("clerk", "leave_group", "spring", group.pk, person=world.employee.pk)
    assert not world.employee.roles.on_campaign(campaign, "inspector")


def test_the_next_request_of_a_former_member_finds_nothing(world):
    assert get("inspector", "campaign", "spring") is not None
    post("clerk", "leave_group", "spring", inspection().pk, person=world.inspector.pk)
    get("inspector", "campaign", "spring", status=404)


def test_people_are_found_by_name_post_department_and_account(world):
    group = inspection()
    for words in ("服务部负责人", "service_h", "服务部"):
        page = get("clerk", "group", "spring", group.pk, query=f"?q={words}")
        forms = page.xpath("//form[@data-act='join_group']")
        found = [form.xpath("input[@name='person']/@value")[0] for form in forms]
        assert found == [str(world.service_head.pk)]


def test_heads_of_the_departments_are_offered_at_once(world):
    page = get("clerk", "group", "spring", inspection().pk)
    offered = page.xpath("//form[@data-act='join_group']/input[@name='person']/@value")
    assert offered == [str(world.head.pk), str(world.service_head.pk)]


def test_overseers_see_the_members_and_no_buttons(world):
    page = get("leader", "group", "spring", inspection().pk)
    assert [status for _thing, status in things(page, "membership")] == ["member"]
    assert "检查组成员" in text(page.xpath("//main")[0])
    assert page.xpath("//form[@data-act]")[1:] == []  # only signing out


def test_a_closed_campaign_keeps_its_groups(world):
    launch.launch(world.campaign, by=world.clerk)
    launch.close(world.campaign, by=world.clerk)
    group = inspection()
    with pytest.raises(NotAllowed, match="已结束"):
        Group.objects.select_related("campaign").get(pk=group.pk).add(
            world.employee, by=world.clerk
        )
    post("clerk", "leave_group", "spring", group.pk, person=world.inspector.pk, status=409)
    assert group.memberships.count() == 1


def leading() -> Group:
    return Group.objects.get(kind="leading")


def has_role(world, account: str, role: str = "inspector") -> bool:
    return getattr(world, account).roles.on_campaign(world.campaign.pk, role)


def test_a_role_given_otherwise_stays_when_the_membership_ends(world):
    grant(world.employee, "inspector", world.campaign, by=world.clerk)
    inspection().add(world.employee, by=world.clerk)
    inspection().remove(world.employee, by=world.clerk)
    assert has_role(world, "employee")


def test_a_role_given_otherwise_while_a_member_stays_too(world):
    inspection().add(world.employee, by=world.clerk)
    grant(world.employee, "inspector", world.campaign, by=world.clerk)
    inspection().remove(world.employee, by=world.clerk)
    assert has_role(world, "employee")


def test_the_role_stays_while_another_group_of_the_kind_has_the_member(world):
    second = Group.set_up(world.campaign, by=world.clerk, kind="inspection", name="第二检查组")
    for group in (inspection_named("检查组"), second):
        group.add(world.employee, by=world.clerk)
    second.remove(world.employee, by=world.clerk)
    assert has_role(world, "employee")
    inspection_named("检查组").remove(world.employee, by=world.clerk)
    assert not has_role(world, "employee")


def inspection_named(name: str) -> Group:
    return Group.objects.select_related("campaign").get(name=name)


def test_joining_and_leaving_stand_in_the_log_with_the_role(world):
    inspection().add(world.employee, by=world.clerk)
    inspection().remove(world.employee, by=world.clerk)
    kinds = ("group.joined", "group.left", "role.granted", "role.revoked")
    events = Event.objects.filter(kind__in=kinds, particulars__person=world.employee.title)
    assert list(events.order_by("pk").values_list("kind", flat=True)) == [
        "role.granted",
        "group.joined",
        "role.revoked",
        "group.left",
    ]


def test_a_group_has_one_chair(world):
    with pytest.raises(NotAllowed, match="已有组长"):
        leading().add(world.head, "chair", by=world.clerk)
    assert not has_role(world, "head", "leader")
    post("clerk", "join_group", "spring", leading().pk, person=world.leader.pk, office="deputy")
    post("clerk", "join_group", "spring", leading().pk, person=world.head.pk, office="chair")
    offices = Membership.objects.filter(group=leading()).order_by("pk")
    assert list(offices.values_list("person__account", "office")) == [
        ("leader", "deputy"),
        ("head", "chair"),
    ]


def test_a_second_leading_group_is_not_set_up(world):
    sent = post("clerk", "groups", "spring", status=422, kind="leading", name="又一个领导小组")
    assert "已有领导小组" in text(sent.page.xpath("//main")[0])
    assert Group.objects.filter(kind="leading").count() == 1


def test_sub_groups_stand_below_their_group(world):
    top = Group.set_up(world.campaign, by=world.clerk, kind="work", name="五条禁令工作组")
    form = {"kind": "work", "name": "宣传教育组", "parent": top.pk}
    post("clerk", "groups", "spring", **form)
    page = get("clerk", "groups", "spring")
    shown = [text(h) for h in page.xpath("//section[@data-thing]//h2")]
    assert shown == ["领导小组", "检查组", "五条禁令工作组", "宣传教育组"]
    assert page.xpath("//section[.//h2='宣传教育组']/@class") == ["card group-1"]
    sub = Group.objects.get(name="宣传教育组")
    page = get("clerk", "group", "spring", top.pk)
    assert page.xpath(f"//a[@href='{sub.get_absolute_url()}']/text()") == ["宣传教育组"]


def test_a_group_belongs_to_no_group_below_it(world):
    top = Group.set_up(world.campaign, by=world.clerk, kind="work", name="工作组")
    sub = Group.set_up(world.campaign, by=world.clerk, kind="work", name="小组", parent=top)
    with pytest.raises(NotAllowed, match="不能隶属"):
        top.change(by=world.clerk, parent=sub)
    top.refresh_from_db()
    assert top.parent is None


def test_the_office_changes_a_group_and_its_kind_stays(world):
    fields = {
        "name": "工作领导小组",
        "duties": "研究部署",
        "office": world.departments["OFFICE"].pk,
    }
    fields |= {"office_duties": "承办日常工作", "kind": "work"}
    post("clerk", "change_group", "spring", leading().pk, **fields)
    group = leading()
    assert (group.name, group.office.code, group.office_duty_list) == (
        "工作领导小组",
        "OFFICE",
        ["承办日常工作"],
    )
    said = text(get("clerk", "group", "spring", group.pk).xpath("//main")[0])
    assert "办公室设在监督室" in said


def test_dissolving_a_group_ends_its_sub_groups_and_the_roles(world):
    top = inspection()
    sub = Group.set_up(world.campaign, by=world.clerk, kind="inspection", name="小组", parent=top)
    sub.add(world.employee, by=world.clerk)
    post("clerk", "dissolve_group", "spring", top.pk)
    assert list(Group.objects.values_list("kind", flat=True)) == ["leading"]
    assert (has_role(world, "inspector"), has_role(world, "employee")) == (False, False)
    assert Event.objects.filter(kind="group.dissolved").count() == 2


def test_members_stand_by_office_and_rank(world):
    for account in ("service_head", "head"):
        inspection().add(world.people[account], by=world.clerk)
    Membership.objects.filter(person=world.service_head).update(office="deputy")
    page = get("clerk", "group", "spring", inspection().pk)
    shown = [status for _thing, status in things(page, "membership")]
    names = [text(b) for b in page.xpath("//*[@data-thing]//b")]
    assert list(zip(names, shown, strict=True)) == [
        ("服务部负责人", "deputy"),
        ("检查组成员", "member"),
        ("销售部负责人", "member"),
    ]
