"""Leading group and inspection group: roles follow membership."""

import pytest

from campaigns import launch
from campaigns.models import Group, Membership
from organization.models import NotAllowed
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
