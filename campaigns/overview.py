"""The figures of a campaign's overview. 项点 (items) and 项次 (item × department) stay apart."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q

from campaigns.models import Campaign, CheckItem, ItemScope, SelfCheck
from campaigns.preflight import taking_part
from organization.models import Department


@dataclass(frozen=True)
class Figures:
    """How many departments and items there are, and how many answers are asked for."""

    departments: int
    items: int
    from_records: int
    places: int  # 项次: item × department


@dataclass
class ProjectRow:
    """A project with the number of its items each department answers."""

    name: str
    items: int
    from_records: int
    counts: list[int] = field(default_factory=list)  # in the order of the departments

    @property
    def places(self) -> int:
        """项次 of the project."""
        return sum(self.counts)


@dataclass(frozen=True)
class Matrix:
    """Projects × departments."""

    departments: list[Department]
    rows: list[ProjectRow]

    @property
    def totals(self) -> list[int]:
        """项次 of each department."""
        return [sum(column) for column in zip(*(row.counts for row in self.rows), strict=True)]

    @property
    def figures(self) -> Figures:
        """The sums of the matrix."""
        return Figures(
            departments=len(self.departments),
            items=sum(row.items for row in self.rows),
            from_records=sum(row.from_records for row in self.rows),
            places=sum(row.places for row in self.rows),
        )


def matrix(campaign: Campaign) -> Matrix:
    """What every department answers, project by project: three queries."""
    departments = list(taking_part(campaign))
    projects = list(
        CheckItem.objects.filter(checklist__campaign=campaign)
        .order_by("project__order")
        .values("project", "project__name")
        .annotate(
            n=Count("pk"),
            n_records=Count("pk", filter=Q(from_records=True)),
            n_for_all=Count("pk", filter=Q(from_records=False, all_departments=True)),
        )
    )
    counts = _named(campaign)
    rows = []
    for project in projects:
        row = ProjectRow(project["project__name"], project["n"], project["n_records"])
        named = counts[project["project"]]
        row.counts = [project["n_for_all"] + named.get(one.pk, 0) for one in departments]
        rows.append(row)
    return Matrix(departments, rows)


def sheet_counts(campaign: Campaign) -> dict[str, int]:
    """How many sheets stand where, every status named."""
    found = dict(
        SelfCheck.objects.filter(campaign=campaign)
        .order_by()
        .values_list("status")
        .annotate(n=Count("pk"))
    )
    return {status: found.get(status, 0) for status in SelfCheck.Status.values}


def _named(campaign: Campaign) -> dict[int, dict[int, int]]:
    """Items with departments of their own: {project: {department: n}}."""
    rows = (
        ItemScope.objects.filter(
            item__checklist__campaign=campaign,
            item__from_records=False,
            item__all_departments=False,  # these count for everybody, frozen or not
        )
        .order_by()
        .values_list("item__project", "department")
        .annotate(n=Count("pk"))
    )
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for project, department, n in rows:
        counts[project][department] = n
    return counts
