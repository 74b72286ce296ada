"""What the page of one item shows, to whoever fills the sheet or reads it in the department."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import quota
from campaigns.counts import further_fields
from campaigns.due import days_left
from campaigns.forms.answer import AnswerForm, typed_values, values_of
from campaigns.formula_line import FormulaLine, formula_line
from campaigns.last_time import LastTime, last_time
from campaigns.models import Answer, AnswerEvidence, AnswerKind, Evidence, Result, Return, SelfCheck
from campaigns.permissions import can_hand_over, can_submit, can_write_held
from campaigns.rounds import Comparison, comparisons, fields_of, rounds_of
from campaigns.sheet_rows import SheetList, SheetRow
from organization import calendar, clock
from organization.calendar_words import to_confirm
from organization.looks import RESULTS, Look
from organization.models import Person


@dataclass(frozen=True)
class Choice:
    """A choice of a group of buttons or chips."""

    value: str
    label: str
    look: Look | None = None
    checked: bool = False


@dataclass(frozen=True)
class File:
    """A file in the list beside an answer."""

    name: str
    url: str
    size: int
    at: datetime
    sha256: str
    remove_url: str = ""
    replace_url: str = ""
    preview_url: str = ""
    note: str = ""


@dataclass
class ItemPage:
    """One item of a sheet in focus."""

    listing: SheetList
    row: SheetRow
    person: Person
    values: dict
    returns: list[Return] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    rounds: list[Comparison] = field(default_factory=list)
    last: LastTime | None = None

    @property
    def sheet(self) -> SelfCheck:
        """The sheet the item stands on."""
        return self.listing.sheet

    @property
    def can_write(self) -> bool:
        """May the person write here, as far as roles, hand-overs and locks go?"""
        return is_writable(self.sheet, self.row, self.person)

    @cached_property
    def room(self) -> int:
        """How many bytes the person may still upload."""
        return quota.room_of(self.person)

    @property
    def can_hand_over(self) -> bool:
        """May the person hand the item over, or take it back?"""
        accepted = self.row.answer is not None and self.row.answer.status == "accepted"
        return (
            can_hand_over(self.person, self.sheet)
            and self.sheet.is_with_department
            and self.sheet.campaign.is_running
            and not accepted
        )

    @property
    def can_submit(self) -> bool:
        """Is the person the one who signs and submits?"""
        return can_submit(self.person, self.sheet) and self.sheet.is_with_department

    @property
    def before(self) -> SheetRow | None:
        """The item before this one in the list."""
        return self.listing.beside(self.row)[0]

    @property
    def after(self) -> SheetRow | None:
        """The item after this one in the list."""
        return self.listing.beside(self.row)[1]

    @property
    def open_return(self) -> Return | None:
        """Why the item came back, while it has not been done again."""
        open_ones = [r for r in self.returns if r.item_id and r.redone_at is None]
        return open_ones[-1] if open_ones and self.row.is_returned else None

    @property
    def torn_down(self) -> Return | None:
        """Why the whole sheet came back, while it has not been submitted again."""
        open_ones = [r for r in self.returns if r.item_id is None and r.redone_at is None]
        return open_ones[-1] if open_ones else None

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The answer as words, for those who only read it."""
        names = self.row.item.count_names
        return fields_of(self.row.answer.contents(), names) if self.row.answer else []

    @property
    def choices(self) -> list[Choice]:
        """The four results in the order of the keys 1–4."""
        choices = result_choices()
        if self.row.item.kind == AnswerKind.NIL:
            choices[0] = replace(choices[0], label=_("Compliant (nil return)"))
        return choices

    @property
    def fields(self) -> list[BoundField]:
        """What can be typed for the item, with the names the form gives it."""
        fields = AnswerForm(item=self.row.item).visible_fields()
        return [field for field in fields if field.name != "redone"]

    @property
    def formula_line(self) -> FormulaLine | None:
        """The formula of the item with the numbers of the form."""
        values = self.values
        return formula_line(
            self.row.item, values["sample_n"], values["sample_ok"], values["counts"]
        )

    @property
    def further_counts(self) -> list[tuple[str, str, object]]:
        """The numbers beyond the sample: (field, what it is called, value)."""
        fields = further_fields(self.row.item.count_names)
        counts = self.values["counts"]
        return [(field, name, counts.get(name, "")) for field, name in fields.items()]

    @property
    def method_choices(self) -> list[Choice]:
        """The methods of the item first, then what else was ticked, then others of the sheet."""
        ticked = self.values["methods"]
        names = [*self.row.item.method_list, *ticked, *self.listing.methods()]
        return [Choice(n, n, checked=n in ticked) for n in dict.fromkeys(names)]

    @property
    def days_left(self) -> str:
        """How long there is still time, in words behind the light."""
        if not self.sheet.is_with_department:
            return ""
        due_on, today = self.sheet.due_on, clock.today()
        left = days_left(due_on, today, calendar.current())
        words = _("%(n)d working days left") % {"n": left} if left > 0 else ""
        if due_on == today:
            words = _("due today")
        return words and words + to_confirm(today, due_on)


