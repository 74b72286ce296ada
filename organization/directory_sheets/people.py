"""The sheet of people."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from organization.charges import read_charges
from organization.directory_sheets.cells import Checker
from organization.directory_sheets.rows import DepartmentRow, PersonRow, compare
from organization.directory_sheets.words import (
    LEVELS,
    LIMITS,
    PERSON_NAME_LIMIT,
    ROLE_WORDS,
    YES_NO,
)
from organization.models import Department, DepartmentRole, Person
from organization.sheets import CellError, Row, Table

# What stands, in the words of a sheet, where it is not the attribute itself.
READ = {
    "department": lambda person: person.department.code,
    "in_charge_of": lambda person: sorted(row.code for row in person.in_charge_of.all()),
}


def read_people(
    table: Table, departments: list[DepartmentRow]
) -> tuple[list[PersonRow], list[CellError]]:
    """Every person of the sheet, and every error by cell; `departments` come with the file."""
    check = Checker("account")
    names = dict(Department.objects.standing().values_list("code", "name"))
    for told in departments:
        names[told.key] = told.fields.get("name") or names.get(told.key, "")
    everybody = Person.objects.select_related("department").prefetch_related("in_charge_of")
    people = {person.account: person for person in everybody}
    held: dict[int, set[tuple[str, str]]] = {}
    for user, role, code in DepartmentRole.objects.values_list(
        "user", "permission__codename", "content_object__code"
    ):
        held.setdefault(user, set()).add((role, code))
    rows = []
    for place, row in enumerate(table, start=1):
        account = check.take_key(row)
        stands = people.get(account) if account else None
        fields = _person_fields(check, row, stands, names)
        if account is None:
            continue
        made = PersonRow(account, cell=row.cell("account"), source=row)
        made.department = row["department"] or (stands.department.code if stands else "")
        role = check.choice(row, "role", ROLE_WORDS)
        _demand_person(check, row, account, stands, role)
        compare(made, fields, stands, READ)
        if made.state == "new":
            made.fields["order"] = place
        if role and (role, made.department) not in held.get(stands.pk if stands else 0, ()):
            made.roles, made.state = [role], "changed" if made.state == "same" else made.state
        rows.append(made)
    return rows, check.errors


def _person_fields(
    check: Checker, row: Row, stands: Person | None, names: dict[str, str]
) -> dict[str, Any]:
    name = check.text(row, "name", PERSON_NAME_LIMIT)
    if not name:
        check.note(row, "name", _("This must not be empty."))
    department = row["department"]
    if not department and stands is None:
        check.note(row, "department", _("This must not be empty."))
    elif department and department not in names:
        values = {"code": department}
        check.note(
            row, "department", _("There is no department with the code “%(code)s”.") % values
        )
    return {
        "name": name,
        "post": check.text(row, "post", LIMITS["post"]),
        "department": department,
        "level": check.choice(row, "level", LEVELS) or "",
        "in_charge_of": _charge(check, row, names),
        "is_party_member": check.choice(row, "is_party_member", YES_NO),
        "email": _email(check, row),
        "mobile": _mobile(check, row),
    }


def _charge(check: Checker, row: Row, names: dict[str, str]) -> list[str] | str:
    codes, unknown = read_charges(row["in_charge_of"], names.items())
    for word in unknown:
        text = _("No department, or more than one, is called “%(name)s”: write its code.")
        check.note(row, "in_charge_of", text % {"name": word})
    return sorted(codes) or ""


def _email(check: Checker, row: Row) -> str:
    try:
        if row["email"]:
            validate_email(row["email"])
    except ValidationError:
        check.note(row, "email", _("This is no e-mail address."))
    return row["email"]


def _mobile(check: Checker, row: Row) -> str:
    number = re.sub(r"[\s-]+", "", row["mobile"])
    if number and not re.fullmatch(r"\+?\d{5,19}", number):
        check.note(row, "mobile", _("This is no telephone number."))
    return number


def _demand_person(check: Checker, row: Row, account: str, stands: Person | None, role) -> None:
    if not re.fullmatch(r"[\w.@+-]{1,60}", account):
        check.note(
            row, "account", _("An account has at most 60 letters, digits and . @ + - _ signs.")
        )
    if stands is not None and not stands.is_active:
        check.note(row, "account", _("This account is closed."))
    if stands is not None and stands.duty and role:
        check.note(row, "role", _("Somebody with a system duty takes no role in campaigns."))
