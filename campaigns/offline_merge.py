"""A filled workbook beside the sheet as it is now: what changes, what clashes, what is wrong.

Three texts decide for every item: the answer the workbook was made from, what it says now, and
what stands on the sheet. Only cells that a person changed count; an answer that was changed
online since then is a conflict, and the person chooses. Everything is written or nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import filling
from campaigns import offline_cells as cells
from campaigns.forms.answer import AnswerForm, changes
from campaigns.item_page import is_writable
from campaigns.models import Answer, AnswerVersion, SelfCheck
from campaigns.offline_reading import Filled, Line
from campaigns.offline_rules import redone_words
from campaigns.places import Place
from campaigns.rounds import ComparedField, compare
from campaigns.sheet_rows import SheetRow, sheet_list
from organization.models import NotAllowed, Person, record
from organization.sheets import CellError

WORKBOOK, SHEET = "workbook", "sheet"  # what a person chooses where both were changed
RESULT_WORDS = gettext_lazy("Please choose one of the four results from the list.")


@dataclass(frozen=True)
class Change:
    """An item for which the workbook says something else than the sheet."""

    row: SheetRow
    contents: dict[str, Any]  # what the workbook says, as fields of the answer
    is_conflict: bool  # somebody changed the answer online since the workbook was made
    is_redone: bool = False  # sent back, checked again, and the same words hold

    @property
    def answer(self) -> Answer | None:
        """What stands on the sheet now."""
        return self.row.answer

    @property
    def version(self) -> int:
        """The version that stands on the sheet now, 0 without an answer."""
        return self.answer.version if self.answer else 0

    @property
    def fields(self) -> list[ComparedField]:
        """The fields that differ: on the sheet now, and in the workbook."""
        old = self.answer.contents() if self.answer else {}
        compared = compare(old, {**old, **self.contents}, self.row.item.count_names)
        return [one for one in compared if not one.is_same]

    @property
    def draft(self) -> filling.Draft:
        """What is saved over the version that the person saw."""
        return filling.Draft(self.version, self.contents)


@dataclass
class Merge:
    """What a workbook would do to the sheet; with `errors` it does nothing."""

    sheet: SelfCheck
    changes: list[Change] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    same: int = 0  # items for which nothing is written

    @property
    def conflicts(self) -> list[Change]:
        """The changes about which the person has to choose."""
        return [change for change in self.changes if change.is_conflict]

    @property
    def plain(self) -> list[Change]:
        """The changes that overwrite nobody's words."""
        return [change for change in self.changes if not change.is_conflict]

    def digest(self) -> str:
        """Changes as soon as anything that the preview shows has changed."""
        told = [
            [c.row.item.no, c.version, c.is_conflict, c.is_redone, c.contents] for c in self.changes
        ]
        words = json.dumps([told, [str(e) for e in self.errors]], ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()


def merge(filled: Filled, sheet: SelfCheck, *, by: Person) -> Merge:
    """Compare the workbook with the sheet as it is now; at most five statements.

    A cell that is not valid, or that `by` may not fill in, is an error with its address.
    """
    found = Merge(sheet)
    rows = {row.item.code: row for row in sheet_list(sheet).rows}
    kept = _versions(filled)
    for line in filled.lines:
        row = rows[line.code]
        base = _made_from(line, row, kept)
        touched = [name for name in cells.FILLED if line.cells[name] != base.get(name)]
        if not touched:
            found.same += 1
        elif is_writable(sheet, row, by):
            _judge(found, filled, line, row)
        else:
            at = filled.address(line, touched[0])
            found.errors.append(CellError(at, _why_closed(row)))
    return found


def apply(merge: Merge, choices: Mapping[int, str], *, by: Person) -> int:
    """Write the workbook: everything or nothing; answers how many items were saved.

    `choices` by the number of the item: WORKBOOK or SHEET for every conflict. Raises
    NotAllowed when something is wrong, not chosen, or was changed in the meantime.
    """
    filling.demand_fillable(merge.sheet)
    if merge.errors:
        raise NotAllowed(_("The workbook has errors: nothing was written."))
    if any(choices.get(one.row.item.no) not in (WORKBOOK, SHEET) for one in merge.conflicts):
        raise NotAllowed(_("Please choose for every item that was changed on both sides."))
    chosen = [
        one for one in merge.changes if not one.is_conflict or choices[one.row.item.no] == WORKBOOK
    ]
    try:
        with transaction.atomic():
            for one in chosen:
                place = Place(merge.sheet, one.row.item, one.answer)
                filling.save_at(place, one.draft, by=by)
            record("selfcheck.workbook_applied", merge.sheet, by=by, items=len(chosen))
    except filling.Stale as stale:
        raise NotAllowed(changed_since()) from stale
    return len(chosen)


def changed_since() -> str:
    """Why a confirmation is not taken: what it confirms is not what stands there now."""
    return _(
        "The sheet was changed after this preview. Nothing was written; please look at it again."
    )


def _versions(filled: Filled) -> dict[tuple[str, int], dict[str, Any]]:
    """The contents the workbook was made from, by code of the item and version."""
    wanted = {(line.code, line.version) for line in filled.lines if line.version}
    kept = AnswerVersion.objects.filter(
        answer__selfcheck=filled.sheet_pk, version__in={version for _code, version in wanted}
    ).values_list("answer__item__code", "version", "contents")
    return {
        (code, version): contents for code, version, contents in kept if (code, version) in wanted
    }


def _made_from(line: Line, row: SheetRow, kept: dict) -> dict[str, str]:
    """The cells as the workbook had them at first; {} when nobody knows any more."""
    if not line.version:
        return cells.cells_of(row.item, None)
    contents = kept.get((line.code, line.version))
    if contents is None and row.answer is not None and row.answer.version == line.version:
        contents = row.answer.contents()
    return {} if contents is None else cells.cells_of(row.item, contents)


def _judge(found: Merge, filled: Filled, line: Line, row: SheetRow) -> None:
    """A row somebody changed: an error, nothing new, a change or a conflict."""
    form = AnswerForm(cells.typed(line.cells), item=row.item)
    for name in cells.FURTHER:
        if line.cells[name] and name not in form.further:
            at = filled.address(line, name)
            found.errors.append(CellError(at, _("This item does not ask for this number.")))
            return
    if line.cells["redone"] not in ("", cells.YES):
        at = filled.address(line, "redone")
        found.errors.append(CellError(at, redone_words()))
        return
    if not form.is_valid():
        for name, texts in form.errors.items():
            words = RESULT_WORDS if name == "result" else " ".join(map(str, texts))
            found.errors.append(CellError(filled.address(line, name), str(words)))
        return
    draft, answer = form.draft(), row.answer
    contents = draft.contents
    if answer is None or not answer.version:  # no words yet, at most files
        is_new = changes(draft, row.item, None)
    else:
        stands = answer.contents()
        is_new = any(words != stands[name] for name, words in contents.items())
    version = answer.version if answer else 0
    says_redone = line.cells["redone"] == cells.YES
    if says_redone and not row.is_returned and version == line.version:
        words = _("Only an item that was sent back is checked again.")
        found.errors.append(CellError(filled.address(line, "redone"), words))
    elif is_new or (says_redone and row.is_returned):
        is_conflict = version != line.version
        found.changes.append(Change(row, contents, is_conflict, is_redone=not is_new))
    else:
        found.same += 1


def _why_closed(row: SheetRow) -> str:
    if row.answer is not None and row.answer.status == Answer.Status.ACCEPTED:
        return _("This item was accepted and is locked.")
    if row.hand_over is not None:
        return _("This item was handed over to %(who)s, who fills it in.") % {
            "who": row.hand_over.to.title
        }
    return _("The head of the department fills in this item.")
