"""Finding the hints of submitted sheets: what is read, and which hints follow from it.

Only what lies with the office is compared: what a department is typing is its own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Exists, OuterRef

from campaigns.completeness import wants_evidence
from campaigns.last_time import WITH_OFFICE, earlier_answers
from campaigns.likeness import nearest
from campaigns.models import (
    Answer,
    AnswerEvidence,
    AnswerVersion,
    Campaign,
    CheckItem,
    Hint,
    SelfCheck,
)
from campaigns.superficiality import (
    Kind,
    Limits,
    Mark,
    Said,
    Save,
    mark_of_last_time,
    mark_of_sheet,
    marks_of,
    seconds_spent,
    to_compare,
)


@dataclass(frozen=True)
class Found:
    """A hint that follows from what was submitted."""

    sheet: int
    answer: int | None
    version: int
    mark: Mark
    other: int | None = None
    other_version: int | None = None

    @property
    def key(self) -> tuple:
        """One hint of a kind for a version of an answer, or for a round of a sheet."""
        return (self.sheet, self.answer, self.version, str(self.mark.kind))


class Finder:
    """Finds the hints of one campaign under its thresholds."""

    def __init__(self, campaign: Campaign, limits: Limits) -> None:
        self.campaign = campaign
        self.limits = limits
        self.items = CheckItem.objects.filter(checklist__campaign=campaign).in_bulk()

    def of_sheets(self, sheets: Collection[SelfCheck]) -> list[Found]:
        """What each of the sheets, and each answer on it, raises by itself and by last time."""
        pks = [sheet.pk for sheet in sheets]
        answers = self._answers(pks)
        seconds = self._seconds(answers, pks)
        earlier = self._earlier(sheets)
        departments = {sheet.pk: sheet.department_id for sheet in sheets}
        said = {answer.pk: self._said(answer, seconds.get(answer.pk)) for answer in answers}
        found = [
            Found(answer.selfcheck_id, answer.pk, answer.version, mark)
            for answer in answers
            for mark in marks_of(said[answer.pk], self.limits)
        ]
        for answer in answers:
            code = self.items[answer.item_id].code
            before = earlier.get((departments[answer.selfcheck_id], code))
            found += self._like_last_time(answer, before)
        for sheet in sheets:
            own = [said[answer.pk] for answer in answers if answer.selfcheck_id == sheet.pk]
            if mark := mark_of_sheet(own, self.limits):
                found.append(Found(sheet.pk, None, sheet.round, mark))
        return found

    def copies(self, sheets: Collection[int]) -> dict[int, Found]:
        """Answers that read like another department's answer to the same item, by their key.

        Those of the sheets, those that were held against one of these sheets before, and those
        of other sheets that are now found to be alike: a pair is shown on both sides.
        """
        if self.limits.alike_percent is None:
            return {}
        pks = Answer.objects.filter(selfcheck__in=sheets).values_list("pk", "item")
        held = Hint.objects.standing().filter(kind=Kind.COPIED, other_answer__selfcheck__in=sheets)
        asked = dict(pks) | dict(held.values_list("answer", "answer__item"))
        rows = (
            Answer.objects.filter(
                item__in=set(asked.values()),
                selfcheck__campaign=self.campaign,
                selfcheck__status__in=WITH_OFFICE,
            )
            .exclude(text="")
            .order_by("item", "pk")
            .values_list("item", "pk", "selfcheck", "version", "text")
        )
        found: dict[int, Found] = {}
        for _item, group in groupby(rows.iterator(chunk_size=2000), key=lambda row: row[0]):
            found |= self._copies_of_item(list(group), asked)
        return found

    def is_compared(self, text: str) -> bool:
        """Is the text long enough to be held against others?"""
        return bool(to_compare(text, self.limits))

    def _copies_of_item(self, rows: list[tuple], asked: Collection[int]) -> dict[int, Found]:
        limit = self.limits.alike_percent
        if limit is None:
            return {}
        texts = {
            pk: plain for _i, pk, _s, _v, text in rows if (plain := to_compare(text, self.limits))
        }
        place = {pk: (sheet, version) for _i, pk, sheet, version, _t in rows}
        wanted = [pk for pk in texts if pk in asked]
        pairs = nearest(texts, wanted, limit)
        for pk, (other, share) in list(pairs.items()):
            if other not in pairs or pairs[other][1] < share:
                pairs[other] = (pk, share)
        return {
            pk: Found(
                place[pk][0],
                pk,
                place[pk][1],
                Mark(Kind.COPIED, share, limit),
                other,
                place[other][1],
            )
            for pk, (other, share) in pairs.items()
        }

    def _answers(self, sheets: list[int]) -> list[Answer]:
        whole = AnswerEvidence.objects.standing().filter(
            target=OuterRef("pk"), evidence__is_damaged=False
        )
        return list(
            Answer.objects.filter(selfcheck__in=sheets)
            .annotate(has_whole_evidence=Exists(whole))
            .order_by("selfcheck", "pk")
        )

    def _said(self, answer: Answer, seconds: float | None) -> Said:
        item = self.items[answer.item_id]
        return Said(
            result=answer.result,
            text=answer.text,
            cause=answer.cause,
            has_method=bool(answer.methods.strip()),
            asks_sample=item.is_sample,
            has_sample=answer.sample_n is not None,
            has_evidence=answer.has_whole_evidence,  # type: ignore[attr-defined]  # annotated
            must_have_evidence=wants_evidence(item, answer.result),
            names_evidence=bool(item.evidence_hint) and item.evidence_rule != "never",
            seconds=seconds,
        )

    def _seconds(self, answers: Iterable[Answer], sheets: list[int]) -> dict[int, float]:
        if self.limits.fast_seconds is None:
            return {}
        rounds = {answer.pk: answer.round for answer in answers}
        saves = (
            AnswerVersion.objects.filter(answer__selfcheck__in=sheets)
            .order_by("answer__selfcheck")
            .values_list("answer__selfcheck", "answer", "round", "by", "at")
        )
        spent: dict[int, float] = {}
        for _sheet, group in groupby(saves, key=lambda row: row[0]):
            spent |= seconds_spent((Save(*row[1:]) for row in group), rounds)
        return spent

    def _earlier(self, sheets: Collection[SelfCheck]) -> dict[tuple[int, str], tuple]:
        """By department and code of the item: (key, version, text) of the latest answer."""
        if self.limits.alike_percent is None:
            return {}
        rows = earlier_answers(self.campaign).filter(
            selfcheck__department__in=[sheet.department_id for sheet in sheets]
        )
        fields = ("selfcheck__department", "item__code", "pk", "version", "text")
        return {(row[0], row[1]): row[2:] for row in rows.values_list(*fields)}

    def _like_last_time(self, answer: Answer, before: tuple | None) -> list[Found]:
        if before is None:
            return []
        pk, version, text = before
        mark = mark_of_last_time(answer.text, text, self.limits)
        if mark is None:
            return []
        found = Found(answer.selfcheck_id, answer.pk, answer.version, mark)
        return [replace(found, other=pk, other_version=version)]
