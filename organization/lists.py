"""Names and numbers in a row, as the language of the reader writes them."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def in_a_row(names: Iterable[object]) -> str:
    """甲、乙、丙, or A, B, C."""
    return pgettext("between names", ", ").join(map(str, names))
