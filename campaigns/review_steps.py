"""The last step of a reviewer: what was decided, and how it is taken back as a whole.

One request is one step: an item accepted, items sent back, many accepted together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.models import Answer, Campaign, SelfCheck
from campaigns.review_queue import DEPARTMENT, Spot
from campaigns.taking_back import (
    take_back_acceptance,
    take_back_return,
    why_all_accepted_stand,
    why_returned_stands,
)
from organization.models import Event, NotAllowed, Person

ACCEPTED, RETURNED = "answer.accepted", "selfcheck.returned"
TAKEN_BACK = ("answer.acceptance_taken_back", "selfcheck.return_taken_back")
FAR = 60  # events looked at to find the last step


@dataclass(frozen=True)
class Step:
    """A decision that still stands; `key` names it in a form."""

    key: int
    text: str


def last_step(person: Person, campaign: Campaign) -> Step | None:
    """The last decision of the person in the campaign, as long as it can be taken back.

    Where something stands on it there is none: no older decision comes in its place. As many
    queries for a step of many answers as for one.
    """
    if not campaign.is_running:
        return None
    mine = Event.objects.filter(actor_pk=person.pk, campaign_pk=campaign.pk)
    found = list(mine.filter(kind__in=(ACCEPTED, RETURNED)).order_by("-id")[:FAR])
    if not found:
        return None
    taken = Event.objects.filter(
        kind__in=TAKEN_BACK,
        thing__in=("campaigns.answer", "campaigns.selfcheck"),
        thing_pk__in={event.thing_pk for event in found},
    )
    last_taken = {
        (thing, pk): last
        for thing, pk, last in taken.order_by()
        .values_list("thing", "thing_pk")
        .annotate(last=Max("id"))
    }
    for event in found:
        if last_taken.get((event.thing, event.thing_pk), 0) < event.pk:
            return None if _stands(event, mine) else Step(event.pk, _words(event, mine))
    return None


def take_back(key: int, campaign: Campaign, *, by: Person) -> Spot:
    """Take back the step that the event `key` belongs to; all of it or nothing.

    Raises NotAllowed when it is not a decision of the person, was taken back already, or when
    something later stands on it.
    """
    mine = Event.objects.filter(actor_pk=by.pk, campaign_pk=campaign.pk)
    event = mine.filter(pk=key, kind__in=(ACCEPTED, RETURNED)).first()
    if event is None:
        raise NotAllowed(_("There is no such decision of yours."))
    _demand_last(event)
    with transaction.atomic():
        if event.kind == RETURNED:
            return _take_back_return(event, by)
        return _take_back_acceptances([e.thing_pk for e in _of_one_step(event, mine)], by)


def _stands(event: Event, mine) -> bool:
    """Does something later stand on the decision, or was it decided anew by somebody else?"""
    if _decided_anew(event):
        return True
    if event.kind == RETURNED:
        return bool(why_returned_stands(_sheets().get(pk=event.thing_pk)))
    keys = [accepted.thing_pk for accepted in _of_one_step(event, mine)]
    return bool(why_all_accepted_stand(list(_answers(keys))))


def _demand_last(event: Event) -> None:
    """Somebody may have taken it back, or decided anew, since the page was opened."""
    if _decided_anew(event):
        raise NotAllowed(_("This decision was taken back already, or decided anew."))


def _decided_anew(event: Event) -> bool:
    kinds = (event.kind, *TAKEN_BACK)
    same = Event.objects.filter(thing=event.thing, thing_pk=event.thing_pk, kind__in=kinds)
    return same.filter(pk__gt=event.pk).exists()


def _take_back_return(event: Event, by: Person) -> Spot:
    sheet = _sheets().get(pk=event.thing_pk)
    answers = take_back_return(sheet, by=by)
    first = answers[0].item.no if answers else sheet.items().values_list("no", flat=True).first()
    return Spot(sheet.department.code, first)


def _take_back_acceptances(keys: list[int], by: Person) -> Spot:
    spots = []
    for _pk, group in groupby(_answers(keys), key=attrgetter("selfcheck_id")):
        found = list(group)
        sheet = found[0].selfcheck
        take_back_acceptance(sheet, found, by=by)
        spots.append(Spot(sheet.department.code, found[0].item.no))
    return spots[0]


def _of_one_step(event: Event, mine) -> list[Event]:
    """All acceptances of the request; outside a request each is a step of its own."""
    if not event.request_id:
        return [event]
    return list(mine.filter(request_id=event.request_id, kind=ACCEPTED))


def _words(event: Event, mine) -> str:
    if event.kind == RETURNED:
        n = event.particulars.get("items", 0)
        said = ngettext("%(n)d item sent back", "%(n)d items sent back", n) % {"n": n}
        return _joined(event.label, said)
    n = len(_of_one_step(event, mine))
    if n > 1:
        return ngettext("%(n)d item accepted", "%(n)d items accepted", n) % {"n": n}
    return _joined(event.label, _("accepted"))


def _joined(label: str, said: str) -> str:
    return f"{label}{pgettext('before a name', ': ')}{said}"


def _sheets():
    return SelfCheck.objects.select_related("campaign", "department")


def _answers(keys: Sequence[int | None]):
    answers = Answer.objects.filter(pk__in=keys)
    whole = answers.select_related("item", "selfcheck__campaign", "selfcheck__department")
    return whole.order_by(*DEPARTMENT, "item__order")
