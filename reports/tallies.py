"""Numbers the database counts: each tally is one query, whatever the size of the campaign."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db import models
from django.db.models import Count, F, Q, Sum

from campaigns.models import (
    Answer,
    AnswerEvidence,
    AnswerVersion,
    Campaign,
    Circulation,
    Return,
    SelfCheck,
    Verification,
)
from campaigns.reach import Reach, reaches


@dataclass(frozen=True)
class Sample:
    """抽查: how many answers gave one, how much was checked, how much of it was correct."""

    answers: int = 0
    n: int = 0
    ok: int = 0

    def __add__(self, other: "Sample") -> "Sample":
        return Sample(self.answers + other.answers, self.n + other.n, self.ok + other.ok)


@dataclass
class Returned:
    """How often one item of one sheet was sent back, why, and whether it was done again since."""

    times: int = 0
    redone: bool = False
    reasons: set[str] = field(default_factory=set)


class Tallies:
    """The counts of one campaign, made when they are first asked for."""

    def __init__(
        self,
        campaign: Campaign,
        circulation: Circulation | None,
        restudy: Circulation | None = None,
    ) -> None:
        self.campaign = campaign
        self.circulation = circulation
        self.restudy = restudy

    @property
    def reach(self) -> Reach:
        """Who was to sign for the circulated document, and who did."""
        return self._reach_of(self.circulation)

    @property
    def restudied(self) -> Reach:
        """Who was to sign for what was studied again, and who did."""
        return self._reach_of(self.restudy)

    def _reach_of(self, circulation: Circulation | None) -> Reach:
        return self._reaches[circulation.pk] if circulation else Reach()

    @cached_property
    def _reaches(self) -> dict[int, Reach]:
        return reaches([row for row in (self.circulation, self.restudy) if row])

    @cached_property
    def answers(self) -> Counter:
        """项次: how many answers of submitted sheets say what."""
        rows = (
            submitted_answers(self.campaign)
            .filter(STANDS)
            .order_by()
            .values_list("result")
            .annotate(n=Count("pk"))
        )
        return Counter(dict(rows)) + Counter(self.as_submitted.values())

    @cached_property
    def as_submitted(self) -> dict[int, str]:
        """What answers said at the last submission, by key, where a department that has its
        sheet back has changed them since: that is a draft again."""
        # Two plain statements: nested in one, a planner without statistics joins all with all.
        changed = submitted_answers(self.campaign).filter(CHANGED).order_by()
        versions = AnswerVersion.objects.filter(
            answer__in=list(changed.values_list("pk", flat=True)),
            at__lte=F("answer__selfcheck__submitted_at"),
        )
        rows = versions.order_by("version").values_list("answer", "contents")
        return {answer: contents["result"] for answer, contents in rows}

    @cached_property
    def samples(self) -> dict[int, Sample]:
        """What the accepted answers to each item checked, by the key of the item."""
        rows = (
            self._accepted()
            .filter(sample_n__isnull=False)
            .values_list("item")
            .annotate(answers=Count("pk"), n=Sum("sample_n"), ok=Sum("sample_ok", default=0))
        )
        return {item: Sample(answers, n, ok) for item, answers, n, ok in rows}

    @cached_property
    def methods(self) -> dict[int, Counter]:
        """How often the accepted answers to each item name which single method."""
        found: dict[int, Counter] = defaultdict(Counter)
        rows = self._accepted().values_list("item", "methods").annotate(n=Count("pk"))
        for item, cell, n in rows:
            found[item] += named_methods({cell: n})
        return found

    @cached_property
    def evidence(self) -> dict[int, set[int]]:
        """The files behind the answers to each item, once their sheet was submitted."""
        rows = (
            AnswerEvidence.open_to_overseers()
            .filter(target__selfcheck__campaign=self.campaign)
            .exclude(replaced_at__lte=F("target__selfcheck__submitted_at"))
            .values_list("target__item", "evidence")
        )
        found: dict[int, set[int]] = defaultdict(set)
        for item, evidence in rows:
            found[item].add(evidence)
        return found

    @cached_property
    def verified(self) -> Counter:
        """How many verifications used which methods, as written."""
        rows = (
            Verification.objects.filter(campaign=self.campaign)
            .order_by()
            .values_list("method")
            .annotate(n=Count("pk"))
        )
        return Counter(dict(rows))

    @cached_property
    def returned(self) -> dict[tuple[int, int], Returned]:
        """What was sent back: {(sheet, item): …}. The last return says whether it was redone."""
        found: dict[tuple[int, int], Returned] = defaultdict(Returned)
        rows = Return.objects.filter(
            selfcheck__campaign=self.campaign, item__isnull=False
        ).values_list("selfcheck", "item", "redone_at", "reason")
        for sheet, item, redone_at, reason in rows:
            found[sheet, item].times += 1
            found[sheet, item].reasons.add(reason)
            found[sheet, item].redone = redone_at is not None
        return found

    def _accepted(self):
        return Answer.objects.filter(
            selfcheck__campaign=self.campaign, status=Answer.Status.ACCEPTED
        ).order_by()


# The sheet is back with its department, which has typed something since it was handed in.
CHANGED = Q(
    selfcheck__status__in=SelfCheck.Status.writable,
    edited_at__gt=F("selfcheck__submitted_at"),
)
STANDS = ~CHANGED & ~Q(result="")


def submitted_answers(campaign: Campaign) -> models.QuerySet[Answer]:
    """The answers of sheets that were handed in at least once."""
    return Answer.objects.filter(
        selfcheck__campaign=campaign, selfcheck__submitted_at__isnull=False
    )


def named_methods(cells: dict[str, int]) -> Counter:
    """The single methods in cells such as 查阅资料；抽样检查, without remarks in brackets."""
    named: Counter = Counter()
    for cell, n in cells.items():
        for method in cell.replace("，", "；").replace(";", "；").split("；"):
            name = method.split("（")[0].strip()
            if name:
                named[name] += n
    return named
