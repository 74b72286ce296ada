"""分管部门 as people write them: names or codes of departments in one line."""

import re
from collections import defaultdict
from collections.abc import Iterable

SEPARATORS = re.compile(r"[、，,；;\s]+")
BETWEEN = "、"


def read_charges(words: str, departments: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """(codes, words that name no department, or more than one) of a line such as 办公室、WLB.

    `departments`: (code, name) of those there are.
    """
    meant: dict[str, set[str]] = defaultdict(set)
    codes = set()
    for code, name in departments:
        codes.add(code)
        meant[name].add(code)
    found: list[str] = []
    unknown: list[str] = []
    for word in filter(None, SEPARATORS.split(words)):
        named = {word} if word in codes else meant.get(word, set())
        if len(named) != 1:
            unknown.append(word)
        elif not named <= set(found):
            found += named
    return found, unknown
