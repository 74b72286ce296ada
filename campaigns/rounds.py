"""Rounds of an answer: what was said in each, word for word, and what has changed.

The comparison is pure. A round's words are those of its last version.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from django.db.models import Max
from django.utils.translation import gettext as _

from campaigns.counts import numbers_of
from campaigns.models import Answer, AnswerVersion, Result, Return
from organization.lists import in_a_row

SAME, GONE, NEW = "same", "gone", "new"
LONG = 1500
SHORTEST = 2  # a shorter common piece between two changes only makes the marks flicker


@dataclass(frozen=True)
class Piece:
    """A piece of a text: the same in both, gone from the old one, or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class ComparedField:
    """One field in two rounds."""

    label: str
    old: list[Piece]
    new: list[Piece]

    @property
    def is_same(self) -> bool:
        """Has the field the same words in both?"""
        return all(piece.kind == SAME for piece in (*self.old, *self.new))


@dataclass
class Round:
    """One round of an answer, with the return that ended it."""

    number: int
    version: AnswerVersion
    ended_by: Return | None
    names: tuple[str, ...] = ()  # of the numbers, as the item calls them

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What was said in the round: (label, text)."""
        return fields_of(self.version.contents, self.names)


@dataclass
class Comparison:
    """Two rounds that follow each other."""

    before: Round
    after: Round
    fields: list[ComparedField]


def rounds_of(answer: Answer, returns: Iterable[Return], *, until=None) -> list[Round]:
    """The rounds of an answer, the first one first, none while there is only one; one statement.

    `returns`: those of the sheet. `until`: an instant; later versions are left out, because
    overseers do not read what was typed after the submission they have.
    """
    if answer.round == 1:
        return []  # nothing to compare
    versions = AnswerVersion.objects.filter(answer=answer.pk)
    if until is not None:
        versions = versions.filter(at__lte=until)
    last = versions.order_by().values("round").annotate(last=Max("version")).values("last")
    ended_by = {row.round: row for row in returns if row.item_id == answer.item_id}
    chosen = versions.filter(version__in=last).select_related("by").order_by("version")
    names = answer.item.count_names
    return [Round(v.round, v, ended_by.get(v.round), names) for v in chosen]


def comparisons(rounds: list[Round]) -> list[Comparison]:
    """Each round beside the next one, the latest pair first."""
    pairs = list(pairwise(rounds))
    return [
        Comparison(one, other, compare(one.version.contents, other.version.contents, one.names))
        for one, other in reversed(pairs)
    ]


def compare(old: dict, new: dict, names: Sequence[str] = ()) -> list[ComparedField]:
    """Every field that has words in one of two contents, with the differences marked.

    `names`: what the item calls its numbers, as for `fields_of`.
    """
    return compare_words(_labels(names), _words(old, names), _words(new, names))


def compare_words(
    labels: list[tuple[str, str]], before: dict[str, str], after: dict[str, str]
) -> list[ComparedField]:
    """As `compare`, of any fields whose words are known: [(name, label), …]."""
    found = []
    for name, label in labels:
        if before[name] or after[name]:
            pieces = differences(before[name], after[name])
            found.append(
                ComparedField(
                    label,
                    [piece for piece in pieces if piece.kind != NEW],
                    [piece for piece in pieces if piece.kind != GONE],
                )
            )
    return found


def fields_of(contents: dict, names: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The fields of an answer that have words: (label, text), in the order of the page.

    `names`: what the item calls its numbers (`CheckItem.count_names`).
    """
    return [(label, words) for _name, label, words in named_fields(contents, names)]


def named_fields(contents: dict, names: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """As `fields_of`, with the name of the field in front: (name, label, text)."""
    words = _words(contents, names)
    return [(name, label, words[name]) for name, label in _labels(names) if words[name]]


def differences(old: str, new: str) -> list[Piece]:
    """`old` and `new` as pieces; the same and gone ones make up `old`, same and new ones `new`."""
    one, other = _tokens(old), _tokens(new)
    pieces: list[Piece] = []
    gone = fresh = ""
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        left, right = "".join(one[a:b]), "".join(other[c:d])
        between_changes = bool(gone or fresh) and b < len(one) and d < len(other)
        if kind == "equal" and not (between_changes and len(left) < SHORTEST):
            pieces += [*_changed(gone, fresh), Piece(SAME, left)]
            gone = fresh = ""
        else:
            gone, fresh = gone + left, fresh + right
    return pieces + _changed(gone, fresh)


def _changed(gone: str, fresh: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in ((GONE, gone), (NEW, fresh)) if text]


def _tokens(text: str) -> list[str]:
    """Characters; clauses where the text is so long that characters would take seconds."""
    return list(text) if len(text) <= LONG else re.findall(r"[^，。；、\n]*[，。；、\n]?", text)


def _labels(names: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("result", _("Result")),
        ("methods", _("Methods")),
        ("sample", _("Counted") if names else _("Sample")),
        ("rule", _("Rule")),
        ("text", _("Explanation or problem")),
        ("cause", _("Cause")),
        ("responsibility", _("Responsibility")),
        ("measure", _("Proposed measure")),
        ("statement", _("Present state")),
    ]


def _words(contents: dict, names: Sequence[str]) -> dict[str, str]:
    words = {name: str(contents.get(name) or "") for name, _label in _labels(names)}
    result = contents.get("result")
    words["result"] = str(Result(result).label) if result in Result.values else ""
    words["sample"] = numbers_words(contents, names)
    return words


def numbers_words(contents: dict, names: Sequence[str]) -> str:
    """The numbers of an answer: 应到 9、实到 8 where the item names them, else 抽查 n／合格 m."""
    n, correct = contents.get("sample_n"), contents.get("sample_ok")
    if not names:
        return sample_words(n, correct)
    numbers = numbers_of(names, n, correct, contents.get("counts") or {})
    known = {name: number for name, number in numbers.items() if number is not None}
    return in_a_row(f"{name} {number}" for name, number in known.items())


def sample_words(n: int | None, correct: int | None) -> str:
    """抽查 n／合格 m, "" when nothing was counted."""
    if n is None:
        return ""
    if correct is None:
        return _("checked %(n)s") % {"n": n}
    return _("checked %(n)s, of these correct %(ok)s") % {"n": n, "ok": correct}
