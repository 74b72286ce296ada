"""Words of ours that are kept with a record and read by everybody after."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import override


def in_the_usual_language(words: Callable[[], str], language: str = "") -> str:
    """The words in `language` (a code), else in the installation's, whatever the one reads who
    acts."""
    with override(language or settings.LANGUAGE_CODE):
        return words()
