"""One noun has one classifier in a whole paper (rule G3): where a text says another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from organization.quotations import own_words

NUMBER = r"(?:\d+|[一二两三四五六七八九十百]+)"
USUAL = "个件项条名份"


def other_classifiers(
    text: str, classifiers: Mapping[str, str], nouns: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """(what stands there, the classifier of the paper): 6件问题 where the paper says 个."""
    own = own_words(text)
    for noun in nouns:
        for found in re.finditer(rf"{NUMBER}(?P<measure>[{USUAL}]){noun}", own):
            if found["measure"] != classifiers[noun]:
                yield found[0], f"{classifiers[noun]}{noun}"
