"""Words of ours that are kept with a record and read by everybody after."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import override


def in_the_usual_language(words: Callable[[], str]) -> str:
    """The words in the installation's language, whatever the one reads who acts."""
    with override(settings.LANGUAGE_CODE):
        return words()
