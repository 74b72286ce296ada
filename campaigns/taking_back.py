"""Taking back a decision of the review while nothing later stands on it.

What was decided, when and by whom is read from the event log: an acceptance has no row of its
own, and a return that is taken back is deleted, so that it counts nowhere.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from campaigns.models import (
    Answer,
    AnswerVersion,
    Phase,
    SelfCheck,
    Verification,
)
from campaigns.signals import taking_back
from organization.models import Event, NotAllowed, Person, move
from organization.models.event import move_all
from organization.notices import withdraw
from organization.signals import Reason, ask

# What a department does with a sheet that came back.
BEGUN = (
    "answer.result",
    "answer.evidence_added",
    "answer.evidence_removed",
    "answer.evidence_replaced",
    "selfcheck.handed_over",
    "selfcheck.workbook_applied",
)


def take_back_acceptance(sheet: SelfCheck, answers: Sequence[Answer], *, by: Person) -> None:
    """The answers wait for the office again, and so does the sheet if it was accepted.

    Raises NotAllowed with the reasons of `why_accepted_stands`; then all of them stand.
    """
    with transaction.atomic():
        _take(sheet)
        now = sheet.answers.in_bulk([answer.pk for answer in answers])
        for answer in answers:
            answer.selfcheck = sheet
            answer.status, answer.round = now[answer.pk].status, now[answer.pk].round
        _demand(why_accepted_stands(sheet, answers))
        move_all(answers, Answer.Status.ANSWERED, by=by, act="acceptance_taken_back")
        if sheet.status == SelfCheck.Status.ACCEPTED:
            _open_again(sheet, by)


def take_back_return(sheet: SelfCheck, *, by: Person) -> list[Answer]:
    """The sheet waits for the office again as it was submitted: its round, its deadline, the
    answers. Gives the answers that had been sent back.

    Raises NotAllowed with the reasons of `why_returned_stands`.
    """
    with transaction.atomic():
        _take(sheet)
        _demand(why_returned_stands(sheet))
        returns = sheet.returns.filter(at__gte=sheet.submitted_at)
        answers = list(
            sheet.answers.filter(item__in=returns.exclude(item=None).values("item"))
            .select_related("item")
            .order_by("item__order")
        )
        for answer in answers:
            answer.selfcheck = sheet
            move(
                answer,
                Answer.Status.ANSWERED,
                by=by,
                act="return_taken_back",
                sets={"round": answer.round - 1},
                round=answer.round - 1,
            )
        sheet.hand_overs.filter(taken_back_at=None, at__gte=sheet.submitted_at).delete()
        returns.delete()
        _give_back(sheet, by, len(answers))
    return answers


def why_accepted_stands(sheet: SelfCheck, answers: Sequence[Answer]) -> list[Reason]:
    """Why the acceptance of these answers cannot be taken back; empty when it can."""
    for answer in answers:
        answer.selfcheck = sheet
    return why_all_accepted_stand(answers)


def why_all_accepted_stand(answers: Sequence[Answer]) -> list[Reason]:
    """As `why_accepted_stands`, for answers of many sheets of a campaign, which they know.

    As many statements as for one.
    """
    for answer in answers:
        if answer.status != Answer.Status.ACCEPTED:
            return [_reason(_("This item is not accepted."), answer.selfcheck)]
        if answer.selfcheck.status == SelfCheck.Status.RETURNED:
            gone = _("The sheet has gone back to the department since.")
            return [_reason(gone, answer.selfcheck)]
    accepted = _last_events(Answer, [answer.pk for answer in answers], "answer.accepted")
    if len(accepted) < len(answers):  # of an earlier campaign
        return [_reason(_("Nothing says when this item was accepted."), answers[0].selfcheck)]
    sheets = {answer.selfcheck_id for answer in answers}
    submitted = _last_events(SelfCheck, sheets, "selfcheck.submitted")
    for answer in answers:
        later = submitted.get(answer.selfcheck_id)
        if later is not None and later.pk > accepted[answer.pk].pk:
            return [_reason(_("The sheet has been submitted anew since."), answer.selfcheck)]
    first = min(accepted.values(), key=lambda event: event.pk)
    return [
        *_ended_phases(answers[0].selfcheck, first),
        *_verified(answers, accepted),
        *ask(taking_back, Answer, answers=answers, since=first.at),
    ]


def why_returned_stands(sheet: SelfCheck) -> list[Reason]:
    """Why the return cannot be taken back; empty when it can."""
    if sheet.status != SelfCheck.Status.RETURNED:
        return [_reason(_("The sheet does not lie with the department any more."), sheet)]
    returned = last_event(sheet, "selfcheck.returned")
    if returned is None:
        return [_reason(_("Nothing says when this sheet was sent back."), sheet)]
    if _has_begun(sheet, returned):
        return [_reason(_("The department has begun to check again."), sheet)]
    return _ended_phases(sheet, returned)


def last_event(thing: Answer | SelfCheck, kind: str) -> Event | None:
    """When this was done to the thing last; one query."""
    return Event.objects.about(thing).filter(kind=kind).order_by("-id").first()


def _last_events(model: type[Model], keys: Iterable[int], kind: str) -> dict[int, Event]:
    """The last event of the kind about each of these things, by their keys; one query."""
    label = model._meta.label_lower
    events = Event.objects.filter(thing=label, thing_pk__in=keys, kind=kind).order_by("id")
    return {event.thing_pk: event for event in events}


def _take(sheet: SelfCheck) -> None:
    """Take the row of the sheet, as every act on it does first: who came before is seen."""
    sheet.campaign.demand_running()
    now = SelfCheck.objects.select_for_update().get(pk=sheet.pk)
    for field in ("status", "round", "due_on", "submitted_at", "submitted_by_id", "returned_at"):
        setattr(sheet, field, getattr(now, field))


def _demand(reasons: list[Reason]) -> None:
    if reasons:
        text = _("This decision cannot be taken back any more.")
        raise NotAllowed(" ".join([text, reasons[0].text]), reasons=tuple(reasons[1:]))


def _open_again(sheet: SelfCheck, by: Person) -> None:
    """The sheet was accepted with its last answer; it waits again, as it was submitted."""
    move(
        sheet,
        SelfCheck.Status.SUBMITTED,
        by=by,
        act="acceptance_taken_back",
        sets={
            "submitted_at": sheet.submitted_at,
            "submitted_by": sheet.submitted_by,
            "accepted_at": None,
            "accepted_by": None,
        },
        round=sheet.round,
    )
    withdraw(
        sheet,
        "sheet_accepted",
        str(sheet.round),
        correction=lambda: (
            _("Your self-check sheet is being reviewed again: %(title)s")
            % {"title": sheet.campaign.title}
        ),
    )


def _give_back(sheet: SelfCheck, by: Person, items: int) -> None:
    """The sheet lies with the office again, in the round it was submitted in."""
    returned = last_event(sheet, "selfcheck.returned")
    told = str(sheet.round)
    earlier = Event.objects.about(sheet).filter(kind="selfcheck.returned", pk__lt=returned.pk)
    before = returned.particulars.get("due_before")
    move(
        sheet,
        SelfCheck.Status.SUBMITTED,
        by=by,
        act="return_taken_back",
        sets={
            "round": F("round") - 1,
            "due_on": date.fromisoformat(before) if before else sheet.due_on,
            "submitted_at": sheet.submitted_at,
            "submitted_by": sheet.submitted_by,
            "returned_at": earlier.values_list("at", flat=True).order_by("-id").first(),
        },
        items=items,
        round=sheet.round - 1,
    )
    sheet.refresh_from_db(fields=["round"])
    withdraw(
        sheet,
        "sheet_returned",
        told,
        correction=lambda: _("You need not check again: the office took its return back"),
        text=sheet.campaign.title,
    )


def _has_begun(sheet: SelfCheck, returned: Event) -> bool:
    """Has anything been written, handed over or attached since? Two queries."""
    answers = sheet.answers.values("pk")
    since = Event.objects.filter(pk__gt=returned.pk, kind__in=BEGUN)
    return (
        AnswerVersion.objects.filter(answer__in=answers, at__gte=returned.at).exists()
        or since.filter(thing="campaigns.answer", thing_pk__in=answers).exists()
        or since.filter(thing="campaigns.selfcheck", thing_pk=sheet.pk).exists()
    )


def _verified(answers: Sequence[Answer], accepted: dict[int, Event]) -> list[Reason]:
    decided = {
        (answer.item_id, answer.selfcheck.department_id): accepted[answer.pk].at
        for answer in answers
    }
    rows = Verification.objects.filter(
        item__in={item for item, _department in decided},
        department__in={department for _item, department in decided},
        at__gte=min(decided.values()),
    )
    since = [
        row
        for row in rows.select_related("item")
        if (at := decided.get((row.item_id, row.department_id))) and row.at >= at
    ]
    text = _("Item %(no)d has been verified since.")
    return [Reason(text % {"no": row.item.no}, row._meta.label_lower, row.pk) for row in since]


def _ended_phases(sheet: SelfCheck, decided: Event) -> list[Reason]:
    """The phase of the review has ended on the decision."""
    phases = Phase.objects.filter(campaign=sheet.campaign_id, ended_at__gte=decided.at)
    return [
        Reason(
            _("The phase “%(phase)s” has ended since.") % {"phase": phase.name},
            "campaigns.campaign",
            sheet.campaign_id,
        )
        for phase in phases
        if "analysis" in phase.opens
    ]


def _reason(text: str, thing: Answer | SelfCheck) -> Reason:
    return Reason(text, thing._meta.label_lower, thing.pk)
