"""A newer file for every item that stands on an older one, with a list of them beforehand."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import attaching, filling
from campaigns.item_page import is_writable
from campaigns.library import shelved
from campaigns.models import Answer, AnswerEvidence, Evidence, SelfCheck
from campaigns.sheet_rows import SheetRow, sheet_list
from organization.models import NotAllowed, Person


@dataclass(frozen=True)
class Staying:
    """An item that keeps the older file, and why."""

    row: SheetRow
    why: str


@dataclass
class Revision:
    """Which items of a sheet a newer file would reach."""

    old: Evidence
    reached: list[SheetRow] = field(default_factory=list)
    staying: list[Staying] = field(default_factory=list)
    is_used_elsewhere: bool = False  # beside records that are no answers: they keep it too

    @property
    def numbers(self) -> list[int]:
        """The numbers of the items it reaches."""
        return [row.item.no for row in self.reached]


def revision_of(sheet: SelfCheck, old: Evidence, person: Person) -> Revision:
    """What becomes of the items that stand on `old` when `person` replaces it everywhere."""
    [shelf] = shelved([old])
    found = Revision(old, is_used_elsewhere=shelf.is_used_elsewhere)
    standing = AnswerEvidence.objects.standing().filter(evidence=old, target__selfcheck=sheet)
    answers = set(standing.values_list("target", flat=True))
    for row in sheet_list(sheet).rows:
        if row.answer is None or row.answer.pk not in answers:
            continue
        if is_writable(sheet, row, person):
            found.reached.append(row)
        else:
            found.staying.append(Staying(row, _why(row)))
    return found


def replace_everywhere(
    sheet: SelfCheck, old: Evidence, new: Evidence, seen: Collection[int], *, by: Person
) -> Revision:
    """`new` takes the place of `old` in every item `by` may write: all of them or none.

    `seen`: the numbers of the items the person was shown. Raises NotAllowed when they are others
    by now, when there is none, and as `attaching.replace` does.
    """
    filling.demand_fillable(sheet)
    with transaction.atomic():
        SelfCheck.objects.select_for_update().get(pk=sheet.pk)
        revision = revision_of(sheet, old, by)
        if not revision.reached:
            raise NotAllowed(_("No item that you fill in stands on this file."))
        if set(seen) != set(revision.numbers):
            raise NotAllowed(
                _("Other items use the file now than this page showed. Please look at them again.")
            )
        for answer in [row.answer for row in revision.reached if row.answer is not None]:
            attaching.replace(answer, old, new, by=by)
    return revision


def _why(row: SheetRow) -> str:
    if row.answer is not None and row.answer.status == Answer.Status.ACCEPTED:
        return _("accepted")
    if row.hand_over is not None:
        return _("filled in by %(who)s") % {"who": row.hand_over.to.title}
    return _("filled in by the head")
