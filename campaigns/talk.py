"""沟通: ask and answer about an item, name who should read it, take a remark back.

The words of a draft never pass here: overseers read what was written into the thread, and
nothing of the answer before it is submitted.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns.models import CheckItem, Remark, SelfCheck
from campaigns.models.talk import LONGEST
from campaigns.permissions import can_talk, side_of
from organization import clock
from organization.models import NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify, said
from organization.scope import OVERSIGHT


def thread(sheet: SelfCheck, item_pk: int) -> list[Remark]:
    """Everything said about an item, the oldest first. Two statements at most."""
    rows = Remark.objects.filter(selfcheck=sheet, item=item_pk).select_related("by")
    found = list(rows.prefetch_related("mentions"))
    for row in found:
        row.selfcheck = sheet
    return found


def may_be_mentioned(sheet: SelfCheck) -> QuerySet[Person]:
    """Who may read the thread, in order of rank: the department's people, and the overseers."""
    department = holders(sheet.department, "head", "member").values("pk")
    overseers = holders(sheet.campaign, *OVERSIGHT).values("pk")
    return Person.objects.active().filter(Q(pk__in=department) | Q(pk__in=overseers))


def write(
    sheet: SelfCheck,
    item: CheckItem,
    text: str,
    *,
    by: Person,
    asks: bool = False,
    mentions: Iterable[Person] = (),
) -> Remark:
    """Say something about an item; `asks`: the other side is to answer.

    The same words sent twice in a row are one remark. Raises NotAllowed: campaign not running,
    nothing or too much said, nothing to read there yet, somebody named who may not read it.
    """
    sheet.campaign.demand_running()
    words = text.replace("\r\n", "\n").strip()
    _demand_words(words)
    named = list(mentions)
    with transaction.atomic():
        SelfCheck.objects.select_for_update().only("pk").get(pk=sheet.pk)
        before = thread(sheet, item.pk)
        if not can_talk(by, sheet, before):
            raise NotAllowed(_("Ask when the sheet was submitted: there is nothing to read yet."))
        _demand_readers(sheet, named)
        if before and _is_same(before[-1], words, by):
            return before[-1]
        remark = Remark.objects.create(
            selfcheck=sheet,
            item=item,
            side=side_of(by, sheet),
            text=words,
            is_question=asks,
            by=by,
            at=clock.now(),
        )
        remark.mentions.set(named)
        record("remark.written", remark, by=by, question=asks)
        _tell(remark, named, before)
    return remark


def withdraw(remark: Remark, *, by: Person) -> Remark:
    """Take one's own words back: a mark stays in their place."""
    remark.selfcheck.campaign.demand_running()
    if remark.by_id != by.pk:
        raise NotAllowed(_("Only who wrote it takes it back."))
    return move(remark, Remark.Status.WITHDRAWN, by=by)


def _demand_words(words: str) -> None:
    if not words:
        raise NotAllowed(_("Nothing was written."))
    if len(words) > LONGEST:
        values = {"n": LONGEST, "now": len(words)}
        raise NotAllowed(_("At most %(n)d characters; these are %(now)d.") % values)


def _demand_readers(sheet: SelfCheck, named: list[Person]) -> None:
    keys = {person.pk for person in named}
    if keys and may_be_mentioned(sheet).filter(pk__in=keys).count() < len(keys):
        raise NotAllowed(_("Somebody who may not read this cannot be named here."))


def _is_same(last: Remark, words: str, by: Person) -> bool:
    return last.by_id == by.pk and last.text == words and not last.is_withdrawn


def _tell(remark: Remark, named: list[Person], before: list[Remark]) -> None:
    """Everybody once: who is named, else who is asked, else who is answered."""
    values = {
        "department": remark.selfcheck.department.name,
        "no": remark.item.no,
        "who": remark.by.title,
    }
    where = remark.selfcheck.campaign.title
    told = {remark.by_id}
    for kind, people, title in (
        ("mentioned", named, _later("%(who)s names you: %(department)s, item %(no)d")),
        ("asked", _asked(remark), _later("%(who)s asks: %(department)s, item %(no)d")),
        (
            "answered",
            _askers(remark, before),
            _later("%(who)s answers: %(department)s, item %(no)d"),
        ),
    ):
        fresh = [person for person in people if person.pk not in told]
        told |= {person.pk for person in fresh}
        if fresh:
            notify(fresh, remark, kind, said(title, **values), where)


def _asked(remark: Remark) -> list[Person]:
    if not remark.is_question:
        return []
    sheet = remark.selfcheck
    if remark.side == Remark.Side.DEPARTMENT:
        return list(holders(sheet.campaign, "office"))
    held = sheet.hand_overs.filter(item=remark.item, taken_back_at=None, to__is_active=True)
    return [*holders(sheet.department, "head"), *(row.to for row in held.select_related("to"))]


def _askers(remark: Remark, before: list[Remark]) -> list[Person]:
    """Who asked on the other side and has heard nothing since."""
    people: dict[int, Person] = {}
    for row in before:
        if row.side == remark.side and not row.is_withdrawn:
            people = {}
        elif row.is_question and not row.is_withdrawn and row.by.is_active:
            people[row.by_id] = row.by
    return list(people.values())
