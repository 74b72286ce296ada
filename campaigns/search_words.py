"""Looking for words in texts that people spelt in several ways: 销号, 消号, 銷號."""

from django.db.models import Q

from organization.spelling import normalise_spelling
from organization.traditional import simplified

ALSO = {"销号": ("消号", "銷號", "消號")}


def spellings(words: str) -> tuple[str, ...]:
    """The words as they were typed, as papers spell them, and as others may have."""
    usual = normalise_spelling(simplified(words))
    others = [
        usual.replace(word, other)
        for word, variants in ALSO.items()
        if word in usual
        for other in variants
    ]
    return tuple(dict.fromkeys((words, usual, *others)))


def contains(field: str, words: str) -> Q:
    """Rows whose `field` has the words in any of their spellings."""
    found = Q()
    for spelling in spellings(words):
        found |= Q(**{f"{field}__icontains": spelling})
    return found
