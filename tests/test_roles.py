"""Roles: given and taken by the administrator, in force from the next request on."""

import pytest
from django.urls import reverse
from lxml import html

from organization import directory
from organization.models import DepartmentRole, Event, NotAllowed
from organization.models.role import grant, holders, revoke, roles_of
from organization.roles import Grant, Roles
from tests.signed_in import at_browser
from tests.visiting import text
from tests.world import full_world

SALES = "/directory/departments/SALES/"


def give(client, account: str, role: str, code: str = "SALES"):
    return client.post(reverse("grant_role", args=[code]), {"account": account, "role": role})


def take(client, account: str, role: str, code: str = "SALES"):
    return client.post(reverse("revoke_role", args=[code]), {"account": account, "role": role})


def test_taking_the_role_away_takes_the_page_away_at_the_next_request(world):
    full_world(world)
    head, page = at_browser("head"), reverse("fill", args=["spring", "SALES"])
    assert head.get(page).status_code == 200
    assert take(at_browser("admin"), "head", "head").status_code == 302
    assert head.get(page).status_code == 404


def test_giving_the_role_gives_the_page_at_the_next_request(world):
    full_world(world)
    employee, page = at_browser("employee"), reverse("fill", args=["spring", "SALES"])
    assert employee.get(page).status_code == 404
    give(at_browser("admin"), "employee", "head")
    assert employee.get(page).status_code == 200


def test_a_role_on_a_campaign_that_is_taken_away_takes_its_history_away(world):
    clerk, page = at_browser("clerk"), reverse("campaign_events", args=["spring"])
    assert clerk.get(page).status_code == 200
    revoke(world.clerk, "office", world.campaign, by=world.admin)
    assert clerk.get(page).status_code == 404


def test_both_acts_are_events(world):
    admin = at_browser("admin")
    give(admin, "employee", "launcher")
    take(admin, "employee", "launcher")
    acts = Event.objects.filter(kind__startswith="role.", actor_pk=world.admin.pk)
    assert [(e.kind, e.label, e.particulars) for e in acts.order_by("pk")] == [
        ("role.granted", "部门 SALES", {"role": "launcher", "person": "旁观部员工"}),
        ("role.revoked", "部门 SALES", {"role": "launcher", "person": "旁观部员工"}),
    ]


def test_giving_twice_is_one_role_and_one_event(world):
    for _time in range(2):
        grant(world.employee, "member", world.departments["SALES"], by=world.admin)
    rows = DepartmentRole.objects.filter(user=world.employee)
    events = Event.objects.filter(kind="role.granted", particulars__person="旁观部员工")
    assert (rows.count(), events.count()) == (1, 1)


def test_taking_what_is_not_there_is_refused(world):
    assert take(at_browser("admin"), "employee", "head").status_code == 409
    assert not Event.objects.filter(kind="role.revoked").exists()


def test_who_runs_the_system_takes_no_role(world):
    admin = at_browser("admin")
    assert give(admin, "admin", "head").status_code == 409
    assert give(admin, "auditor", "member").status_code == 409
    assert DepartmentRole.objects.filter(user__in=[world.admin, world.auditor]).count() == 0


def test_a_closed_account_takes_no_role_and_holds_none(world):
    directory.disable(world.head, by=world.admin)
    with pytest.raises(NotAllowed):
        directory.give_role(world.head, "member", world.departments["SALES"], by=world.admin)
    assert list(holders(world.departments["SALES"], "head")) == []


def test_an_unknown_account_and_an_unknown_role_are_said_to_be_wrong(world):
    admin = at_browser("admin")
    page = give(admin, "nobody", "head")
    assert "没有这个账号。" in page.content.decode()
    give(admin, "employee", "office")
    assert DepartmentRole.objects.filter(user=world.employee).count() == 0


def test_roles_are_read_in_one_query(world, django_assert_num_queries):
    person = world.clerk
    with django_assert_num_queries(1):
        names = roles_of(person).names()
    assert names == ("launcher", "office")


def test_a_role_reaches_down_the_tree_and_never_up_or_across():
    roles = Roles([Grant("department", 2, "head", "/CO/A/"), Grant("campaign", 7, "office")])

    class At:
        def __init__(self, path):
            self.path = path

    reached = {
        path: roles.in_department(At(path), "head")
        for path in ("/CO/", "/CO/A/", "/CO/A/T/", "/CO/AB/", "/CO/B/")
    }
    assert reached == {
        "/CO/": False,
        "/CO/A/": True,
        "/CO/A/T/": True,
        "/CO/AB/": False,
        "/CO/B/": False,
    }
    assert roles.on_campaign(7, "office") is True
    assert roles.on_campaign(7, "inspector") is False
    assert roles.in_department(At("/CO/A/"), "member") is False


def test_a_mistyped_account_stays_in_its_field_with_what_is_wrong(world):
    sent = {"account": "haed", "role": "launcher"}
    answer = at_browser("admin").post(reverse("grant_role", args=["SALES"]), sent)
    assert answer.status_code == 422
    page = html.document_fromstring(answer.content.decode())
    [form] = page.xpath("//form[@data-act='grant_role']")
    assert (form.fields["account"], form.fields["role"]) == ("haed", "launcher")
    [field] = form.xpath(".//label[input[@name='account']]")
    assert field.get("class") == "has-errors"
    [error] = form.xpath(".//ul[@id='id_account_error']/li")
    assert text(error) == "没有这个账号。"
    assert not DepartmentRole.objects.filter(permission__codename="launcher", user=world.head)
