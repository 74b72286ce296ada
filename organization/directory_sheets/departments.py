"""The sheet of departments."""

import re
from typing import Any

from django.utils.translation import gettext as _

from organization.directory_sheets.cells import Checker
from organization.directory_sheets.rows import DepartmentRow, compare
from organization.directory_sheets.words import KINDS, LIMITS, PATH_LIMIT
from organization.models import Department
from organization.sheets import CellError, Row, Table


def read_departments(table: Table) -> tuple[list[DepartmentRow], list[CellError]]:
    """Every department of the sheet, parents before children, and every error by cell."""
    check = Checker("code")
    known = {d.code: d for d in Department.objects.select_related("parent")}
    same_code = {code.casefold(): code for code in known}
    rows: dict[str, DepartmentRow] = {}
    for row in table:
        code = check.take_key(row)
        fields = _department_fields(check, row, code, known)
        if code is None:
            continue
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", code):
            check.note(row, "code", _("A code consists of at most 40 letters, digits, _ and -."))
        elif same_code.get(code.casefold(), code) != code:
            check.note(row, "code", _("There is a department with this code already."))
        if code not in known and not row["parent"] and fields["kind"] not in ("company", "partner"):
            check.note(row, "parent", _("Only a company or a partner lies below nothing."))
        made = DepartmentRow(code, cell=row.cell("code"), source=row)
        compare(made, fields, known.get(code), {"parent": lambda d: d.parent and d.parent.code})
        rows[code] = made
    return _in_tree_order(check, rows, known), check.errors


def _department_fields(check: Checker, row: Row, code: str | None, known: dict) -> dict[str, Any]:
    name = check.text(row, "name", LIMITS["name"])
    if not name:
        check.note(row, "name", _("This must not be empty."))
    order = row["order"]
    if order and not (order.isdecimal() and len(order) < 6):
        check.note(row, "order", _("A whole number from 0 to 99999 is expected."))
    return {
        "name": name,
        "short_name": check.text(row, "short_name", LIMITS["short_name"]),
        "kind": check.choice(row, "kind", KINDS) or "",
        "parent": row["parent"],
        "order": int(order) if order.isdecimal() else "",
    }


def _in_tree_order(
    check: Checker, rows: dict[str, DepartmentRow], known: dict[str, Department]
) -> list[DepartmentRow]:
    """Parents first; notes parents that do not exist, circles, and paths that grow too long."""
    parents = {code: d.parent.code if d.parent else "" for code, d in known.items()}
    parents |= {code: row.fields["parent"] for code, row in rows.items() if "parent" in row.fields}
    parents = {code: parents.get(code, "") for code in {*rows, *known}}
    depth: dict[str, int] = {}
    for code, row in rows.items():
        parent = parents[code]
        if parent and parent not in parents:
            text = _("There is no department with the code “%(code)s”.") % {"code": parent}
            check.note(row.source, "parent", text)
            continue
        chain = _chain(code, parents)
        if chain is None:
            check.note(row.source, "parent", _("A department cannot lie below itself."))
            continue
        if sum(len(one) + 1 for one in chain) + 1 > PATH_LIMIT:
            check.note(row.source, "parent", _("The tree is too deep here."))
        depth[code] = len(chain)
    return sorted(rows.values(), key=lambda row: depth.get(row.key, 0))


def _chain(code: str, parents: dict[str, str]) -> list[str] | None:
    """The codes from `code` up to the root; None when they run in a circle."""
    chain = [code]
    while parents.get(chain[-1]):
        if parents[chain[-1]] in chain:
            return None
        chain.append(parents[chain[-1]])
    return chain
