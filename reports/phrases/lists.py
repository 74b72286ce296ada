"""Words in a row, parts of a whole, two lists side by side (rules G7 to G11, section 0)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from organization.quotations import own_words
from reports.document import Figure, Missing, Runs, plain
from reports.phrases.numerals import Number, classifier_of, number_value
from reports.phrases.runs import Words, as_runs, tidy

Part = tuple[Words, Number]


class PartsDoNotSum(ValueError):
    """The parts after 其中 do not add up to the whole (G9): a preflight error, never printed."""

    def __init__(self, total: int, parts: Sequence[tuple[str, int]]) -> None:
        self.total, self.parts = total, tuple(parts)
        told = " + ".join(f"{label} {n}" for label, n in parts)
        super().__init__(f"parts do not sum to {total}: {told} = {sum(n for _, n in parts)}")


class TooManyMembers(ValueError):
    """More members than a sentence can carry; they belong in a table (G10)."""


def join(
    words: Sequence[Words],
    last: str = "和",
    *,
    limit: int = 6,
    noun: str = "",
    classifiers: Mapping[str, str] | None = None,
    total: Number | None = None,
    counted: bool = False,
    annex: int | str | None = None,
) -> Runs:
    """Words in a row (G11): 甲、乙和丙; 《甲》《乙》和《丙》; those with 、 are parted by ，or ；.

    More than `limit` print the first three, 等9个部门 (`noun` gives classifier and noun) and,
    with `annex` (a number, or "" for the only one), （详见附件2）. `counted` prints the number
    behind a complete list too (甲、乙和丙3个部门), but not behind a single member (G8).
    `total` is the number as a Figure, when it should lead to its records. `last` may be
    及 or, for 、 throughout, "". Empty members are left out.
    """
    members = [runs for runs in map(as_runs, words) if plain(runs)]
    number: Number = len(members) if total is None else total
    measured: Runs = (*_printed(number), f"{classifier_of(noun, classifiers)}{noun}")
    if len(members) > limit:
        seen = "" if annex is None else f"（详见附件{annex}）"
        return tidy((*_row(members[:3], ""), "等", *measured, seen))
    row = _row(members, last)
    return tidy((*row, *measured)) if counted and len(members) > 1 else tidy(row)


def _row(members: Sequence[Runs], last: str) -> Runs:
    between = _separator(members)
    row: list[Words] = []
    for place, member in enumerate(members):
        if place and between != "、":
            row.append(between)
        elif place and last and place == len(members) - 1:
            row.append(last)
        elif place and not _both_quoted(members[place - 1], member):
            row.append("、")
        row.append(member)
    return tuple(run for piece in row for run in as_runs(piece))


def _separator(members: Sequence[Runs]) -> str:
    bare = "".join(own_words(plain(member), brackets=True) for member in members)
    if len(members) > 1 and any(mark in bare for mark in "，；。"):
        return "；"
    return "，" if "、" in bare and len(members) > 1 else "、"


def _both_quoted(left: Runs, right: Runs) -> bool:
    return plain(left)[-1:] + plain(right)[:1] in {"》《", "”“", "》“", "”《"}


def _printed(number: Number) -> Runs:
    return (str(number),) if isinstance(number, int) else (number,)


def listed(parts: Sequence[Part], *, classifier: str = "个", between: str = "") -> Runs:
    """Labels with their numbers, zeros left out (G7): 符合73个、不符合9个; where a label has a 、
    of its own they are parted by ， (G11)."""
    shown = [part for part in parts if number_value(part[1]) != 0]
    if not between:
        between = "，" if any("、" in plain(as_runs(label)) for label, _n in shown) else "、"
    row: list[Words] = []
    for place, (label, number) in enumerate(shown):
        row += [between if place else "", *as_runs(label), *_printed(number), classifier]
    return tidy(tuple(run for piece in row for run in as_runs(piece)))


def among(
    phrase: Words,
    parts: Sequence[Part],
    *,
    total: Number | None = None,
    classifier: str = "个",
    sole: str = "",
    overlap: bool = False,
) -> Runs:
    """共6个，其中自查发现4个、检查发现2个 (G9): parts in the order given, zeros left out (G7).

    The whole is `total`, else the only Figure or number in `phrase`. A single part prints no
    其中 (G8), but `sole` filled with its label when given (均为{}). `overlap`: the parts share
    members, so the sum is not asked and the word is 涉及. A gap in a number suspends the
    sum. Raises PartsDoNotSum; ValueError when no whole can be found.
    """
    words = as_runs(phrase)
    if not overlap:
        _must_sum(_whole(words) if total is None else total, parts)
    shown = [part for part in parts if number_value(part[1]) != 0]
    if not shown:
        return tidy(words)
    if len(shown) == 1 and not overlap:
        before, _, after = sole.partition("{}")
        told: Runs = ("，", before, *as_runs(shown[0][0]), after) if sole else ()
        return tidy((*words, *told))
    word = "涉及" if overlap else "其中"
    return tidy((*words, f"，{word}", *listed(shown, classifier=classifier)))


def _whole(phrase: Runs) -> Number:
    figures = [run for run in phrase if isinstance(run, Figure | Missing)]
    if len(figures) == 1:
        return figures[0]
    numbers = re.findall(r"\d+", plain(phrase))
    if len(numbers) != 1 or figures:
        raise ValueError(f"which number is the whole? {plain(phrase)}")
    return int(numbers[0])


def _must_sum(total: Number, parts: Sequence[Part]) -> None:
    whole = number_value(total)
    numbers = [(plain(as_runs(label)), number_value(n)) for label, n in parts]
    known = [(label, n) for label, n in numbers if n is not None]
    if whole is None or len(known) < len(numbers):
        return
    if sum(n for _, n in known) != whole:
        raise PartsDoNotSum(whole, known)


def respectively(
    names: Sequence[Words],
    of: str,
    values: Sequence[Words | None],
    *,
    limit: int = 5,
    noun: str = "",
    annex: int | str | None = None,
) -> Runs:
    """甲、乙、丙的符合率分别为90%、80%、70% (G10); `of` is 的符合率.

    A pair without a value (None) is left out on both sides; one pair has no 分别 (G8); equal
    values 均为. Over `limit` pairs the sentence points at `annex`, and without one raises
    TooManyMembers. Raises ValueError for lists of different length.
    """
    pairs = [
        (as_runs(name), as_runs(value))
        for name, value in zip(names, values, strict=True)
        if value is not None
    ]
    if not pairs:
        return ()
    if len(pairs) > limit:
        if annex is None:
            raise TooManyMembers(f"{len(pairs)} pairs belong in a table: {of}")
        few = join([name for name, _ in pairs], limit=3, noun=noun)
        return tidy((*few, f"{of}详见附件{annex}"))
    subject = _row([name for name, _ in pairs], "")
    told = [value for _, value in pairs]
    if len(pairs) == 1:
        return tidy((*subject, f"{of}为", *told[0]))
    if len({plain(value) for value in told}) == 1:
        return tidy((*subject, f"{of}均为", *told[0]))
    return tidy((*subject, f"{of}分别为", *_row(told, "")))
