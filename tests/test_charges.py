"""分管部门: kept on the person's page and by the import, shown in the directory, gives no right."""

import io

import pytest
from django.urls import reverse

from organization import directory, directory_import
from organization.charges import read_charges
from organization.directory_export import workbook as exported
from organization.models import Event
from organization.sheets import Sheet
from tests.signed_in import at_browser
from tests.test_directory_import import PEOPLE

DEPARTMENTS = [("A", "办公室"), ("B", "网络部"), ("C", "营业班"), ("D", "营业班")]


@pytest.mark.parametrize(
    ("words", "codes", "unknown"),
    [
        ("", [], []),
        ("办公室、B", ["A", "B"], []),
        ("网络部；办公室， 网络部", ["B", "A"], []),
        ("营业班 C", ["C"], ["营业班"]),
        ("财务部", [], ["财务部"]),
    ],
)
def test_departments_are_named_or_given_by_code(words, codes, unknown):
    assert read_charges(words, DEPARTMENTS) == (codes, unknown)


def form(world, charge: str) -> dict:
    department = world.departments["CO"].pk
    fields = {"name": "检查组成员", "level": "executive", "order": 1, "duty": ""}
    return {**fields, "department": department, "in_charge_of": charge}


def test_the_administrator_keeps_who_is_in_charge(world):
    client = at_browser("admin")
    page = reverse("person_change", args=[world.inspector.pk])
    assert client.post(page, form(world, "销售部、SERVICE")).status_code == 302
    assert [row.name for row in world.inspector.in_charge_of.all()] == ["销售部", "服务部"]
    assert 'value="销售部、服务部"' in client.get(page).content.decode()
    shown = at_browser("head").get(reverse("person", args=[world.inspector.pk]))
    assert "分管部门" in shown.content.decode()
    event = Event.objects.get(kind="person.changed")
    assert "in_charge_of" in event.particulars["fields"]
    refused = client.post(page, form(world, "销售部、财务部"))
    assert refused.status_code == 422
    assert "找不到名为“财务部”的部门" in refused.content.decode()
    assert world.inspector.in_charge_of.count() == 2


def test_who_is_in_charge_sees_nothing_more_for_it(world):
    before = world.stranger.roles.grants
    world.stranger.in_charge_of.add(world.departments["SALES"])
    assert world.stranger.roles.grants == before


def row(charge: str) -> list[str]:
    return ["inspector", "检查组成员", "", "", "", "", "", "", "", charge]


def read(charge: str) -> directory_import.Plan:
    return directory_import.plan([Sheet("人员", [[*PEOPLE, "分管部门"], row(charge)])])


def test_the_import_says_who_is_in_charge(world):
    made = read("销售部、SERVICE")
    assert made.people[0].shown() == [("分管部门", "", "SALES、SERVICE")]
    directory_import.apply(made, by=world.admin)
    assert world.inspector.in_charge_of.count() == 2
    assert read("服务部、SALES").changes == 0
    assert read("").changes == 0
    assert [str(error) for error in read("财务部").errors] == [
        "人员!J2：找不到名为“财务部”的部门，或者有多个同名部门：请填写部门编码。"
    ]
    again = directory_import.read(io.BytesIO(exported().getvalue()))
    assert (again.errors, again.changes) == ([], 0)


def test_a_department_of_the_same_file_may_be_named(world):
    sheets = [Sheet("部门", [["部门编码", "部门名称", "类型", "上级编码"]])]
    sheets[0].rows.append(["NEW", "新业务部", "部门", "CO"])
    sheets.append(Sheet("人员", [[*PEOPLE, "分管部门"], row("新业务部")]))
    made = directory_import.plan(sheets)
    directory_import.apply(made, by=world.admin)
    assert [one.code for one in world.inspector.in_charge_of.all()] == ["NEW"]


def test_a_new_person_may_be_in_charge_from_the_first_day(world):
    fields = {"account": "vice", "name": "副总经理", "department": world.departments["CO"]}
    charge = [world.departments["SALES"]]
    made = directory.add_person(by=world.admin, in_charge_of=charge, **fields)
    assert list(made.in_charge_of.all()) == charge
