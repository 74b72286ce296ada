"""Accepting many answers at once: what would be accepted is listed first, and what not and why.

What was listed is accepted in one transaction as it was seen; what has changed since, or no
longer fits the choice, is left out and named.
"""

from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns import hints, review
from campaigns.models import Answer, Campaign, Result, SelfCheck
from campaigns.review_queue import DEPARTMENT, answers_with_hints
from organization.models import Person

COMPLIANT = (Result.OK, Result.NOTE, Result.NA)


@dataclass(frozen=True)
class Choice:
    """Which of the answers that wait are meant."""

    results: frozenset[str] = frozenset({Result.OK.value})
    with_evidence: bool = True
    without_hints: bool = True
    departments: frozenset[str] = frozenset()  # codes; empty: all

    def against(self, answer: Answer, known: "Hints") -> str:
        """Why the answer is not meant, "" when it is."""
        if answer.result not in self.results:
            return _("result: %(result)s") % {"result": answer.get_result_display()}
        if self.with_evidence and not answer.has_evidence:
            return _("no evidence")
        if self.without_hints and answer.pk in known.answers:
            return _("with hints")
        if self.without_hints and answer.selfcheck_id in known.unfinished:
            return _("hints are not found yet on this sheet")
        return ""


@dataclass(frozen=True)
class Hints:
    """Which answers have hints nobody has looked at, on which sheets some may be missing."""

    answers: set[int]
    unfinished: set[int]

    @classmethod
    def of(cls, campaign: Campaign) -> "Hints":
        """Those of a campaign now; three queries."""
        sheets = list(SelfCheck.objects.filter(campaign=campaign).submitted())
        return cls(answers_with_hints(campaign), hints.unfinished(campaign, sheets))


@dataclass(frozen=True)
class LeftOut:
    """An answer that is not accepted, and why."""

    answer: Answer
    why: str


@dataclass
class Preview:
    """What would be accepted and what would not."""

    chosen: list[Answer] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """The chosen answers in the versions that were listed, as a form carries them."""
        return " ".join(f"{answer.pk}.{answer.version}" for answer in self.chosen)

    def reasons(self) -> list[tuple[str, list[Answer]]]:
        """What is left out, gathered under the reasons."""
        groups: dict[str, list[Answer]] = {}
        for row in self.left_out:
            groups.setdefault(row.why, []).append(row.answer)
        return list(groups.items())

    def departments(self) -> list[tuple[SelfCheck, list[Answer]]]:
        """What would be accepted, by department."""
        return [
            (found[0].selfcheck, found)
            for _pk, group in groupby(self.chosen, key=attrgetter("selfcheck_id"))
            for found in [list(group)]
        ]


def preview(campaign: Campaign, choice: Choice) -> Preview:
    """Every answer that waits, sorted by the choice. Four queries."""
    waiting = _of_campaign(campaign).filter(
        selfcheck__status=SelfCheck.Status.SUBMITTED, status=Answer.Status.ANSWERED
    )
    if choice.departments:
        waiting = waiting.filter(selfcheck__department__code__in=choice.departments)
    found, known = Preview(), Hints.of(campaign)
    for answer in waiting:
        if why := choice.against(answer, known):
            found.left_out.append(LeftOut(answer, why))
        else:
            found.chosen.append(answer)
    return found


def accept_seen(campaign: Campaign, choice: Choice, seen: dict[int, int], *, by: Person) -> Preview:
    """Accept the answers in `seen` (key: version) that still stand as they were listed.

    Gives what was accepted and what was left out. Raises NotAllowed when the campaign is over.
    """
    campaign.demand_running()
    outcome = Preview()
    with transaction.atomic():
        sheets = SelfCheck.objects.filter(campaign=campaign, answers__in=seen).distinct()
        keys = list(sheets.order_by("pk").values_list("pk", flat=True))
        # Taking the rows of the sheets first, in one order: as every act on a sheet does.
        list(SelfCheck.objects.select_for_update().filter(pk__in=keys).order_by("pk").only("pk"))
        answers = _of_campaign(campaign).filter(selfcheck__in=keys)
        known = Hints.of(campaign)
        for answer in answers:
            if answer.pk in seen:
                why = _meanwhile(answer, seen[answer.pk]) or choice.against(answer, known)
                if why:
                    outcome.left_out.append(LeftOut(answer, why))
                else:
                    outcome.chosen.append(answer)
        for sheet, found in outcome.departments():
            review.accept_these(sheet, found, by=by)
    return outcome


def read_seen(words: str) -> dict[int, int]:
    """The versions by the keys of the answers, from what `Preview.seen` wrote."""
    pairs = (word.partition(".") for word in words.split())
    return {
        int(key): int(version)
        for key, _dot, version in pairs
        if key.isdecimal() and version.isdecimal() and len(key) < 19 and len(version) < 10
    }


def _meanwhile(answer: Answer, version: int) -> str:
    """What has happened to the answer since it was listed."""
    if answer.status == Answer.Status.ACCEPTED:
        return _("accepted meanwhile")
    if answer.selfcheck.status != SelfCheck.Status.SUBMITTED:
        return _("the sheet went back meanwhile")
    if answer.version != version:
        return _("changed meanwhile")
    return ""


def _of_campaign(campaign: Campaign) -> QuerySet[Answer]:
    answers = (
        Answer.objects.filter(selfcheck__campaign=campaign)
        .knowing_evidence()
        .select_related("item", "selfcheck__department", "selfcheck__campaign")
    )
    return answers.order_by(*DEPARTMENT, "selfcheck", "item__order")
