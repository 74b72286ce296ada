"""Runs: putting words, figures and gaps together without losing what a figure is.

Every function takes words as `str`, `Figure`, `Missing`, `Face` or a tuple of them and
gives back a tuple. Figures, gaps and faces are never cut or changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

from reports.document import Missing, Run, Runs, plain

Words = Run | Runs
Slot = Words | int | None

STOPS = "、，；。！？"  # from weak to strong; of two neighbours the stronger stays
_SPACES = re.compile(r"\s+")


def as_runs(words: Words) -> Runs:
    """The same words as a tuple of runs; an empty string is no run."""
    runs = words if isinstance(words, tuple) else (words,)
    return tuple(run for run in runs if not isinstance(run, str) or run)


def fill(template: str, *, labels: Mapping[str, str] | None = None, **slots: Slot) -> Runs:
    """A sentence pattern with its {slots} filled.

    A slot that is None or was not given is printed as `Missing` under its name in
    `labels` (rule G18, paper-patterns section 0); a slot "" vanishes with its brackets
    （）; a slot that ends a sentence gives way to the mark that follows it in the pattern.
    Raises ValueError for a slot with a format or conversion.
    """
    names = labels or {}
    pieces: list[Run] = []
    parts = list(Formatter().parse(template))
    for place, (literal, slot, form, conversion) in enumerate(parts):
        pieces.append(literal)
        if slot is None:
            continue
        if form or conversion or not slot.isidentifier():
            raise ValueError(f"a slot is a plain name: {slot!r} in {template!r}")
        following = parts[place + 1][0] if place + 1 < len(parts) else ""
        words = _slot_runs(slots.get(slot), names.get(slot, slot))
        pieces.extend(trim(words) if following[:1] and following[0] in STOPS else words)
    return tidy(tuple(pieces))


def _slot_runs(slot: Slot, label: str) -> Runs:
    if slot is None:
        return (Missing(str(label)),)
    if isinstance(slot, int):
        return (str(slot),)
    return as_runs(slot)


def trim(words: Words) -> Runs:
    """The words without spaces and marks （、，；。） at their end; ！ and ？ stay."""
    runs = list(as_runs(words))
    while runs and isinstance(runs[-1], str):
        runs[-1] = runs[-1].rstrip("、，；。 \t\r\n\u3000")
        if runs[-1]:
            break
        runs.pop()
    return tuple(runs)


def sentence(words: Words) -> Runs:
    """The words with exactly one final mark; nothing stays nothing."""
    runs = trim(words)
    if not runs or plain(runs)[-1] in STOPS:
        return runs
    return tidy((*runs, "。"))


def tidy(words: Words) -> Runs:
    """The runs with neighbouring strings merged and marks and spaces in order.

    Of two marks that meet the stronger stays （；。 → 。); empty brackets （） go; spaces go
    except between two Latin letters or digits. Marks at the very beginning stay, since the
    words may be continued from others.
    """
    runs = as_runs(words)
    marked = [
        (character, place, isinstance(run, str))
        for place, run in enumerate(runs)
        for character in (run if isinstance(run, str) else run.text)
    ]
    kept: list[int] = []
    dropped = _needless_spaces("".join(character for character, _, _ in marked))
    for position, (_, _, ours) in enumerate(marked):
        if not (position in dropped and ours):
            _append(kept, position, marked)
    return _rebuilt(runs, [marked[position] for position in kept])


def _needless_spaces(text: str) -> set[int]:
    dropped: set[int] = set()
    for space in _SPACES.finditer(text):
        sides = text[space.start() - 1 : space.start()] + text[space.end() : space.end() + 1]
        latin = len(sides) == 2 and all("!" <= side <= "~" for side in sides)
        dropped.update(range(space.start() + latin, space.end()))
    return dropped


def _append(kept: list[int], position: int, marked: list[tuple[str, int, bool]]) -> None:
    character, _, ours = marked[position]
    if kept:
        before, _, before_ours = marked[kept[-1]]
        if before + character == "（）" and ours and before_ours:
            kept.pop()
            return
        if before in STOPS and character in STOPS:
            if ours and STOPS.index(before) >= STOPS.index(character):
                return
            kept.pop()  # a mark inside a figure or face is printed all the same
    kept.append(position)


def _rebuilt(runs: Runs, marked: list[tuple[str, int, bool]]) -> Runs:
    texts: dict[int, str] = {}
    for character, place, _ in marked:
        texts[place] = texts.get(place, "") + character
    merged: list[Run] = []
    for place, run in enumerate(runs):
        if not isinstance(run, str):
            merged.append(run)
        elif place in texts and merged and isinstance(merged[-1], str):
            merged[-1] += texts[place]
        elif place in texts:
            merged.append(texts[place])
    return tuple(merged)
