"""横向到边、纵向到面: which department checked which project on which level, gaps by name."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import BooleanField, ExpressionWrapper

from campaigns.models import (
    Campaign,
    ItemScope,
    Level,
    LevelItem,
    PersonalSheet,
    SelfCheck,
    SheetStatus,
)
from campaigns.preflight import taking_part
from organization.models import Department, Person


@dataclass(frozen=True)
class Cell:
    """How many sheets of a department ask a project on a level, and how many are handed in.

    `is_asked`: the plan means the project to be checked here. Where it does not, nothing is
    missing: a level that has no item of the project, a department the breakdown gives none.
    """

    due: int = 0
    handed_in: int = 0
    is_asked: bool = True

    @property
    def is_empty(self) -> bool:
        """Somebody should be asked, and nobody is: an alarm."""
        return self.is_asked and self.due == 0

    @property
    def is_complete(self) -> bool:
        """Everybody who is asked has handed in."""
        return 0 < self.due == self.handed_in


@dataclass
class Row:
    """One department on one level; nobody's when it has no people of that level."""

    department: Department
    cells: list[Cell] = field(default_factory=list)
    is_nobodys: bool = False


@dataclass
class Table:
    """One level: a row a department, a column a project. `level` is None for the departments."""

    name: str
    level: Level | None
    rows: list[Row]


@dataclass
class Coverage:
    """The whole matrix department × level × project."""

    projects: list[str]
    tables: list[Table]

    def gaps(self) -> list[tuple[str, str, str]]:
        """The empty cells by name: (level, department, project)."""
        return [
            (table.name, row.department.name, project)
            for table in self.tables
            for row in table.rows
            if not row.is_nobodys
            for project, cell in zip(self.projects, row.cells, strict=True)
            if cell.is_empty
        ]

    def gaps_by_project(self) -> dict[tuple[str, str], list[str]]:
        """The same for a page: {(level, project): names of the departments}."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for level, department, project in self.gaps():
            found[level, project].append(department)
        return dict(found)


def coverage(campaign: Campaign, own_name: str) -> Coverage:
    """The matrix, in nine statements. `own_name` names the table of the departments' sheets.

    A level has a row for each department, and one for the organisation itself where those who
    lead it belong to the level.
    """
    projects = list(campaign.checklist.projects.all()) if hasattr(campaign, "checklist") else []
    departments = list(taking_part(campaign))
    keys = [project.pk for project in projects]
    own = _of_departments(campaign)
    rows = [_row(row, keys, own, _broken_down(own, row, keys)) for row in departments]
    tables = [Table(own_name, None, rows)]
    asked = _asked_of_levels(campaign)
    counts = _of_levels(campaign, asked)
    levels = list(campaign.levels.select_related("campaign__organisation"))
    homes = _homes(levels)
    for level in levels:
        at = counts[level.pk], asked[level.pk], homes[level.pk]
        tables.append(_table(level, departments, keys, *at))
    return Coverage([project.name for project in projects], tables)


Counts = dict[tuple[str, int], Cell]  # (path of the department, project)


def _table(
    level: Level,
    departments: list[Department],
    keys: list[int],
    counts: Counts,
    asked: set[int],
    homes: set[str],
) -> Table:
    rows = [_row(department, keys, counts, asked) for department in departments]
    for row in rows:
        # Somebody has to be in charge of every department; only people a level may lack.
        has_people = any(home.startswith(row.department.path) for home in homes)
        row.is_nobodys = not has_people and not level.asks_charge
    top = level.campaign.organisation
    takes_part = any(top.path.startswith(department.path) for department in departments)
    if top.path in homes and (takes_part or level.audience == Person.Level.EXECUTIVE):
        at_the_top = {key: cell for key, cell in counts.items() if key[0] == top.path}
        rows.insert(0, _row(top, keys, at_the_top, asked))
    return Table(level.name, level, rows)


def _homes(levels: list[Level]) -> dict[int, set[str]]:
    """Where the people of each level work: paths of departments, whether they take part or not."""
    if not levels:
        return {}
    meant = [ExpressionWrapper(level.means(), BooleanField()) for level in levels]
    people = Person.objects.active().filter(duty="").order_by()
    found: dict[int, set[str]] = defaultdict(set)
    for path, *is_meant in people.values_list("department__path", *meant).distinct():
        for level, here in zip(levels, is_meant, strict=True):
            if here:
                found[level.pk].add(path)
    return found


def _broken_down(counts: Counts, department: Department, keys: list[int]) -> set[int]:
    """The projects the breakdown gives a department; all of them while it has no item at all."""
    own = {key for path, key in counts if path.startswith(department.path)}
    return own or set(keys)


def _row(department: Department, keys: list[int], counts: Counts, asked: set[int]) -> Row:
    return Row(department, [_sum(counts, department.path, key, key in asked) for key in keys])


def _sum(counts: Counts, path: str, project: int, is_asked: bool) -> Cell:
    """Teams below a department count for it."""
    found = [
        cell for (where, key), cell in counts.items() if key == project and where.startswith(path)
    ]
    return Cell(sum(cell.due for cell in found), sum(cell.handed_in for cell in found), is_asked)


def _of_departments(campaign: Campaign) -> Counts:
    done = set(
        SelfCheck.objects.filter(campaign=campaign, status__in=SheetStatus.handed_in).values_list(
            "department", flat=True
        )
    )
    asked = (
        ItemScope.objects.filter(item__checklist__campaign=campaign, item__from_records=False)
        .values_list("department__path", "department", "item__project")
        .distinct()
    )
    return {(path, project): Cell(1, int(pk in done)) for path, pk, project in asked}


def _asked_of_levels(campaign: Campaign) -> dict[int, set[int]]:
    projects: dict[int, set[int]] = defaultdict(set)
    for level, project in LevelItem.objects.filter(level__campaign=campaign).values_list(
        "level", "item__project"
    ):
        projects[level].add(project)
    return projects


def _of_levels(campaign: Campaign, projects: dict[int, set[int]]) -> dict[int, Counts]:
    due: Counter = Counter()
    done: Counter = Counter()
    for level, path, status in PersonalSheet.objects.filter(level__campaign=campaign).values_list(
        "level", "department__path", "status"
    ):
        for project in projects[level]:
            due[level, path, project] += 1
            done[level, path, project] += status in SheetStatus.handed_in
    found: dict[int, Counts] = defaultdict(dict)
    for (level, path, project), n in due.items():
        found[level][path, project] = Cell(n, done[level, path, project])
    return found
