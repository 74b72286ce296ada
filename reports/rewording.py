"""改写: a document with some blocks in other words. Pure: no database, no clock.

Numbers stay links to their records where the new words still say them. A number is linked again
only where the words name it as often as the generated ones did: a wrong link would be worse than
none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.document import (
    Addressee,
    Block,
    Document,
    Face,
    Figure,
    Heading,
    Missing,
    Paragraph,
    Runs,
    Title,
    plain,
)

_NUMBER = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.|（\d+）)")
_FIGURES = re.compile(r"\d+(?:\.\d+)?%?")


@dataclass(frozen=True)
class Reworded:
    """One block in other words: what the records said `then` and say `now`."""

    block: str
    words: str
    then: str
    now: str | None  # None: the paper has this block no longer
    gaps: tuple[Missing, ...] = ()  # what the generated words lack
    by_hand: tuple[str, ...] = ()  # numbers that no record stands behind

    @property
    def moved_on(self) -> bool:
        """Would other words be generated now than were when somebody wrote these?"""
        return self.now is not None and self.now != self.then


def key_of(block: Block) -> str:
    """The name under which a block is rewritten, "" for one that is not."""
    match block:
        case Title():
            return "title"
        case Addressee():
            return "addressee"
        case Heading() | Paragraph():
            return block.key
    return ""


def rewritable(document: Document) -> dict[str, Block]:
    """The blocks of the body that may be rewritten; tables and annexes change with records."""
    found: dict[str, Block] = {}
    for block in document.blocks:
        if key := key_of(block):
            found.setdefault(key, block)
    return found


def text_of(block: Block) -> str:
    """The words of a block as they are edited: a title in lines, a heading without its number."""
    match block:
        case Title():
            return "\n".join(block.lines)
        case Addressee():
            return plain(block.name)
        case Heading():
            return _NUMBER.sub("", plain(block.runs), count=1)
        case Paragraph():
            return plain(block.runs)
    raise TypeError(f"not to be rewritten: {type(block).__name__}")


def reword(document: Document, words: Mapping[str, str]) -> Document:
    """The document with other words in the blocks that `words` names."""
    left = dict(words)
    blocks: list[Block] = []
    for block in document.blocks:
        new = left.pop(key_of(block), None)
        blocks += [block] if new is None else _rewritten(block, new)
    return replace(document, blocks=tuple(blocks))


def compare(document: Document, block: str, words: str, then: str) -> Reworded:
    """How other words for a block of the generated document stand to what it says."""
    generated = rewritable(document).get(block)
    if generated is None:
        return Reworded(block, words, then, None)
    runs = _runs_of(generated)
    return Reworded(
        block,
        words,
        then,
        text_of(generated),
        tuple(run for run in runs if isinstance(run, Missing)),
        _by_hand(words, runs),
    )


def relinked(words: str, runs: Runs) -> Runs:
    """The words with the figures and faces of `runs` again where they stand in them."""
    marks: list[tuple[int, int, Figure | Face]] = []
    named = [run for run in runs if isinstance(run, (Figure, Face)) and run.text]
    for text in {run.text for run in named}:
        meant = [run for run in named if run.text == text]
        places = [match.span() for match in _whole(text).finditer(words)]
        if len(places) == len(meant):
            marks += [(*place, run) for place, run in zip(places, meant, strict=True)]
    return _woven(words, sorted(marks, key=lambda mark: (mark[0], -mark[1])))


def _woven(words: str, marks: list[tuple[int, int, Figure | Face]]) -> Runs:
    told: list[str | Figure | Face] = []
    at = 0
    for begins, ends, run in marks:
        if begins < at:
            continue  # inside a longer one
        told += [words[at:begins], run]
        at = ends
    return tuple(part for part in (*told, words[at:]) if part)


def _whole(text: str) -> re.Pattern[str]:
    """The text, but not as a part of a longer number."""
    before = r"(?<![\d.])" if text[0].isdigit() else ""
    after = r"(?!\d|\.\d|%)" if text[-1].isdigit() else ""
    return re.compile(before + re.escape(text) + after)


def _rewritten(block: Block, words: str) -> list[Block]:
    lines = [line for line in words.split("\n") if line]
    match block:
        case Title():
            return [replace(block, lines=tuple(lines))]
        case Addressee():
            return [replace(block, name=relinked(words, block.name))]
        case Heading():
            number = _NUMBER.match(plain(block.runs))
            runs = relinked(words, block.runs)
            return [replace(block, runs=((number[0], *runs) if number else runs))]
        case Paragraph():
            first, *more = lines
            return [
                replace(block, runs=relinked(first, block.runs)),
                *(replace(block, runs=relinked(line, block.runs), key="") for line in more),
            ]
    raise TypeError(f"not to be rewritten: {type(block).__name__}")


def _runs_of(block: Block) -> Runs:
    match block:
        case Title():
            return block.lines
        case Addressee():
            return block.name
        case Heading() | Paragraph():
            return block.runs
    raise TypeError(f"not to be rewritten: {type(block).__name__}")


def _by_hand(words: str, runs: Runs) -> tuple[str, ...]:
    """Numbers that neither a record nor the generated words around it gave."""
    given = {text for run in runs if isinstance(run, str) for text in _FIGURES.findall(run)}
    loose = "".join(run if isinstance(run, str) else " " for run in relinked(words, runs))
    return tuple(dict.fromkeys(text for text in _FIGURES.findall(loose) if text not in given))
