"""The languages that people read, and the choice of one."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import check_for_language, get_language, to_locale
from django.utils.translation import gettext as _

from organization.models import NotAllowed, Person, record
from organization.traditional import SIMPLIFIED, TRADITIONAL, in_language


@dataclass(frozen=True)
class Offered:
    """A language that pages and mails are written in, called by its own name."""

    code: str
    name: str
    is_current: bool

    @property
    def tag(self) -> str:
        """As BCP 47 writes it."""
        return tag(self.code)


def offered() -> list[Offered]:
    """Every language; the names of the Chinese ones in the characters of the page."""
    current = get_language()
    if current not in (SIMPLIFIED, TRADITIONAL):
        return [Offered(code, str(name), code == current) for code, name in settings.LANGUAGES]
    return [
        Offered(code, in_language(str(name), current), code == current)
        for code, name in settings.LANGUAGES
    ]


def is_offered(code: str) -> bool:
    """Is it the code of a language that pages and mails are written in?"""
    return code in dict(settings.LANGUAGES) and check_for_language(code)


def tag(code: str) -> str:
    """The code of a language as a BCP 47 tag, such as "zh-Hans"."""
    return to_locale(code).replace("_", "-")


@transaction.atomic
def choose(person: Person, code: str) -> None:
    """Write pages and mails for the person in this language from now on. Raises NotAllowed for
    a language that is not offered."""
    demand_offered(code)
    if code == person.language:
        return
    person.language = code
    person.save(update_fields=["language"])
    record("person.language_chosen", person, by=person, language=code)


def demand_offered(code: str) -> None:
    """Raises NotAllowed when nothing is written in the language."""
    if not is_offered(code):
        raise NotAllowed(_("There are no pages in this language."))
