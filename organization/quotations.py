"""What stands inside quotation marks and title marks, which belongs to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

_PAIRS = {"《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」"}


def quoted_and_own(text: str, *, brackets: bool = False) -> Iterator[tuple[bool, str]]:
    """The text in pieces (is it quoted?, words), nested quotations in one piece.

    A quotation that is not closed reaches to the end. `brackets`: （） count as quoting.
    """
    pairs = {**_PAIRS, "（": "）"} if brackets else _PAIRS
    start = 0
    closing: list[str] = []
    for place, character in enumerate(text):
        if closing and character == closing[-1]:
            closing.pop()
            if not closing:
                yield True, text[start : place + 1]
                start = place + 1
        elif character in pairs:
            if not closing:
                yield False, text[start:place]
                start = place
            closing.append(pairs[character])
    yield bool(closing), text[start:]


def own_words(text: str, *, brackets: bool = False) -> str:
    """The text without its quotations."""
    pieces = quoted_and_own(text, brackets=brackets)
    return "".join(words for quoted, words in pieces if not quoted)
