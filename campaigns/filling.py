"""Filling a sheet: save an answer, submit it complete.

A save is one conditional UPDATE on the version the person saw; who comes second gets both
texts and never overwrites. The first statement of every save takes the row of the sheet, so
that no save slips in behind a submission.
"""

from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import hints, nil_reports
from campaigns.completeness import missing_in
from campaigns.models import (
    Answer,
    AnswerVersion,
    CheckItem,
    ItemScope,
    Return,
    SelfCheck,
)
from campaigns.opening import opening_of
from campaigns.places import Place
from organization import clock, refusals
from organization.models import NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify
from organization.signals import Reason


class Stale(Exception):
    """Somebody saved this answer in the meantime. `theirs` is the answer that stands."""

    def __init__(self, theirs: Answer) -> None:
        self.theirs = theirs
        super().__init__(_("Somebody else saved this item in the meantime."))


@dataclass(frozen=True)
class Draft:
    """What a person typed for one item, with the version they saw (0: none yet).

    `redone`: of an item that was sent back, the person says that it was checked again. Without
    it the words are kept, and the item still has to be done anew.
    """

    version: int
    contents: dict
    redone: bool = True
    page: str = ""  # the open page it was typed on, "" for none
    after: str = ""  # the page whose words it goes on from: itself, or one that was left behind
    seq: int = 0  # counts up on the page

    def goes_on_from(self, answer: Answer, by: Person) -> bool:
        """Are the words that stand the person's own, sent from the same page before these?

        A page that was killed, or heard no answer, does not know the version it made.
        """
        return (
            answer.page != ""
            and answer.page in (self.page, self.after)
            and answer.edited_by_id == by.pk
            and self.seq > answer.page_seq
            and answer.status == Answer.Status.ANSWERED
        )


def demand_fillable(sheet: SelfCheck) -> None:
    """Raise NotAllowed unless the sheet is with the department and its phase is open."""
    sheet.campaign.demand_running()
    if not sheet.is_with_department:
        raise NotAllowed(_("The sheet is submitted: it can be changed when it is sent back."))
    open_for = {"self_check", "analysis"} if sheet.status == "returned" else {"self_check"}
    if open_for.isdisjoint(sheet.campaign.open_keys):
        raise NotAllowed(
            _("The self-check phase is not open.") + opening_of(sheet.campaign, "self_check")
        )


def closed_because(sheet: SelfCheck) -> str:
    """Why nobody can write in the sheet now, "" when its department can."""
    try:
        demand_fillable(sheet)
    except NotAllowed as refusal:
        return refusal.reason
    return ""


def demand_unlocked(answer: Answer) -> None:
    """Raise NotAllowed when the answer was accepted: it is locked for good."""
    if answer.status == Answer.Status.ACCEPTED:
        raise NotAllowed(_("This item was accepted and is locked."))


def save_answer(sheet: SelfCheck, item: CheckItem, draft: Draft, *, by: Person) -> Answer:
    """Save what a person typed for an item of the sheet.

    Raises NotAllowed (phase, status, locked item, item of another sheet), Stale (somebody was
    first), ValidationError never: an incomplete answer is kept and reported at submission.
    """
    before = Answer.objects.filter(selfcheck=sheet, item=item).first()
    scopes = ItemScope.objects.filter(item=item, department=sheet.department_id)
    if before is None and not scopes.exists():
        raise NotAllowed(_("This item is not one of this sheet."))
    return save_at(Place(sheet, item, before), draft, by=by)


def save_at(place: Place, draft: Draft, *, by: Person) -> Answer:
    """As `save_answer`, for an item whose place was read already."""
    sheet, before = place.sheet, place.answer
    demand_fillable(sheet)
    if before is not None and draft.goes_on_from(before, by):
        draft = replace(draft, version=before.version)
    _demand_current(before, draft)
    try:
        with transaction.atomic():
            _take_sheet(sheet, before, draft)
            answer = _change(place, draft, by) if before else _create(place, draft, by)
            _keep_version(answer)
            if before is None or before.result != answer.result:
                record("answer.result", answer, by=by, result=answer.result, round=answer.round)
            begin(sheet, by=by)
    except IntegrityError as error:
        theirs = _answer_of(place)
        if theirs is None or before is not None:
            raise NotAllowed(refusals.explain(error)) from error
        if theirs.version == draft.version == 0:  # a file came first, and it has no words
            return save_at(Place(sheet, place.item, theirs, place.holder_pk), draft, by=by)
        raise Stale(theirs) from error
    return answer


def begin(sheet: SelfCheck, *, by: Person) -> None:
    """The first answer of a sheet begins it; of two first ones, one. The caller has its row."""
    if sheet.status != SelfCheck.Status.ASSIGNED:
        return
    if SelfCheck.objects.filter(pk=sheet.pk, status=SelfCheck.Status.ASSIGNED).exists():
        move(sheet, SelfCheck.Status.FILLING, by=by)
    else:
        sheet.refresh_from_db(fields=["status", "filling_at"])


