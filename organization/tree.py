"""The department tree as a list with depths, in the order of the organisation chart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from organization.models import Department


@dataclass(frozen=True)
class Branch:
    """A department and how deep it lies: 0 for a company."""

    department: Department
    depth: int


def tree(departments: Iterable[Department]) -> list[Branch]:
    """Parents before children, children in their order; no query of its own.

    A department whose parent is not among `departments` stands at the top.
    """
    below: dict[int | None, list[Department]] = {}
    rows = list(departments)
    known = {row.pk for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    return list(_walk(below, None, 0))


def _walk(below: dict, parent: int | None, depth: int) -> Iterator[Branch]:
    for department in below.get(parent, ()):
        yield Branch(department, depth)
        yield from _walk(below, department.pk, depth + 1)
