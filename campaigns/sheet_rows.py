"""A sheet as its readers see it: every item with its state, its holder and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.completeness import missing_in
from campaigns.models import Answer, CheckItem, HandOver, Result, Return, SelfCheck
from organization.looks import PASSED_ON, RESULTS, SENT_BACK, WAITING, Look

SHOWS = {
    "": gettext_lazy("All"),
    "todo": gettext_lazy("To fill"),
    "handed": gettext_lazy("Handed over"),
    "returned": gettext_lazy("To be redone"),
}


@dataclass(eq=False)
class SheetRow:
    """One item of a sheet."""

    item: CheckItem
    answer: Answer | None = None
    hand_over: HandOver | None = None
    missing: str = ""
    reason: str = ""  # why it was sent back, while it is to be redone

    @cached_property
    def is_returned(self) -> bool:
        """Sent back and not done again."""
        return self.answer is not None and self.answer.status == Answer.Status.RETURNED

    @cached_property
    def result(self) -> str:
        """The result, "" while there is none."""
        return self.answer.result if self.answer else ""

    @cached_property
    def look(self) -> Look:
        """Colour and shape of the state."""
        if self.is_returned:
            return SENT_BACK
        if self.hand_over is not None and self.missing:
            return PASSED_ON
        return RESULTS.get(self.result, WAITING)

    @cached_property
    def word(self) -> str:
        """The state in words."""
        if self.is_returned:
            return _("Sent back")
        if self.hand_over is not None and self.missing:
            return _("Handed over")
        return str(Result(self.result).label) if self.result else _("To fill")

    @cached_property
    def note(self) -> str:
        """What stands small behind the state: who has it, or that something is missing."""
        if self.reason:
            return self.reason
        if self.hand_over is not None:
            return self.hand_over.to.title
        if self.answer is not None and self.answer.status == Answer.Status.ACCEPTED:
            return _("accepted")
        return _("not complete") if self.result and self.missing else ""


@dataclass
class SheetList:
    """The rows of a sheet in the order of the checklist, and what the list shows of them."""

    sheet: SelfCheck
    rows: list[SheetRow]
    show: str = ""
    words: str = ""
    returns: list[Return] = field(default_factory=list)  # of the sheet, the oldest first

    SHOWS = SHOWS

    @staticmethod
    def is_shown(row: SheetRow, show: str) -> bool:
        """Does the row belong to this filter of the list?"""
        return {
            "todo": bool(row.missing),
            "handed": row.hand_over is not None,
            "returned": row.is_returned,
        }.get(show, True)

    @cached_property
    def by_no(self) -> dict[int, SheetRow]:
        """The rows by the number of their item."""
        return {row.item.no: row for row in self.rows}

    @cached_property
    def shown(self) -> list[SheetRow]:
        """The rows that pass the filter and the search."""
        return [
            row
            for row in self.rows
            if self.is_shown(row, self.show)
            and (not self.words or self.words in f"{row.item.no} {row.item.text}")
        ]

    def groups(self) -> Iterator[tuple[str, list[SheetRow]]]:
        """The shown rows under their categories."""
        for category, rows in groupby(self.shown, key=lambda row: row.item.category):
            yield category, list(rows)

    def tabs(self) -> list[tuple[str, str, int]]:
        """The filters: key, name, how many rows."""
        return [
            (key, str(name), sum(self.is_shown(row, key) for row in self.rows))
            for key, name in self.SHOWS.items()
        ]

    @cached_property
    def to_redo(self) -> list[SheetRow]:
        """待重查: the rows that were sent back and not done again."""
        return [row for row in self.rows if row.is_returned]

    @cached_property
    def blocking(self) -> list[SheetRow]:
        """The rows that still block submitting."""
        return [row for row in self.rows if row.missing]

    def missing_groups(self) -> list[tuple[str, Look, list[SheetRow]]]:
        """What blocks submitting, gathered under the reasons."""
        groups: dict[str, list[SheetRow]] = {}
        for row in self.blocking:
            groups.setdefault(row.missing, []).append(row)
        return [(why, _look_of(rows), rows) for why, rows in groups.items()]

    @cached_property
    def shown_blocking(self) -> list[SheetRow]:
        """Of the rows shown, those that still block submitting."""
        return [row for row in self.shown if row.missing]

    def beside(self, row: SheetRow) -> tuple[SheetRow | None, SheetRow | None]:
        """The rows before and after, among those shown."""
        rows = self.shown if row in self.shown else self.rows
        at = rows.index(row)
        return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)

    def methods(self) -> list[str]:
        """The methods this sheet uses anywhere, the most common first, at most eight."""
        count: dict[str, int] = {}
        for row in self.rows:
            for method in row.item.method_list:
                count[method] = count.get(method, 0) + 1
        return sorted(count, key=lambda name: -count[name])[:8]


def _look_of(rows: list[SheetRow]) -> Look:
    """How what is missing looks; a result that is there already is no sign of being complete."""
    looks = {row.look for row in rows}
    return looks.pop() if looks <= {SENT_BACK} or looks <= {PASSED_ON} else WAITING


def sheet_list(sheet: SelfCheck, show: str = "", words: str = "") -> SheetList:
    """All rows of a sheet, in at most four statements however many items there are."""
    held = {}
    if sheet.is_with_department:  # a submission ends the hand-overs
        open_ones = sheet.hand_overs.filter(taken_back_at=None).select_related("to")
        held = {row.item_id: row for row in open_ones}
    rows = [
        SheetRow(item, answer, held.get(item.pk), missing_in(item, answer))
        for item, answer in items_with_answers(sheet)
    ]
    listing = SheetList(sheet, rows, show, words.strip())
    if sheet.round > 1:
        listing.returns = list(Return.objects.filter(selfcheck=sheet).order_by("id"))
        why = {row.item_id: row.get_reason_display() for row in listing.returns}
        for row in listing.to_redo:
            row.reason = why.get(row.item.pk, "")
    return listing


def items_with_answers(sheet: SelfCheck) -> list[tuple[CheckItem, Answer | None]]:
    """The items of a sheet with the answers that stand, each knowing its sheet and item.

    A sheet that was submitted once has an answer for every item, so one statement is enough.
    """
    if sheet.submitted_at is not None:
        answers = list(
            sheet.answers.knowing_evidence().select_related("item").order_by("item__order")
        )
        pairs = [(answer.item, answer) for answer in answers]
    else:
        known = {answer.item_id: answer for answer in sheet.answers.knowing_evidence().order_by()}
        pairs = [(item, known.get(item.pk)) for item in sheet.items()]
    for item, answer in pairs:
        if answer is not None:
            answer.selfcheck, answer.item = sheet, item
    return pairs
