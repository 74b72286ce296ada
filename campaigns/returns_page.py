"""Returns counted and listed: by department, by reason, by round."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from campaigns.models import PersonalReturn, Return


@dataclass
class Line:
    """A department: how many items went back, how often, how many were done anew."""

    department: str
    code: str
    items: int
    times: int
    rounds: int
    redone: int
    whole: int


@dataclass
class Returned:
    """The returns of a campaign, or of one department, the oldest first."""

    rows: list[Return]

    @cached_property
    def of_items(self) -> list[Return]:
        """The items; a sheet torn down counts with its items."""
        return [row for row in self.rows if row.item_id is not None]

    @property
    def departments(self) -> int:
        """How many departments had something back."""
        return len({row.selfcheck_id for row in self.of_items})

    @cached_property
    def items(self) -> int:
        """项次: each item of a department once, however often it went back."""
        return len({(row.selfcheck_id, row.item_id) for row in self.of_items})

    @property
    def redone(self) -> int:
        """Of these, those whose last return was answered by a new check."""
        last = {(row.selfcheck_id, row.item_id): row for row in self.of_items}
        return sum(row.redone_at is not None for row in last.values())

    @property
    def by_reason(self) -> list[tuple[str, int]]:
        """How often each reason was given, in the order of the form."""
        return by_reason(self.of_items)

    @property
    def by_round(self) -> list[tuple[int, int]]:
        """How many items were sent back from each round."""
        return sorted(Counter(row.round for row in self.of_items).items())

    @property
    def lines(self) -> list[Line]:
        """One line a department, in the order of the organisation chart."""
        groups: dict[int, list[Return]] = defaultdict(list)
        for row in self.rows:
            groups[row.selfcheck_id].append(row)
        return [_line(rows) for rows in groups.values() if Returned(rows).items]


@dataclass
class PersonalReturned:
    """The returns of personal sheets that a reader may see, the oldest first."""

    rows: list[PersonalReturn]

    @property
    def sheets(self) -> int:
        """How many sheets went back, each counted once."""
        return len({row.sheet_id for row in self.rows})

    @property
    def redone(self) -> int:
        """Of these, those whose last return was answered by handing in again."""
        last = {row.sheet_id: row for row in self.rows}
        return sum(row.redone_at is not None for row in last.values())

    @property
    def by_reason(self) -> list[tuple[str, int]]:
        """How often each reason was given, in the order of the form."""
        return by_reason(self.rows)


def by_reason(rows: Iterable[Return | PersonalReturn]) -> list[tuple[str, int]]:
    """How often each reason was given, in the order of the form; none that was not given."""
    found = Counter(row.reason for row in rows)
    return [(str(r.label), found[r.value]) for r in Return.Reason if found[r.value]]


def personal_returned(returns) -> PersonalReturned:
    """The returns of personal sheets of a queryset, one statement."""
    whole = returns.select_related(
        "sheet__person", "sheet__department", "sheet__level__campaign", "by"
    )
    return PersonalReturned(list(whole.order_by("sheet__level__order", "id")))


def _line(rows: list[Return]) -> Line:
    own, department = Returned(rows), rows[0].selfcheck.department
    return Line(
        department=department.name,
        code=department.code,
        items=own.items,
        times=len(own.of_items),
        rounds=max(row.round for row in own.of_items),
        redone=own.redone,
        whole=sum(row.item_id is None for row in rows),
    )


def returned(returns) -> Returned:
    """The returns of a queryset, one statement."""
    rows = returns.select_related("selfcheck__department", "item", "by").order_by(
        "selfcheck__department__order", "selfcheck__department__code", "id"
    )
    return Returned(list(rows))
