"""传达面: how far a circulated document has come. Pure counts; nothing is rounded up.

The reach is signed / (in scope − exempt): an exemption takes a person out of the count,
with a reason, and never counts as a signature.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from campaigns.models import Circulation, Receipt
from organization.models import Department

ALL = 100  # percent
NAMES = ("path", "name", "code", "order")  # of a department that takes no part
TEXT_ON = Coalesce("circulation__changed_on", "circulation__on")


@dataclass(frozen=True)
class Reach:
    """Receipts of one circulation: `due` people have to sign, of whom `signed` did
    (`late_signed` of these on a later day, 补签); `exempt` people are in neither figure."""

    due: int = 0
    signed: int = 0
    exempt: int = 0
    late_signed: int = 0

    @property
    def percent(self) -> Decimal | None:
        """Hundredths cut off to one decimal, so that 100 means everybody; None of nobody."""
        if not self.due:
            return None
        return (Decimal(self.signed) * ALL / self.due).quantize(Decimal("0.1"), ROUND_DOWN)

    @property
    def missing(self) -> int:
        """How many people have still to sign."""
        return self.due - self.signed

    def meets(self, threshold: int) -> bool:
        """Is the reach at least `threshold` percent? Of nobody every threshold is met."""
        return self.signed * ALL >= threshold * self.due

    def __add__(self, other: "Reach") -> "Reach":
        return Reach(
            self.due + other.due,
            self.signed + other.signed,
            self.exempt + other.exempt,
            self.late_signed + other.late_signed,
        )


@dataclass(frozen=True)
class DepartmentReach:
    """The reach of one circulation in one department and below it."""

    department: Department
    reach: Reach


def reach(circulation: Circulation) -> Reach:
    """The counts of one circulation: one query."""
    return reaches([circulation])[circulation.pk]


def reaches(circulations: Iterable[Circulation]) -> dict[int, Reach]:
    """The counts of several circulations by key: one query."""
    circulations = list(circulations)
    rows = (
        Receipt.objects.filter(circulation__in=circulations)
        .order_by()
        .values("circulation")
        .annotate(**_counts())
    )
    found = {row.pop("circulation"): Reach(**row) for row in rows}
    return {row.pk: found.get(row.pk, Reach()) for row in circulations}


def reach_by_department(
    circulation: Circulation, departments: Iterable[Department], receipts=None
) -> list[DepartmentReach]:
    """`reaches_by_department` of one circulation."""
    return reaches_by_department([circulation], departments, receipts)[circulation.pk]


def reaches_by_department(
    circulations: Iterable[Circulation], departments: Iterable[Department], receipts=None
) -> dict[int, list[DepartmentReach]]:
    """The counts by department, in the order given, by key of the circulation: one query.

    Receipts of people below one of `departments` count for the nearest one above them; those
    of other people for their own department, at the end. `receipts` narrows what is counted.
    """
    circulations, asked = list(circulations), list(departments)
    queryset = Receipt.objects.all() if receipts is None else receipts
    rows = (
        queryset.filter(circulation__in=circulations)
        .order_by("department__order", "department__code")
        .values("circulation", "department", *(f"department__{name}" for name in NAMES))
        .annotate(**_counts())
    )
    homes = {department.path: department for department in asked}
    sums: dict[int, dict[Department, Reach]] = {row.pk: {} for row in circulations}
    for row in rows:
        found = sums[row.pop("circulation")]
        own = Department(pk=row.pop("department"))
        for name in NAMES:
            setattr(own, name, row.pop(f"department__{name}"))
        home = _nearest(own.path, homes) or own
        found[home] = found.get(home, Reach()) + Reach(**row)
    return {pk: _in_order(found, asked) for pk, found in sums.items()}


def _in_order(found: dict[Department, Reach], asked: list[Department]) -> list[DepartmentReach]:
    order = [*(one for one in asked if one in found), *(one for one in found if one not in asked)]
    return [DepartmentReach(one, found[one]) for one in order]


def _nearest(path: str, homes: dict[str, Department]) -> Department | None:
    """The longest of the paths in `homes` that leads to `path`."""
    steps = path.split("/")
    for end in range(len(steps) - 1, 1, -1):
        home = homes.get("/".join(steps[:end]) + "/")
        if home is not None:
            return home
    return None


def _counts() -> dict[str, Count]:
    signed = Q(status=Receipt.Status.SIGNED)
    return {
        "due": Count("pk", filter=~Q(status__in=Receipt.Status.uncounted)),
        "signed": Count("pk", filter=signed),
        "exempt": Count("pk", filter=Q(status=Receipt.Status.EXEMPT)),
        "late_signed": Count("pk", filter=signed & Q(signed_at__date__gt=TEXT_ON)),
    }
