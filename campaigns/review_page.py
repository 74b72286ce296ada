"""What the review of a sheet shows: the items with result and status, one of them in focus.

While a sheet is back with the department, overseers read what was submitted last; what is
being typed is the department's own until it submits again.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.hints import answers_with_hints
from campaigns.item_page import File, files_of, returns_of
from campaigns.models import Answer, AnswerVersion, Result, Return, SelfCheck, Verification
from campaigns.rounds import Comparison, comparisons, fields_of, rounds_of
from campaigns.sheet_rows import SheetList, SheetRow, items_with_answers

SHOWS = {
    "": gettext_lazy("All"),
    "waiting": gettext_lazy("To review"),
    "no": gettext_lazy("Not compliant"),
    "hints": gettext_lazy("With hints"),
    "returned": gettext_lazy("Sent back"),
}
# Filters that also say which of the items that wait comes next.
NARROWS = ("no", "hints")


@dataclass(eq=False)
class ReviewRow(SheetRow):
    """A row that knows whether a hint asks for a second look."""

    has_hints: bool = False

    @property
    def note(self) -> str:
        """A hint comes first, while there is something to decide."""
        is_open = self.answer is not None and self.answer.status == Answer.Status.ANSWERED
        return _("hint") if self.has_hints and is_open else super().note


class ReviewList(SheetList):
    """The rows as the office works through them."""

    SHOWS = SHOWS

    @staticmethod
    def is_shown(row: "ReviewRow", show: str) -> bool:  # type: ignore[override]  # own rows
        """Does the row belong to this filter of the list?"""
        status = row.answer.status if row.answer else ""
        return {
            "waiting": status == Answer.Status.ANSWERED,
            "no": row.result == Result.NO,
            "hints": row.has_hints,
            "returned": status == Answer.Status.RETURNED,
        }.get(show, True)

    @cached_property
    def waiting(self) -> list[SheetRow]:
        """The rows that wait for a decision."""
        if self.sheet.status != SelfCheck.Status.SUBMITTED:
            return []
        return [row for row in self.rows if self.is_shown(row, "waiting")]

    @property
    def narrow(self) -> str:
        """The filter, where it also says which of the items that wait comes next."""
        return self.show if self.show in NARROWS else ""

    def next_waiting(self, row: SheetRow | None, *, back: bool = False) -> SheetRow | None:
        """The next row (`back`: the one before) that waits and that the filter lets through,
        round the end of the list."""
        at = self.rows.index(row) if row else -1
        ahead = [*self.rows[at + 1 :], *self.rows[: max(at, 0)]]
        waiting = {other.item.pk for other in self.waiting if self.is_shown(other, self.narrow)}
        ordered = reversed(ahead) if back else ahead
        return next((other for other in ordered if other.item.pk in waiting), None)


@dataclass
class ReviewPage:
    """One answer in focus."""

    listing: ReviewList
    row: SheetRow
    returns: list[Return]
    files: list[File] = field(default_factory=list)
    rounds: list[Comparison] = field(default_factory=list)
    verification: Verification | None = None

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The answer as words; its result stands above them."""
        names = self.row.item.count_names
        return fields_of(self.row.answer.contents(), names)[1:] if self.row.answer else []

    @property
    def before(self) -> SheetRow | None:
        """The item before this one in the list."""
        return self.listing.beside(self.row)[0]

    @property
    def after(self) -> SheetRow | None:
        """The item after this one in the list."""
        return self.listing.beside(self.row)[1]

    @property
    def waits(self) -> bool:
        """May the office decide about it now?"""
        return self.row in self.listing.waiting


def review_list(sheet: SelfCheck, show: str = "", words: str = "") -> ReviewList:
    """All rows of a submitted sheet as overseers read them; at most three statements."""
    pairs = items_with_answers(sheet)
    as_submitted(sheet, [answer for _item, answer in pairs if answer is not None])
    hinted = answers_with_hints(sheet)
    rows = [
        ReviewRow(item, answer, has_hints=answer is not None and answer.pk in hinted)
        for item, answer in pairs
    ]
    return ReviewList(sheet, rows, show, words)


def as_submitted(sheet: SelfCheck, answers: list[Answer]) -> None:
    """Put the words of the last submission where answers of the sheet were changed since."""
    for answer in answers:
        answer.selfcheck = sheet
    all_as_submitted(answers)


def all_as_submitted(answers: list[Answer]) -> None:
    """As `as_submitted`, for answers of many sheets, which they know; one statement."""
    changed = {
        answer.pk: answer
        for answer in answers
        if answer.selfcheck.is_with_department and answer.edited_at > answer.selfcheck.submitted_at
    }
    if not changed:
        return
    versions = AnswerVersion.objects.filter(
        answer__in=changed, at__lte=F("answer__selfcheck__submitted_at")
    )
    last = {version.answer_id: version for version in versions.order_by("version")}
    for pk, version in last.items():
        answer = changed[pk]
        for name, value in version.contents.items():
            setattr(answer, name, value)
        if version.round != answer.round:
            answer.status = Answer.Status.RETURNED  # sent back, and done again meanwhile


def review_page(listing: ReviewList, no: int) -> ReviewPage | None:
    """The page of item `no`, None when the sheet does not have it; four statements."""
    row = listing.by_no.get(no)
    if row is None:
        return None
    sheet = listing.sheet
    returns = returns_of(sheet, row.item.pk)
    page = ReviewPage(listing, row, returns)
    if row.answer is not None:
        until = sheet.submitted_at if sheet.is_with_department else None
        page.files = files_of(sheet, row, until=until)
        page.rounds = comparisons(rounds_of(row.answer, returns, until=until))
    page.verification = (
        Verification.objects.filter(item=row.item, department=sheet.department_id)
        .select_related("by", "campaign", "department", "item")
        .first()
    )
    return page
