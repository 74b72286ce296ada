"""Which texts say the same or nearly the same: folding, and an index over pairs of characters.

Pure. Two texts are alike by the share of pairs of neighbouring characters they have in common
(Dice: twice the common pairs by the sum of both), counted on folded texts. Candidates come from
an index over the pairs, the rarest first; all pairs of texts are never compared.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping
from itertools import pairwise
from math import ceil
from typing import TypeVar

from organization.traditional import simplified

Key = TypeVar("Key", bound=Hashable)
Pairs = frozenset[str]

# What keeps the work flat where hundreds of texts come from one source: a pair of characters
# leads to this many texts, those closest to the source first, and so many are compared.
POSTINGS = 12
COMPARED = 10
ROUNDING = 1e-9


def folded(text: str) -> str:
    """The text without what does not change what it says: width and case of characters,
    traditional characters, punctuation and space."""
    plain = simplified(unicodedata.normalize("NFKC", text).casefold())
    return "".join(filter(str.isalnum, plain))


def alike(one: str, other: str) -> int:
    """How alike two folded texts are, in whole percent; 100 only for the same text."""
    return 100 if one == other else _percent(_pairs(one), _pairs(other))


def nearest(
    texts: Mapping[Key, str], asked: Collection[Key], at_least: int
) -> dict[Key, tuple[Key, int]]:
    """For each text of `asked` the likest other one and how alike they are, in percent.

    `texts`: folded texts by key; `at_least`: percent below which nothing is answered. Where
    very many texts are alike the answer is one of the likest, not always the likest.
    """
    groups = defaultdict(list)
    for key, text in texts.items():
        groups[text].append(key)
    same = [key for key in asked if len(groups[texts[key]]) > 1]
    found = {key: (_first_other(groups[texts[key]], key), 100) for key in same}
    wanted = {texts[key] for key in asked if key not in found}
    if not wanted or len(groups) < 2:
        return found
    near = _Index(groups).nearest(wanted, at_least)
    for key in asked:
        if key not in found and (best := near.get(texts[key])):
            text, percent = best
            found[key] = (groups[text][0], percent)
    return found


class _Index:
    """Distinct texts by the pairs of characters in them."""

    def __init__(self, texts: Collection[str]) -> None:
        self.pairs = {text: _pairs(text) for text in texts}
        self.known_in: Counter[str] = Counter()
        for pairs in self.pairs.values():
            self.known_in.update(pairs)
        self.postings: dict[str, list[str]] = defaultdict(list)
        # Whose pairs many others have stands close to what they were all copied from.
        for text in sorted(self.pairs, key=self._commonness, reverse=True):
            for pair in self.pairs[text]:
                if len(self.postings[pair]) < POSTINGS:
                    self.postings[pair].append(text)

    def _commonness(self, text: str) -> float:
        pairs = self.pairs[text]
        return sum(map(self.known_in.__getitem__, pairs)) / len(pairs) if pairs else 0.0

    def nearest(self, wanted: Collection[str], at_least: int) -> dict[str, tuple[str, int]]:
        """The likest other text of each, with the percent, where it reaches `at_least`."""
        found = {}
        for text in wanted:
            best = max(self._candidates(text, at_least), key=lambda hit: hit[1], default=("", 0))
            if best[1] >= at_least:
                found[text] = best
        return found

    def _candidates(self, text: str, at_least: int) -> list[tuple[str, int]]:
        pairs = self.pairs[text]
        hits: Counter[str] = Counter()
        for pair in self._prefix(pairs, at_least / 100):
            hits.update(self.postings[pair])
        hits.pop(text, None)
        others = (other for other, _n in hits.most_common(COMPARED))
        return [(other, _percent(pairs, self.pairs[other])) for other in others]

    def _prefix(self, pairs: Pairs, share: float) -> list[str]:
        """The rarest pairs, so many that a text alike by `share` has one of them.

        Of n pairs such a text has at least n × share ÷ (2 - share), whatever its own length.
        """
        common = ceil(len(pairs) * share / (2 - share) - ROUNDING)
        rarest = sorted(pairs, key=self.known_in.__getitem__)
        return rarest[: len(pairs) - common + 1]


def _first_other(keys: list[Key], key: Key) -> Key:
    return keys[1] if keys[0] == key else keys[0]


def _pairs(text: str) -> Pairs:
    return frozenset(map("".join, pairwise(text)))


def _percent(one: Pairs, other: Pairs) -> int:
    """Never 100: the same pairs in another order are not the same text."""
    both = len(one) + len(other)
    return min(200 * len(one & other) // both, 99) if both else 0