def result_choices() -> list[Choice]:
    """The four results in the order of the keys 1–4."""
    return [Choice(r.value, str(r.label), RESULTS[r.value]) for r in Result]


def is_writable(sheet: SelfCheck, row: SheetRow, person: Person) -> bool:
    """May the person type into this row now?"""
    held_by = row.hand_over.to_id if row.hand_over else None
    accepted = row.answer is not None and row.answer.status == Answer.Status.ACCEPTED
    return (
        sheet.is_with_department
        and sheet.campaign.is_running
        and not accepted
        and can_write_held(person, sheet, held_by)
    )


def item_page(listing: SheetList, no: int, person: Person, typed=None) -> ItemPage | None:
    """The page of item `no`, None when the sheet does not have it; at most four statements.

    `typed`: what somebody just sent, when the form comes back with it.
    """
    row = listing.by_no.get(no)
    if row is None:
        return None
    values = values_of(row.item, row.answer) if typed is None else typed_values(row.item, typed)
    page = ItemPage(listing, row, person, values)
    page.returns = [back for back in listing.returns if back.item_id in (None, row.item.pk)]
    page.last = last_time(listing.sheet, row.item, person)
    if row.answer is not None:
        page.files = files_of(listing.sheet, row, removable=page.can_write)
        page.rounds = comparisons(rounds_of(row.answer, page.returns))
    return page


def returns_of(sheet: SelfCheck, item_pk: int) -> list[Return]:
    """The returns of an item and of the whole sheet, the oldest first; none in round 1."""
    if sheet.round == 1:
        return []
    rows = Return.objects.filter(selfcheck=sheet).order_by("id")
    return [row for row in rows if row.item_id in (None, item_pk)]


def files_of(
    sheet: SelfCheck, row: SheetRow, *, removable: bool = False, until: datetime | None = None
) -> list[File]:
    """The evidence of an answer, as the file list shows it, the replaced files last; as it was
    at the instant `until` if one is given. One statement."""
    uses = AnswerEvidence.objects.filter(target=row.answer).select_related("evidence")
    if until is not None:
        uses = uses.filter(at__lte=until)
    standing = [use for use in uses if not use.is_replaced(until)]
    earlier = [use for use in uses if use.is_replaced(until)]
    return [
        *(_file(sheet, row, use.evidence, removable) for use in standing),
        *(_file(sheet, row, use.evidence, note=_("replaced")) for use in earlier),
    ]


def file_of(code: str, one: Evidence, **more: str) -> File:
    """A file of the campaign `code`, to be read."""
    return File(
        name=one.name,
        url=reverse("evidence", args=[code, one.pk]),
        size=one.size,
        at=one.uploaded_at,
        sha256=one.sha256,
        preview_url=reverse("evidence_pages", args=[code, one.pk]) if one.has_preview else "",
        **more,
    )


def _file(
    sheet: SelfCheck, row: SheetRow, one: Evidence, removable: bool = False, note: str = ""
) -> File:
    code = sheet.campaign.code
    place = [code, sheet.department.code, row.item.no, one.pk]
    return file_of(
        code,
        one,
        remove_url=reverse("remove_evidence", args=place) if removable else "",
        replace_url=reverse("replace_evidence", args=place) if removable else "",
        note=note,
    )
