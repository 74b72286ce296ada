"""Which files support an answer, of a department or a person: adding them, taking them off."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns import filling
from campaigns.models import Answer, Evidence, PersonalAnswer, PersonalSheet, SelfCheck
from campaigns.places import Place
from organization import clock
from organization.models import NotAllowed, Person, record

AnyAnswer = Answer | PersonalAnswer
AnySheet = TypeVar("AnySheet", bound=SelfCheck | PersonalSheet)


def answer_for_files(place: Place, *, by: Person) -> Answer:
    """The answer of an item that gets a file.

    Without one it begins at version 0, which says that nobody typed a word yet: who types the
    first one at the same moment is not told that somebody else was first. Raises NotAllowed
    when the sheet is not with the department, its phase is not open or the answer is locked.
    """
    demand_writable(place)
    if place.answer is not None:
        return place.answer
    try:
        with transaction.atomic():
            sheet = take_sheet(place.sheet)
            answer = Answer.objects.create(
                selfcheck=place.sheet,
                item=place.item,
                version=0,
                round=sheet.round,
                edited_at=clock.now(),
                edited_by=by,
            )
            filling.begin(place.sheet, by=by)
    except IntegrityError:  # the first words came in between
        answer = Answer.objects.get(selfcheck=place.sheet, item=place.item)
        answer.selfcheck, answer.item = place.sheet, place.item
    return answer


def choose(place: Place, files: Iterable[Evidence], *, by: Person) -> int:
    """Files of the department's library support the answer too: how many were new to it.

    All or none. Raises NotAllowed as `attach` does.
    """
    chosen = list(files)
    if not chosen:
        return 0
    with transaction.atomic():
        answer = answer_for_files(place, by=by)
        return sum(attach(answer, one, by=by) for one in chosen)


def attach(answer: AnyAnswer, evidence: Evidence, *, by: Person) -> bool:
    """The file supports this answer; attaching twice changes nothing. Was it new to the answer?

    Raises NotAllowed when the answer is locked, its sheet is not with whoever fills it, or
    the file does not lie with those of the sheet.
    """
    with transaction.atomic():
        demand_open(answer)
        return _add(answer, evidence, by)


def replace(answer: AnyAnswer, old: Evidence, new: Evidence, *, by: Person) -> None:
    """A newer file takes the place of an older one, which stays in the history of the item.

    Raises NotAllowed as `attach` does, when the answer does not stand on `old`, and when both
    are the same file.
    """
    if old == new:
        raise NotAllowed(_("This is the same file: there is nothing to replace."))
    with transaction.atomic():
        demand_open(answer)
        won = answer.evidence_uses.standing().filter(evidence=old)
        if not won.update(replaced_at=clock.now(), replaced_by=new):
            raise NotAllowed()
        _add(answer, new, by)
        record(
            "answer.evidence_replaced", answer, by=by, sha256=new.sha256, before_sha256=old.sha256
        )


def detach(answer: AnyAnswer, evidence: Evidence, *, by: Person) -> None:
    """The file no longer supports this answer; the file itself stays. Raises NotAllowed."""
    with transaction.atomic():
        demand_open(answer)
        deleted, _by_model = answer.evidence_uses.standing().filter(evidence=evidence).delete()
        if not deleted:
            raise NotAllowed()
        Evidence.objects.filter(pk=evidence.pk).update(released_at=clock.now())
        record("answer.evidence_removed", answer, by=by, sha256=evidence.sha256)
    vars(answer).pop("has_evidence", None)


def _add(answer: AnyAnswer, evidence: Evidence, by: Person) -> bool:
    if evidence.shelf_ids != answer.sheet.shelf_ids:
        raise NotAllowed(_("This file belongs to the library of another department."))
    # Taken like the sweep takes it: what is being removed is not used any more.
    if Evidence.objects.select_for_update().get(pk=evidence.pk).swept_at is not None:
        raise NotAllowed(_("This file is no longer kept: please upload it once more."))
    use, is_new = answer.evidence_uses.get_or_create(
        evidence=evidence, defaults={"at": clock.now()}
    )
    if not is_new and use.replaced_at is None:
        return False
    if not is_new:  # an older file is the valid one again
        again = {"at": clock.now(), "replaced_at": None, "replaced_by": None}
        answer.evidence_uses.filter(pk=use.pk).update(**again)
    vars(answer).pop("has_evidence", None)  # what was known of its files is asked anew
    record("answer.evidence_added", answer, by=by, sha256=evidence.sha256)
    return True


def demand_writable(place: Place) -> None:
    """Raise NotAllowed unless the item is open, as it was read: before a file is sent."""
    filling.demand_fillable(place.sheet)
    if place.answer is not None:
        filling.demand_unlocked(place.answer)


def demand_open(answer: AnyAnswer) -> None:
    """Take the row of the sheet, so that no file slips in behind a submission.

    Raises NotAllowed when the sheet is not with whoever fills it or the answer is locked.
    """
    take_sheet(answer.sheet)
    if type(answer).objects.locked().filter(pk=answer.pk).exists():
        raise NotAllowed(_("This item was accepted and is locked."))


def take_sheet(sheet: AnySheet) -> AnySheet:
    """The sheet as it stands, its row taken until the transaction ends. Raises NotAllowed when it
    is not with whoever fills it."""
    taken: Any = type(sheet).objects.select_for_update().get(pk=sheet.pk)
    if taken.status not in taken.Status.writable:
        raise NotAllowed(_("The sheet is submitted: it can be changed when it is sent back."))
    return taken
