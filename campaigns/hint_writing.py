"""Writing hints: each run brings the rows up to what was found, however often it runs."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q

from campaigns.hint_finding import Finder, Found
from campaigns.last_time import WITH_OFFICE
from campaigns.models import Answer, Campaign, Hint, HintLimits, SelfCheck
from campaigns.superficiality import Kind
from organization import clock

A_FEW = 40  # sheets that are read and written together


class Moved(Exception):
    """The thresholds were changed while hints were being found."""


def renew(campaign: Campaign, sheets: Collection[SelfCheck], tell=lambda done, total: None) -> int:
    """Bring the hints of submitted sheets up to date, and those of others held against them.

    How many stand on the sheets now. `tell(done, total)` is called as it goes. Raises Moved;
    what was written until then is right for the sheets that were reached.
    """
    kept = HintLimits.of(campaign)
    finder = Finder(campaign, kept.limits)
    total = len(sheets) + 1
    tell(0, total)
    copies = finder.copies([sheet.pk for sheet in sheets])
    waiting = iter(sheets)
    done = 0
    while some := list(islice(waiting, A_FEW)):
        tell(1 + done, total)
        found = finder.of_sheets(some)
        pks = {sheet.pk for sheet in some}
        found += [one for one in copies.values() if one.sheet in pks]
        _write(finder, kept, some, found)
        done += len(some)
    _write_others(finder, kept, sheets, copies)
    tell(total, total)
    return Hint.objects.standing().filter(selfcheck__in=[sheet.pk for sheet in sheets]).count()


def _write(finder: Finder, kept: HintLimits, sheets: list[SelfCheck], found: list[Found]) -> None:
    with transaction.atomic():
        _take_turn(kept)
        rounds = {sheet.pk: sheet.round for sheet in sheets}
        # A sheet that went back and came again meanwhile has a job of its own.
        now = SelfCheck.objects.filter(pk__in=rounds, status__in=WITH_OFFICE)
        same = [pk for pk, round_ in now.values_list("pk", "round") if rounds[pk] == round_]
        _bring_up(finder, Q(selfcheck__in=same), [one for one in found if one.sheet in same])


def _write_others(
    finder: Finder, kept: HintLimits, sheets: Collection[SelfCheck], copies: dict[int, Found]
) -> None:
    own = {sheet.pk for sheet in sheets}
    found = {pk: one for pk, one in copies.items() if one.sheet not in own}
    held = Q(other_answer__selfcheck__in=own, stands=True) | Q(answer__in=found)
    with transaction.atomic():
        _take_turn(kept)
        now = Answer.objects.filter(pk__in=found, selfcheck__status__in=WITH_OFFICE)
        versions = dict(now.values_list("pk", "version"))
        same = [one for pk, one in found.items() if versions.get(pk) == one.version]
        _bring_up(finder, Q(kind=Kind.COPIED) & held & ~Q(selfcheck__in=own), same)


def _take_turn(kept: HintLimits) -> None:
    """One job of a campaign writes at a time, and only by the thresholds that hold."""
    Campaign.objects.select_for_update(no_key=True).only("pk").get(pk=kept.campaign_id)
    if HintLimits.of(kept.campaign).version != kept.version:
        raise Moved


def _bring_up(finder: Finder, rows: Q, found: Iterable[Found]) -> None:
    wanted = {one.key: one for one in found}
    fresh, changed = [], []
    for row in Hint.objects.filter(rows).select_related("answer", "other_answer__selfcheck"):
        one = wanted.pop((row.selfcheck_id, row.answer_id, row.version, row.kind), None)
        holds = row.stands and _still_holds(finder, row)
        if one is not None and not (holds and row.measure >= one.mark.measure):
            if _take_over(row, one):
                changed.append(row)
        elif one is not None or holds:
            limit = finder.limits.alike_percent
            if limit is not None and row.limit != limit and row.kind == Kind.COPIED:
                row.limit = limit
                changed.append(row)
        elif row.stands:
            row.stands = False
            changed.append(row)
    at = clock.now()
    for one in wanted.values():
        row = Hint(selfcheck_id=one.sheet, answer_id=one.answer, version=one.version, at=at)
        _take_over(row, one)
        fresh.append(row)
    Hint.objects.bulk_create(fresh, batch_size=500)
    fields = ["measure", "limit", "words", "other_answer", "other_version", "stands"]
    Hint.objects.bulk_update(changed, [*fields, "dismissed_at", "dismissed_by"], batch_size=200)


def _still_holds(finder: Finder, row: Hint) -> bool:
    """A pair that another job found is true as long as neither side has changed."""
    if row.kind != Kind.COPIED or finder.limits.alike_percent is None:
        return False
    one, other = row.answer, row.other_answer
    return (
        row.measure >= finder.limits.alike_percent
        and (one.version, other.version) == (row.version, row.other_version)
        and other is not None
        and other.selfcheck.status in WITH_OFFICE
        and finder.is_compared(one.text)
        and finder.is_compared(other.text)
    )


def _take_over(row: Hint, one: Found) -> bool:
    """Give the row what was found. Was anything different?"""
    new: dict[str, Any] = {
        "kind": str(one.mark.kind),
        "measure": one.mark.measure,
        "limit": one.mark.limit,
        "words": one.mark.words[:200],
        "other_answer_id": one.other,
        "other_version": one.other_version,
        "stands": True,
    }
    if all(getattr(row, name) == value for name, value in new.items()) and row.pk:
        return False
    if row.other_answer_id != one.other:  # whoever dismissed it looked at another pair
        row.dismissed_at = row.dismissed_by = None
    for name, value in new.items():
        setattr(row, name, value)
    return True
