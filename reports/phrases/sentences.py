"""Several points in one paragraph or several (rules G8, G12, G13, G19, section 0)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from organization.quotations import own_words
from reports.document import (
    AnnexNote,
    Block,
    Face,
    Heading,
    Paragraph,
    Run,
    Runs,
    Signature,
    plain,
)
from reports.phrases.numerals import cn
from reports.phrases.runs import Words, as_runs, sentence, tidy, trim

SPOKEN_LIMIT = 5
FOUR_LEVELS = (1, 2, 3, 4)
TWO_LEVELS = (1, 3)  # G13: 一、 then 1., a matter of the layout


def firstly(parts: Sequence[Words], *, mark: str = "是", final: bool = True) -> Runs:
    """一是…；二是…。 (G12); parts of several sentences are parted by 。 instead.

    Empty parts are left out and the numbers computed; a single part has no 一是 (G8). More
    than five run on as （1）…；（2）…; where they may be paragraphs use `enumerated`.
    `final=False` leaves out the last mark.
    """
    shown = _shown(parts)
    between = "。" if any(_has_sentences(part) for part in shown) else "；"
    row: list[Run] = []
    for place, part in enumerate(shown, start=1):
        if place > 1 and not _ends_itself(shown[place - 2]):
            row.append(between)
        row += [_point(place, len(shown), mark), *part]
    return sentence(tuple(row)) if final else tidy(tuple(row))


def enumerated(parts: Sequence[Words], *, lead: Words = "", key: str = "") -> tuple[Paragraph, ...]:
    """Up to five parts in one paragraph behind `lead`, more as numbered paragraphs 1. 2. (G12)."""
    shown = _shown(parts)
    opening = as_runs(lead)
    if len(shown) <= SPOKEN_LIMIT:
        runs = tidy((*opening, *firstly(shown)))
        return (Paragraph(runs, key=key),) if runs else ()
    first = (Paragraph(opening, key=key, keep_with_next=True),) if opening else ()
    rest = tuple(
        Paragraph(tidy((f"{place}.", *sentence(part))), key=f"{key}-{place}" if key else "")
        for place, part in enumerate(shown, start=1)
    )
    return first + rest


def _shown(parts: Sequence[Words]) -> list[Runs]:
    return [part for part in map(trim, parts) if plain(part)]


def _has_sentences(part: Runs) -> bool:
    text = own_words(plain(part))
    return any(mark in text[:-1] for mark in "。！？")


def _ends_itself(part: Runs) -> bool:
    return plain(part)[-1] in "。！？"


def _point(place: int, of: int, mark: str) -> str:
    if of == 1:
        return ""
    return f"{cn(place)}{mark}" if of <= SPOKEN_LIMIT else f"（{place}）"


def heading_number(
    level: int, n: int, *, of: int | None = None, levels: Sequence[int] = FOUR_LEVELS
) -> str:
    """一、 · （一） · 1. · （1） (G13). The only member of its level (`of=1`) has no number.

    `levels` maps levels to forms: TWO_LEVELS writes level 2 as 1. ValueError for other levels.
    """
    if not 1 <= level <= len(levels):
        raise ValueError(f"no heading of level {level}")
    if of == 1:
        return ""
    forms = {1: f"{cn(n)}、", 2: f"（{cn(n)}）", 3: f"{n}.", 4: f"（{n}）"}
    return forms[levels[level - 1]]


def heading(
    level: int,
    n: int,
    words: Words,
    *,
    of: int | None = None,
    levels: Sequence[int] = FOUR_LEVELS,
    key: str = "",
) -> Heading:
    """A heading on its own line: numbered, without final mark (G13)."""
    number = heading_number(level, n, of=of, levels=levels)
    return Heading(levels[level - 1], tidy((number, *_unmarked(words))), key=key)


def run_in(words: str, *, face: Literal["hei", "kai", "fang"] = "kai") -> Face:
    """A heading at the beginning of its paragraph: ends with 。 and keeps its face (G13)."""
    return Face(f"{plain(_unmarked(words))}。", face)


def _unmarked(words: Words) -> Runs:
    runs = trim(words)
    if runs and isinstance(runs[-1], str):
        return as_runs((*runs[:-1], runs[-1].rstrip("。；，、：:")))
    return runs


def keep_ends(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the last body paragraph kept at 附件说明 and 落款 (G19)."""
    kept = list(blocks)
    for place, following in enumerate(kept[1:]):
        block = kept[place]
        if isinstance(block, Paragraph) and isinstance(following, AnnexNote | Signature):
            kept[place] = replace(block, keep_with_next=True)
    return tuple(kept)
