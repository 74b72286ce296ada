"""The directory as a workbook in the form that the import reads."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from organization.charges import BETWEEN
from organization.directory_sheets.words import (
    DEPARTMENT_COLUMNS,
    KINDS,
    LEVELS,
    PEOPLE_COLUMNS,
    ROLE_WORDS,
)
from organization.models import Department, DepartmentRole, Person
from organization.tree import tree

WIDTHS = {"name": 26, "post": 22, "email": 26, "mobile": 16}


def workbook() -> io.BytesIO:
    """Two sheets with every standing department and every active person. Four queries."""
    book = Workbook(write_only=True)
    departments = tree(Department.objects.standing().select_related("parent"))
    _sheet(book, "部门", DEPARTMENT_COLUMNS, (_department(b.department) for b in departments))
    roles = _roles()
    active = Person.objects.active().prefetch_related("in_charge_of")
    people = active.select_related("department").order_by("department__path")
    _sheet(book, "人员", PEOPLE_COLUMNS, (_person(p, roles) for p in people))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _sheet(book: Workbook, name: str, columns: dict, rows) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for place, key in enumerate(columns):
        sheet.column_dimensions[chr(65 + place)].width = WIDTHS.get(key, 14)
    sheet.append([headings[0] for headings in columns.values()])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _department(department: Department) -> list:
    return [
        department.code,
        department.name,
        department.short_name,
        _word(KINDS, department.kind),
        department.parent.code if department.parent else "",
        department.order,
    ]


def _person(person: Person, roles: dict[tuple[int, int], str]) -> list:
    return [
        person.account,
        person.name,
        person.post,
        person.department.code,
        _word(LEVELS, person.level),
        BETWEEN.join(row.code for row in person.in_charge_of.all()),
        "是" if person.is_party_member else "否",
        person.email,
        person.mobile,
        _word(ROLE_WORDS, roles.get((person.pk, person.department_id), "")),
    ]


def _roles() -> dict[tuple[int, int], str]:
    """The role of each person in the own department; head before member."""
    rows = DepartmentRole.objects.filter(permission__codename__in=ROLE_WORDS.values())
    found = rows.order_by("-permission__codename").values_list(
        "user", "content_object", "permission__codename"
    )
    return {(user, department): role for user, department, role in found}


def _word(words: dict[str, str], value: str) -> str:
    return next((word for word, meant in words.items() if meant == value), "")


def _cell(sheet, value) -> WriteOnlyCell:
    """No cell of ours is a formula, whatever somebody wrote into a name."""
    cell = WriteOnlyCell(sheet, value)
    if cell.data_type == "f":
        cell.data_type = "s"
    return cell
