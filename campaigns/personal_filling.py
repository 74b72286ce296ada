"""Filling a personal sheet: saved item by item, never over other words, handed in complete.

Each answer has the version of the sheet with which its words came. Who saves it from an older
page is told, and the words that stand stay; the other items are saved all the same.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import attaching
from campaigns.filling import Draft
from campaigns.models import (
    CheckItem,
    Level,
    PersonalAnswer,
    PersonalSheet,
    PersonalVersion,
    SheetStatus,
)
from organization import clock
from organization.models import NotAllowed, Person, move
from organization.models.role import holders
from organization.notices import notify
from organization.signals import Reason

NOTHING_SAID = dict.fromkeys(PersonalAnswer.CONTENTS, "")


class StaleSheet(Exception):
    """Items were saved from another page in the meantime. `theirs`: the answers that stand."""

    def __init__(self, theirs: list[PersonalAnswer]) -> None:
        self.theirs = theirs
        super().__init__(_("This sheet was saved from another page in the meantime."))


def save_sheet(
    sheet: PersonalSheet, drafts: dict[int, Draft], *, by: Person
) -> dict[int, PersonalAnswer]:
    """Save what was typed: {key of the item: draft}. The answers that were changed, by item.

    One save is one version. Raises NotAllowed (somebody else's sheet, handed in, closed
    campaign), and StaleSheet after everything is saved that nobody else changed.
    """
    demand_fillable(sheet, by=by)
    if not drafts.keys() <= set(sheet.level.asked.values_list("item", flat=True)):
        raise NotAllowed(_("This item is not one of this sheet."))
    stale: list[PersonalAnswer] = []
    fresh: dict[int, Draft] = {}
    with transaction.atomic():
        taken = attaching.take_sheet(sheet)
        before = {answer.item_id: answer for answer in taken.answers.all()}
        for item, draft in drafts.items():
            answer = before.get(item)
            if draft.contents == (answer.contents() if answer else NOTHING_SAID):
                continue
            if answer is None or draft.version == answer.version:
                fresh[item] = draft
            elif draft.contents != _said_at(taken, item, draft.version):
                stale.append(answer)
        saved = _write(taken, before, fresh, by) if fresh else {}
    sheet.refresh_from_db(fields=["version", "status", "found"])
    if stale:
        raise StaleSheet(stale)
    return saved


def answer_for_files(sheet: PersonalSheet, item: CheckItem, *, by: Person) -> PersonalAnswer:
    """The answer of an item that gets a file; without one it begins without a word.

    Raises NotAllowed when it is not the person's sheet or the sheet is handed in.
    """
    demand_fillable(sheet, by=by)
    with transaction.atomic():
        taken = attaching.take_sheet(sheet)
        answer, _new = PersonalAnswer.objects.get_or_create(sheet=taken, item=item)
        _begin(taken, by)
    sheet.refresh_from_db(fields=["status"])
    return answer


def demand_fillable(sheet: PersonalSheet, *, by: Person) -> None:
    """Raise NotAllowed unless it is the own sheet, not handed in, of a running campaign."""
    if by.pk != sheet.person_id:
        raise NotAllowed(_("Only the person whose sheet it is fills it."))
    sheet.level.campaign.demand_running()
    if not sheet.is_with_person:
        raise NotAllowed(_("The sheet is submitted: it can be changed when it is sent back."))


def missing(sheet: PersonalSheet) -> list[Reason]:
    """What still blocks handing in, one reason an item, with the way to it on the page."""
    said = {answer.item_id: answer for answer in sheet.answers.all()}
    return [
        Reason(
            _("Question %(n)d: %(why)s") % {"n": place, "why": why},
            "campaigns.checkitem",
            row.item_id,
            f"#item-{row.item.no}",
        )
        for place, row in enumerate(sheet.level.asked_in_short(), start=1)
        if (why := missing_in(said.get(row.item_id), sheet.level))
    ]


def missing_in(said: PersonalAnswer | None, level: Level) -> str:
    """What an answer lacks before the sheet can be handed in, "" when it is complete."""
    if said is None or not said.result:
        return _("not answered")
    if said.result == PersonalAnswer.Result.NONE:
        return ""
    if not said.problem.strip():
        return _("say what the problem is")
    if not (said.subjective.strip() or said.objective.strip()):
        return _("say what it comes from")
    if level.asks_roots and not said.roots.strip():
        return _("say which roots it has in your thinking")
    return "" if said.measure.strip() else _("say what you will do about it")


def submit_sheet(sheet: PersonalSheet, *, by: Person, signature: str) -> PersonalSheet:
    """Sign and hand in; without a problem the signature stands under an explicit nil return."""
    demand_fillable(sheet, by=by)
    if not signature.strip():
        raise NotAllowed(_("Please sign with your name."))
    with transaction.atomic():
        reasons = missing(attaching.take_sheet(sheet))
        if reasons:
            raise NotAllowed(
                _("The sheet is not complete: %(n)d items are missing something.")
                % {"n": len(reasons)},
                reasons=tuple(reasons),
            )
        sets = {"signature": signature.strip()}
        move(sheet, SheetStatus.SUBMITTED, by=by, sets=sets, round=sheet.round)
        sheet.returns.filter(redone_at=None).update(redone_at=sheet.submitted_at)
        notify(
            [sheet.reviewer] if sheet.reviewer_id else holders(sheet.level.campaign, "office"),
            sheet,
            "personal_sheet_submitted",
            lambda: _("A personal sheet was handed in: %(level)s") % {"level": sheet.level.name},
            slot=str(sheet.round),
        )
    return sheet


def _said_at(sheet: PersonalSheet, item: int, version: int) -> dict | None:
    """The words of an item as the page showed them that saw this version of it."""
    if version == 0:
        return NOTHING_SAID
    row = PersonalVersion.objects.filter(sheet=sheet, version=version).first()
    return row.contents.get(str(item)) if row else None


def _write(
    sheet: PersonalSheet,
    before: dict[int, PersonalAnswer],
    drafts: dict[int, Draft],
    by: Person,
) -> dict[int, PersonalAnswer]:
    sheet.version += 1
    saved = {}
    for item, draft in drafts.items():
        answer = before.get(item) or PersonalAnswer(sheet=sheet, item_id=item)
        for name, words in {**draft.contents, "version": sheet.version}.items():
            setattr(answer, name, words)
        answer.save()
        saved[item] = answer
    standing = {**before, **saved}.values()
    sheet.found = sum(said.result == PersonalAnswer.Result.FOUND for said in standing)
    sheet.save(update_fields=["version", "found"])
    PersonalVersion.objects.create(
        sheet=sheet,
        version=sheet.version,
        round=sheet.round,
        contents={str(item): draft.contents for item, draft in drafts.items()},
        at=clock.now(),
    )
    _begin(sheet, by)
    return saved


def _begin(sheet: PersonalSheet, by: Person) -> None:
    """The first word or file begins the sheet; the caller has its row."""
    if sheet.status == SheetStatus.ASSIGNED:
        move(sheet, SheetStatus.FILLING, by=by)
