"""The review at a glance: departments × items, each place with its state. Six queries.

What a department is filling in for the first time is its own; of a sheet that is back with the
department only what the office decided is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from campaigns.models import Answer, Campaign, CheckItem, Result, Return, SelfCheck
from campaigns.review_queue import answers_with_hints

WAITING, NO, HINT = "waiting", "no", "hints"
ACCEPTED, RETURNED, AWAY = "accepted", "returned", "away"
TO_REVIEW = (WAITING, NO, HINT)
WORDS = {
    WAITING: _("To review"),
    NO: _("To review, not compliant"),
    HINT: _("To review, with hints"),
    ACCEPTED: _("Accepted"),
    RETURNED: _("Sent back"),
    AWAY: _("With the department"),
}
SHOWS = {
    "": _("All"),
    "waiting": _("To review"),
    "no": _("Not compliant"),
    "hints": _("With hints"),
    "returned": _("Sent back"),
}


@dataclass(frozen=True)
class Mark:
    """One item of one department; `is_no`: its answer says 不符合."""

    no: int
    state: str
    is_no: bool = False

    def is_shown(self, show: str) -> bool:
        """Does it belong to this filter?"""
        if show == "waiting":
            return self.state in TO_REVIEW
        if show == "no":
            return self.is_no
        return show == "" or self.state == show


@dataclass
class Column:
    """The items of a project, in the order of the checklist."""

    name: str
    items: list[CheckItem] = field(default_factory=list)


@dataclass
class Cell:
    """What a department answered of a project: a mark an item, None where it is not asked."""

    marks: list[Mark | None]

    @property
    def leads_to(self) -> int | None:
        """The item a click leads to: the first that waits, else the first there is."""
        there = [mark for mark in self.marks if mark]
        waiting = [mark for mark in there if mark.is_shown("waiting")]
        return next((mark.no for mark in [*waiting, *there]), None)


@dataclass
class Row:
    """A department with its places; none before its sheet was submitted for the first time."""

    sheet: SelfCheck
    marks: dict[int, Mark] = field(default_factory=dict)  # by the key of the item
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Was the sheet ever submitted?"""
        return self.sheet.submitted_at is not None

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many marks each filter shows."""
        return {key: sum(m.is_shown(key) for m in self.marks.values()) for key in SHOWS}


@dataclass
class ItemTally:
    """An item over all departments."""

    item: CheckItem
    counts: dict[str, int]


@dataclass
class Board:
    """`rows` are those the filter shows; the counts are of all."""

    columns: list[Column]
    every: list[Row]
    show: str = ""

    @property
    def rows(self) -> list[Row]:
        """The departments with something that the filter shows; all of them without one."""
        return [row for row in self.every if not self.show or row.counts[self.show]]

    def tabs(self) -> list[tuple[str, str, int]]:
        """The filters: key, name, how many places."""
        return [
            (key, str(name), sum(row.counts[key] for row in self.every))
            for key, name in SHOWS.items()
        ]

    def items(self) -> Iterator[tuple[str, list[ItemTally]]]:
        """Each item that the filter shows with its counts, under its project."""
        found: dict[int, Counter] = defaultdict(Counter)
        for row in self.every:
            for pk, mark in row.marks.items():
                found[pk].update(key for key in SHOWS if mark.is_shown(key))
                found[pk][ACCEPTED] += mark.state == ACCEPTED
        for column in self.columns:
            tallies = [ItemTally(item, found[item.pk]) for item in column.items]
            shown = [tally for tally in tallies if tally.counts[self.show]]
            if shown:
                yield column.name, shown


def board_of(campaign: Campaign, show: str = "") -> Board:
    """The board of a campaign; `show`: a key of SHOWS, any other shows all."""
    columns = _columns(campaign)
    sheets = SelfCheck.objects.filter(campaign=campaign).select_related("department")
    rows = {sheet.pk: Row(sheet) for sheet in sheets}
    numbers = {item.pk: item.no for column in columns for item in column.items}
    sent_back = _sent_back(campaign)
    hinted = answers_with_hints(campaign)
    answers = Answer.objects.filter(selfcheck__in=[pk for pk, row in rows.items() if row.is_open])
    found = answers.order_by("pk").values_list("pk", "selfcheck", "item", "status", "result")
    for answer, sheet, item, status, result in found:
        if item in numbers:
            row, no = rows[sheet], numbers[item]
            is_back, is_hinted = (sheet, item) in sent_back, answer in hinted
            row.marks[item] = _mark(row.sheet, no, status, result, is_back, is_hinted)
    for row in rows.values():
        if row.marks:
            row.cells = [Cell([row.marks.get(i.pk) for i in c.items]) for c in columns]
    return Board(columns, list(rows.values()), show if show in SHOWS else "")


def _columns(campaign: Campaign) -> list[Column]:
    items = CheckItem.objects.filter(checklist__campaign=campaign, from_records=False)
    columns: dict[int, Column] = {}
    for item in items.select_related("project").order_by("order"):
        columns.setdefault(item.project_id, Column(item.project.name)).items.append(item)
    return list(columns.values())


def _sent_back(campaign: Campaign) -> set[tuple[int, int]]:
    """Sheet and item of what the last return of a sheet sent back."""
    rows = Return.objects.filter(
        selfcheck__campaign=campaign,
        selfcheck__status=SelfCheck.Status.RETURNED,
        item__isnull=False,
    ).values_list("selfcheck", "item", "at", "selfcheck__submitted_at")
    return {
        (sheet, item)
        for sheet, item, at, submitted_at in rows
        if submitted_at and at >= submitted_at
    }


def _mark(
    sheet: SelfCheck, no: int, status: str, result: str, is_back: bool, is_hinted: bool
) -> Mark:
    is_no = result == Result.NO
    if status == Answer.Status.ACCEPTED:
        return Mark(no, ACCEPTED, is_no)
    if sheet.is_with_department:  # what it says now is the department's own
        return Mark(no, RETURNED if is_back else AWAY)
    if is_hinted:
        return Mark(no, HINT, is_no)
    return Mark(no, NO if is_no else WAITING, is_no)
