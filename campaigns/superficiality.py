"""浮皮潦草、蜻蜓点水: what about an answer is worth a second look, each with measure and threshold.

Pure, and never a verdict: a hint says what was measured and where the threshold lies; the office
decides. An answer 符合 with method, sample and evidence needs no words and raises none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from campaigns.likeness import alike, folded
from organization.lists import in_a_row

# Nobody types two answers in a second: they were sent together, by a workbook or a browser that
# had been offline, and how long they took is not known.
BY_HAND = 1.0


class Kind(TextChoices):
    """What a hint says, in the order in which a reviewer reads them."""

    COPIED = "copied", _("Possibly copied from another department")
    LAST_TIME = "last_time", _("Possibly copied from last time")
    NO_EVIDENCE = "no_evidence", _("Evidence is missing")
    SHORT = "short", _("Few words")
    FAST = "fast", _("Filled in within seconds")
    OBJECTIVE = "objective", _("Only objective causes")
    ALL_OK = "all_ok", _("No problem anywhere, and little behind it")


@dataclass(frozen=True)
class Limits:
    """The thresholds of a campaign. None switches a hint off."""

    short_chars: int | None  # fewer characters are few words
    named_evidence: bool  # also ask for the evidence that an item only names
    bare_percent: int | None  # of a sheet without a problem, so many answers with little behind
    alike_percent: int | None  # as alike as this is nearly the same
    alike_chars: int  # shorter texts are alike by nature and not compared
    fast_seconds: int | None
    objective: tuple[str, ...]  # 客观原因
    subjective: tuple[str, ...]  # 主观原因


@dataclass(frozen=True)
class Said:
    """An answer as the hints look at it."""

    result: str
    text: str = ""
    cause: str = ""
    has_method: bool = False
    asks_sample: bool = False
    has_sample: bool = False
    has_evidence: bool = False
    must_have_evidence: bool = False  # by the rule of the item
    names_evidence: bool = False  # the item says which evidence is meant
    seconds: float | None = None  # spent on it, None where nobody knows

    @property
    def is_structured(self) -> bool:
        """符合 with method, sample and evidence: a whole answer in one line."""
        sampled = self.has_sample or not self.asks_sample
        return self.result == "ok" and self.has_method and sampled and self.has_evidence

    @cached_property
    def size(self) -> int:
        """Characters of the text, without punctuation and space."""
        return len(folded(self.text))


@dataclass(frozen=True)
class Mark:
    """A hint: what was measured, and the threshold it was held against."""

    kind: Kind
    measure: int
    limit: int
    words: str = ""


class Save(NamedTuple):
    """One save of an answer."""

    answer: int
    round: int
    person: int
    at: datetime


def marks_of(said: Said, limits: Limits) -> list[Mark]:
    """What can be said about one answer by itself."""
    found = (_few_words, _no_evidence, _within_seconds, _only_objective)
    return [mark for look in found if (mark := look(said, limits)) is not None]


def mark_of_sheet(answers: Iterable[Said], limits: Limits) -> Mark | None:
    """All "no problem", with little behind too many of them."""
    answers = list(answers)
    claims = [said for said in answers if said.result == "ok"]
    if limits.bare_percent is None or not claims:
        return None
    if any(said.result not in ("ok", "na") for said in answers):
        return None
    bare = sum(_is_bare(said, limits) for said in claims) * 100 // len(claims)
    return Mark(Kind.ALL_OK, bare, limits.bare_percent) if bare >= limits.bare_percent else None


def mark_of_last_time(text: str, earlier: str, limits: Limits) -> Mark | None:
    """The same or nearly the same words as last time."""
    now = to_compare(text, limits)
    if limits.alike_percent is None or not now:
        return None
    share = alike(now, folded(earlier))
    if share < limits.alike_percent:
        return None
    return Mark(Kind.LAST_TIME, share, limits.alike_percent)


def to_compare(text: str, limits: Limits) -> str:
    """The folded text, "" when texts are not compared or this one is too short for it."""
    plain = folded(text) if limits.alike_percent is not None else ""
    return plain if len(plain) >= limits.alike_chars else ""


def seconds_spent(saves: Iterable[Save], rounds: Mapping[int, int]) -> dict[int, float]:
    """Seconds that were spent on each answer in its round, where that is known.

    Every save took the time since the person's last save on the sheet, whatever item that was
    of. `saves`: of one sheet; `rounds`: the round of each answer. An answer that somebody began
    with, or that was sent together with others, is left out.
    """
    spent: dict[int, float] = {}
    last: dict[int, datetime] = {}
    for save in sorted(saves, key=lambda save: save.at):
        before = last.get(save.person)
        last[save.person] = save.at
        if save.round == rounds.get(save.answer):
            took = (save.at - before).total_seconds() if before else float("inf")
            spent[save.answer] = spent.get(save.answer, 0.0) + took
    return {key: took for key, took in spent.items() if BY_HAND <= took < float("inf")}


def _is_bare(said: Said, limits: Limits) -> bool:
    return not said.is_structured and said.size < (limits.short_chars or 1)


def _few_words(said: Said, limits: Limits) -> Mark | None:
    if limits.short_chars is None or said.is_structured or said.size >= limits.short_chars:
        return None
    return Mark(Kind.SHORT, said.size, limits.short_chars)


def _no_evidence(said: Said, limits: Limits) -> Mark | None:
    named = limits.named_evidence and said.names_evidence and said.result != "na"
    if said.has_evidence or not (said.must_have_evidence or named):
        return None
    return Mark(Kind.NO_EVIDENCE, 0, 1)


def _within_seconds(said: Said, limits: Limits) -> Mark | None:
    if limits.fast_seconds is None or said.seconds is None or said.is_structured:
        return None
    if said.seconds >= limits.fast_seconds:
        return None
    return Mark(Kind.FAST, int(said.seconds), limits.fast_seconds)


def _only_objective(said: Said, limits: Limits) -> Mark | None:
    cause = folded(said.cause)
    if not cause:
        return None
    outside = [word for word in limits.objective if folded(word) in cause]
    inside = [word for word in limits.subjective if folded(word) in cause]
    if not outside or inside:
        return None
    return Mark(Kind.OBJECTIVE, len(outside), 1, in_a_row(outside))
