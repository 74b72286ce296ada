"""The directory: read by everybody, kept by the administrator."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from organization import directory
from organization.models import Department, Event, NotAllowed, Person
from organization.models.role import grant
from organization.tree import tree
from tests.signed_in import at_browser, cost, text_of, things
from tests.world import full_world

SALES = "/directory/departments/SALES/"
FIELDS = {"name": "销售一部", "kind": "department", "order": "2", "code": "SALES"}


def page(account: str, url: str = SALES, **query):
    return at_browser(account).get(url, query)


def send(url_name: str, *args, **fields):
    return at_browser("admin").post(reverse(url_name, args=args), fields)


def paths() -> dict[str, str]:
    return dict(Department.objects.values_list("code", "path"))


def test_the_tree_stands_in_the_order_of_the_organisation(world):
    Department.objects.create(code="TEAM", name="班组", parent=world.departments["SALES"])
    branches = tree(Department.objects.all())
    assert [(b.department.code, b.depth) for b in branches] == [
        ("CO", 0),
        ("OFFICE", 1),
        ("SALES", 1),
        ("TEAM", 2),
        ("SERVICE", 1),
        ("OTHER", 1),
    ]


def test_everybody_sees_names_posts_and_roles_and_nobody_else_contact_data(world):
    Person.objects.filter(account="member").update(mobile="13900001111")
    for account in ("stranger", "clerk", "auditor", "employee"):
        shown = page(account).content.decode()
        assert "销售部填报人" in shown
        assert "member@example.org" not in shown and "13900001111" not in shown
        person = page(account, reverse("person", args=[world.member.pk])).content.decode()
        assert "member@example.org" not in person and "13900001111" not in person
    assert "member@example.org" in page("admin").content.decode()
    assert "13900001111" in page("member", world.member.get_absolute_url()).content.decode()


def test_a_search_finds_people_by_name_or_post(world):
    found = page("employee", reverse("directory"), q="填报")
    assert things(found, "person") == [(str(world.member.pk), "active")]
    assert "没有找到相符的人员" in text_of(page("employee", reverse("directory"), q="无此人"))


def test_closed_accounts_are_the_administrators(world):
    directory.disable(world.member, by=world.admin)
    assert things(page("head"), "person") == [(str(world.head.pk), "active")]
    assert sorted(status for _pk, status in things(page("admin"), "person")) == [
        "active",
        "closed",
    ]


def test_a_department_is_added_below_another(world):
    send(
        "department_add",
        code="TEAM",
        name="营业班",
        kind="team",
        order=1,
        parent=world.departments["SALES"].pk,
    )
    assert paths()["TEAM"] == "/CO/SALES/TEAM/"
    assert Event.objects.get(kind="department.created").label == "部门 TEAM"


def test_what_lies_below_moves_along(world):
    Department.objects.create(code="TEAM", name="班组", parent=world.departments["SALES"])
    Department.objects.create(code="SALES2", name="销售二部", parent=world.departments["CO"])
    send("department_change", "SALES", **FIELDS, parent=world.departments["SERVICE"].pk)
    assert paths() | {"SALES2": "", "CO": ""} == {
        "CO": "",
        "OFFICE": "/CO/OFFICE/",
        "SALES": "/CO/SERVICE/SALES/",
        "TEAM": "/CO/SERVICE/SALES/TEAM/",
        "SALES2": "",
        "SERVICE": "/CO/SERVICE/",
        "OTHER": "/CO/OTHER/",
    }
    assert paths()["SALES2"] == "/CO/SALES2/"
    event = Event.objects.get(kind="department.changed")
    assert sorted(event.particulars["fields"]) == ["name", "parent"]


def test_a_department_never_lies_below_itself(world):
    team = Department.objects.create(code="TEAM", name="班组", parent=world.departments["SALES"])
    refused = send("department_change", "SALES", **FIELDS, parent=team.pk)
    assert refused.status_code == 422
    assert "部门不能隶属于自己或自己的下级。" in refused.content.decode()
    with pytest.raises(NotAllowed):
        directory.change_department(world.departments["SALES"], by=world.admin, parent=team)


def test_codes_differ_in_more_than_case(world):
    """SQLite compares the start of a path without regard to case: /CO/sales/ would be seen."""
    refused = send("department_add", code="sales", name="x", kind="team", order=1)
    assert refused.status_code == 422
    assert "已有部门使用这个编码" in refused.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Department.objects.create(code="sales", name="x")


def test_the_code_of_a_department_and_the_account_of_a_person_stay(world):
    send("department_change", "SALES", **{**FIELDS, "code": "NEW"})
    form = {"name": "李四", "account": "other", "level": "middle", "order": 1, "duty": ""}
    send("person_change", world.member.pk, **form, department=world.departments["SALES"].pk)
    assert (Department.objects.filter(code="NEW").count(), world.member.name) == (0, "李四")


def test_a_dissolved_department_leaves_the_tree_and_keeps_its_page(world):
    send("department_change", "OTHER", **{**FIELDS, "name": "旁观部"}, ends_on="2026-03-01")
    assert Department.objects.get(code="OTHER").ends_on == date(2026, 3, 1)
    shown = page("head", "/directory/").content.decode()
    assert "/directory/departments/OTHER/" not in shown
    assert "2026年3月1日撤销" in text_of(page("head", "/directory/departments/OTHER/"))


def test_a_person_is_added_and_signs_in_after_a_password_was_given(world, client):
    form = {"name": "欧阳某", "account": "ouyang", "level": "employee", "order": 0, "duty": ""}
    send("person_add", "SALES", **form, department=world.departments["SALES"].pk)
    person = Person.objects.get(account="ouyang")
    assert (person.department.code, person.has_usable_password()) == ("SALES", False)
    shown = send("password_reset", person.pk)
    [password] = [word for word in text_of(shown).split() if word.count("-") == 3]
    assert "no-store" in shown.headers["Cache-Control"]
    signed_in = client.post("/accounts/login/", {"username": "ouyang", "password": password})
    assert signed_in.status_code == 302
    kinds = Event.objects.filter(thing_pk=person.pk, thing="organization.person")
    assert list(kinds.order_by("pk").values_list("kind", flat=True)) == [
        "person.created",
        "person.password_reset",
        "person.signed_in",
    ]
    assert not Event.objects.filter(particulars__icontains=password).exists()


def test_a_password_reset_ends_the_sessions_of_the_old_one(world):
    member = at_browser("member")
    assert member.get("/").status_code == 200
    send("password_reset", world.member.pk)
    assert member.get("/").status_code == 302


def test_a_closed_account_is_out_and_comes_back_when_it_is_opened(world):
    member = at_browser("member")
    send("person_disable", world.member.pk)
    assert member.get("/").status_code == 302
    assert send("person_disable", world.member.pk).status_code == 409
    send("person_enable", world.member.pk)
    assert world.member.is_active is True
    kinds = Event.objects.filter(thing_pk=world.member.pk, thing="organization.person")
    assert list(kinds.order_by("pk").values_list("kind", flat=True)[1:]) == [
        "person.disabled",
        "person.enabled",
    ]


def test_nobody_closes_or_promotes_themself(world):
    assert send("person_disable", world.admin.pk).status_code == 409
    with pytest.raises(NotAllowed):
        directory.change_person(world.admin, by=world.admin, duty="auditor")
    assert (world.admin.is_active, world.admin.duty) == (True, "administrator")


def test_a_system_duty_stands_alone(world):
    with pytest.raises(NotAllowed):
        directory.change_person(world.head, by=world.admin, duty="auditor")
    directory.change_person(world.employee, by=world.admin, duty="auditor")
    assert (world.head.duty, world.employee.duty) == ("", "auditor")


def test_the_administrator_sees_no_campaign(world):
    full_world(world)
    admin = at_browser("admin")
    pages = [reverse("campaign_events", args=["spring"]), reverse("fill", args=["spring", "SALES"])]
    assert [admin.get(address).status_code for address in pages] == [404, 404]


def test_thirty_people_cost_what_one_costs(world):
    admin, empty = at_browser("admin"), world.departments["SERVICE"]
    assert len(things(admin.get(empty.get_absolute_url()), "person")) == 1
    once = cost(admin, empty.get_absolute_url())
    for number in range(29):
        person = Person.objects.create_user(f"p{number}", name=f"员工{number}", department=empty)
        grant(person, "member", empty, by=None)
    assert len(things(admin.get(empty.get_absolute_url()), "person")) == 30
    assert (cost(admin, empty.get_absolute_url()), once <= 12) == (once, True)