def missing_items(sheet: SelfCheck) -> list[Reason]:
    """What still blocks submitting, one reason an item, in the order of the sheet."""
    answers = {answer.item_id: answer for answer in sheet.answers.knowing_evidence()}
    return [
        reason_of(sheet, item, why)
        for item in sheet.items()
        if (why := missing_in(item, answers.get(item.pk)))
    ]


def reason_of(sheet: SelfCheck, item: CheckItem, why: str) -> Reason:
    """What is missing in an item, with the way to it."""
    return Reason(
        _("Item %(no)d: %(why)s") % {"no": item.no, "why": why},
        "campaigns.checkitem",
        item.pk,
        reverse("fill_item", args=[sheet.campaign.code, sheet.department.code, item.no]),
    )


def submit(sheet: SelfCheck, *, by: Person, signature: str, nil: bool = False) -> SelfCheck:
    """The head signs and submits; `nil`: declares what there is of a nil return.

    Raises NotAllowed with every incomplete item, NotDeclared where `nil` does not fit.
    """
    demand_fillable(sheet)
    if not signature.strip():
        raise NotAllowed(_("Please sign with your name."))
    with transaction.atomic():
        # Taking the row first: no save may change an answer between the check and the move.
        SelfCheck.objects.select_for_update().get(pk=sheet.pk)
        _demand_complete(sheet)
        declaration = nil_reports.declaration_of_sheet(sheet)
        nil_reports.demand_declared(declaration, nil)
        move(
            sheet,
            SelfCheck.Status.SUBMITTED,
            by=by,
            sets={
                "signature": signature.strip(),
                "nil_report": declaration is not None and declaration.whole,
            },
            round=sheet.round,
        )
        if declaration is not None:
            nil_reports.keep(sheet, declaration, by=by, signature=signature.strip())
        sheet.hand_overs.filter(taken_back_at=None).update(
            taken_back_at=clock.now(), with_submission=True
        )
        sheet.returns.filter(item=None, redone_at=None).update(redone_at=clock.now())
        notify(
            holders(sheet.campaign, "office"),
            sheet,
            "sheet_submitted",
            lambda: _("%(department)s submitted its sheet") % {"department": sheet.department.name},
            slot=str(sheet.round),
        )
        hints.ask(sheet)
    return sheet


def _demand_complete(sheet: SelfCheck) -> None:
    reasons = missing_items(sheet)
    if reasons:
        raise NotAllowed(
            _("The sheet is not complete: %(n)d items are missing something.")
            % {"n": len(reasons)},
            reasons=tuple(reasons),
        )


def _demand_current(before: Answer | None, draft: Draft) -> None:
    if before is None:
        return
    demand_unlocked(before)
    if before.version != draft.version:
        raise Stale(Answer.objects.select_related("edited_by").get(pk=before.pk))


def _take_sheet(sheet: SelfCheck, before: Answer | None, draft: Draft) -> None:
    """Count the change on the sheet's row; it must still be with the department."""
    was = before.result if before else ""
    now = draft.contents.get("result", was)
    filled, refused = int(bool(now)) - int(bool(was)), int(now == "no") - int(was == "no")
    taken = SelfCheck.objects.filter(pk=sheet.pk, status__in=SelfCheck.Status.writable).update(
        answered=F("answered") + filled, negatives=F("negatives") + refused
    )
    if not taken:
        raise NotAllowed(_("The sheet is submitted: it can be changed when it is sent back."))


def _create(place: Place, draft: Draft, by: Person) -> Answer:
    return Answer.objects.create(
        selfcheck=place.sheet,
        item=place.item,
        round=place.sheet.round,
        edited_at=clock.now(),
        edited_by=by,
        page=draft.page,
        page_seq=draft.seq,
        **draft.contents,
    )


def _change(place: Place, draft: Draft, by: Person) -> Answer:
    answer = place.answer
    redo = answer.status == Answer.Status.RETURNED and draft.redone
    values = {
        **draft.contents,
        "version": answer.version + 1,
        "round": answer.round,
        "edited_at": clock.now(),
        "edited_by": by,
        "page": draft.page,
        "page_seq": draft.seq,
    }
    won = Answer.objects.filter(pk=answer.pk, version=draft.version, status=answer.status).update(
        **values
    )
    if not won:
        raise Stale(_answer_of(place))
    changed = Answer(
        **{"pk": answer.pk, "status": answer.status, **answer.contents(), **values},
        selfcheck=place.sheet,
        item=place.item,
    )
    if "has_evidence" in vars(answer):  # files come and go by acts of their own
        changed.has_evidence = answer.has_evidence
    if redo:
        move(changed, Answer.Status.ANSWERED, by=by, round=changed.round)
        Return.objects.filter(selfcheck=place.sheet.pk, item=place.item.pk, redone_at=None).update(
            redone_at=clock.now()
        )
    return changed


def _keep_version(answer: Answer) -> None:
    AnswerVersion.objects.create(
        answer=answer,
        version=answer.version,
        round=answer.round,
        contents=answer.contents(),
        at=answer.edited_at,
        by=answer.edited_by,
    )


def _answer_of(place: Place) -> Answer | None:
    return (
        Answer.objects.filter(selfcheck=place.sheet.pk, item=place.item.pk)
        .select_related("edited_by")
        .first()
    )
