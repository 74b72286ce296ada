"""Departments and people out of one workbook: read all, list every error, preview, write once.

The columns are described in docs/import.md. `read` never writes; `apply` writes everything or
nothing. An empty cell leaves what is recorded as it is; roles are given and never taken away.
"""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organization import directory, refusals
from organization.directory_sheets.departments import read_departments
from organization.directory_sheets.people import read_people
from organization.directory_sheets.rows import DepartmentRow, PersonRow
from organization.directory_sheets.words import DEPARTMENT_COLUMNS, PEOPLE_COLUMNS
from organization.models import Department, NotAllowed, Person, record
from organization.sheets import CellError, Sheet, Table, Unreadable, find_header, read_workbook

DEPARTMENT_SHEETS = ("部门", "部门信息", "组织机构", "departments")
PEOPLE_SHEETS = ("人员", "人员信息", "人员名册", "people")
SHEETS_NAMED = 5  # of a workbook that has neither


@dataclass
class Plan:
    """What an import would do: all errors, and every row with what changes in it."""

    errors: list[CellError] = field(default_factory=list)
    departments: list[DepartmentRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # sheets and columns nobody reads

    @property
    def changes(self) -> int:
        """How many departments and people would be written."""
        return sum(row.state != "same" for row in (*self.departments, *self.people))

    def count(self, rows: str) -> dict[str, int]:
        """How many of "departments" or "people" are new, changed, same."""
        found = {"new": 0, "changed": 0, "same": 0}
        for row in getattr(self, rows):
            found[row.state] += 1
        return found

    def digest(self) -> str:
        """What a preview promises: confirmed is only what was shown."""
        rows = [row.promise() for row in (*self.departments, *self.people)]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()


def read(file) -> Plan:
    """The plan for an uploaded workbook. Raises Unreadable when there is nothing to read."""
    return plan(read_workbook(file))


def plan(sheets: list[Sheet]) -> Plan:
    """The plan for sheets that were read: a few queries, whatever their length."""
    of_departments = _find(sheets, DEPARTMENT_SHEETS)
    of_people = _find(sheets, PEOPLE_SHEETS)
    if of_departments is None and of_people is None:
        raise Unreadable(
            _("The workbook needs a sheet “%(departments)s” or “%(people)s”.")
            % {"departments": DEPARTMENT_SHEETS[0], "people": PEOPLE_SHEETS[0]}
            + _what_it_has(sheets)
        )
    made = Plan(ignored=[s.name for s in sheets if s not in (of_departments, of_people) and s.rows])
    if of_departments is not None:
        table = _table(of_departments, DEPARTMENT_COLUMNS, ("code", "name"), made)
        made.departments, errors = read_departments(table)
        made.errors += sorted(errors, key=lambda error: error.place)
    if of_people is not None:
        table = _table(of_people, PEOPLE_COLUMNS, ("account", "name", "department"), made)
        made.people, errors = read_people(table, made.departments)
        made.errors += sorted(errors, key=lambda error: error.place)
    return made


def _what_it_has(sheets: list[Sheet]) -> str:
    """The names of the sheets that are there, so that one can be renamed; a text file has none."""
    names = [sheet.name for sheet in sheets if sheet.name]
    if not names:
        return _("This file is no Excel workbook.")
    told = pgettext("between names", ", ").join(names[:SHEETS_NAMED])
    return _("This one has: %(sheets)s. Please rename the sheet.") % {"sheets": told}


def apply(made: Plan, *, by: Person) -> None:
    """Write a plan without errors, in one transaction; NotAllowed: nothing was changed."""
    if made.errors:
        raise NotAllowed(_("A workbook with errors is not imported."))
    try:
        with transaction.atomic():
            _write_departments(made.departments, by)
            _write_people(made.people, by)
            record(
                "directory.imported",
                None,
                by=by,
                departments=made.count("departments"),
                people=made.count("people"),
            )
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error


def _write_departments(rows: list[DepartmentRow], by: Person) -> None:
    """Parents before children: the rows come in that order."""
    for row in rows:
        fields = dict(row.fields)
        # Each is fetched anew: a parent that has moved has moved the paths below it along.
        if "parent" in fields:
            fields["parent"] = Department.objects.get(code=fields["parent"])
        if row.state == "new":
            directory.add_department(by=by, code=row.key, **fields)
        elif row.state == "changed":
            department = Department.objects.select_related("parent").get(code=row.key)
            directory.change_department(department, by=by, **fields)


def _write_people(rows: list[PersonRow], by: Person) -> None:
    departments = {department.code: department for department in Department.objects.all()}
    people = Person.objects.in_bulk([row.key for row in rows], field_name="account")
    for row in rows:
        fields = dict(row.fields)
        if "department" in fields:
            fields["department"] = departments[fields["department"]]
        if "in_charge_of" in fields:
            fields["in_charge_of"] = [departments[code] for code in fields["in_charge_of"]]
        if row.state == "new":
            people[row.key] = directory.add_person(by=by, account=row.key, **fields)
        elif fields:
            directory.change_person(people[row.key], by=by, **fields)
        for role in row.roles:
            directory.give_role(people[row.key], role, departments[row.department], by=by)


def _find(sheets: list[Sheet], names: tuple[str, ...]) -> Sheet | None:
    return next((sheet for sheet in sheets if sheet.name.strip().lower() in names), None)


def _table(sheet: Sheet, columns: dict, required: tuple, made: Plan) -> Table:
    table = find_header(sheet, columns, required=required)
    made.ignored += [f"{sheet.name}!{heading}" for heading in table.unknown]
    return table
