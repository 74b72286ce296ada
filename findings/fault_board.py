"""零容忍 counted: by class and month, and how the records stand."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import formats

from campaigns.models import Campaign
from findings.models import ListWord, ServiceFault
from organization import clock

MONTHS = 12
DECEMBER = 12
Month = tuple[int, int]  # year, month


@dataclass(frozen=True)
class Cell:
    """A number with the month it counts, as the address names it; "" for all months."""

    month: str
    number: int
    word: str


@dataclass(frozen=True)
class ClassLine:
    """One class of fault, with its numbers by month and altogether."""

    name: str
    key: int
    cells: list[Cell]
    total: int


@dataclass(frozen=True)
class Board:
    """The months that stand at the top, a line a class, the sums below."""

    months: list[Cell]
    lines: list[ClassLine]
    total: int


def tally(rows: QuerySet[ServiceFault]) -> dict[str, int]:
    """How many are open, late, to be looked at and closed; one query."""
    status = ServiceFault.Status
    return rows.order_by().aggregate(
        open=Count("pk", filter=Q(status=status.OPEN)),
        late=Count("pk", filter=Q(status=status.OPEN, due_on__lt=clock.today())),
        answered=Count("pk", filter=Q(status=status.ANSWERED)),
        closed=Count("pk", filter=Q(status=status.CLOSED)),
    )


def board(campaign: Campaign, rows: QuerySet[ServiceFault]) -> Board:
    """Every class of the campaign against the last months in which something was recorded, up to
    twelve, this month always; `total` counts older ones too. Two queries."""
    counts: dict[int, dict[Month, int]] = defaultdict(dict)
    found = rows.order_by().values_list("fault_class", ExtractYear("on"), ExtractMonth("on"))
    for key, year, month, n in found.annotate(n=Count("pk")):
        counts[key][year, month] = n
    months = _months({month for of in counts.values() for month in of})
    lines = [
        ClassLine(
            word.name,
            word.pk,
            [_cell(month, counts[word.pk].get(month, 0)) for month in months],
            sum(counts[word.pk].values()),
        )
        for word in ListWord.objects.of(campaign, ListWord.Kind.FAULT_CLASS)
    ]
    sums = [_cell(month, sum(of.get(month, 0) for of in counts.values())) for month in months]
    return Board(sums, lines, sum(sum(of.values()) for of in counts.values()))


def of_month(rows: QuerySet[ServiceFault], month: str) -> QuerySet[ServiceFault]:
    """The records of a month written "2026-03"; all for anything else."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return rows
    return rows.filter(on__year=first.year, on__month=first.month)


def _months(known: set[Month]) -> list[Month]:
    today = clock.today()
    last = max({(today.year, today.month), *known})
    first = min({last, *known})
    months = [last]
    while months[0] > first and len(months) < MONTHS:
        year, month = months[0]
        months.insert(0, (year, month - 1) if month > 1 else (year - 1, DECEMBER))
    return months


def _cell(month: Month, number: int) -> Cell:
    year, n = month
    word = formats.date_format(date(year, n, 1), "YEAR_MONTH_FORMAT")
    return Cell(f"{year}-{n:02}", number, word)
