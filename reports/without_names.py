"""隐去姓名: a further edition of the same words, in which people are posts or 张某."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils.translation import override

from findings.masking import names_in, surname_only, without_private_numbers
from organization import outbox
from organization.models import Job, Person
from organization.traditional import SIMPLIFIED, traditional
from reports.document import Document, Figure
from reports.models import Publication
from reports.scripts import TAG

PREFIX = "masked"  # of the format of a file
SAID = "（隐名）"  # what the name of such a file says
# What is no word that anybody reads: addresses, keys, the names of layouts.
NOT_WORDS = frozenset(
    {"url", "key", "code", "language", "layout", "editions", "figures", "face", "align", "name"}
)


def without_names(document: Document) -> Document:
    """The document with posts in the place of people; where none is known, 张某 or 欧阳某某.

    Mobile and identity numbers lose their middle; figures, links and everything else stay.
    """
    script = traditional if document.language == TAG else str
    names = names_in(_words(document), instead=_surname(script), script=script)

    def hide(text: str) -> str:
        return names.masked(text).text

    def hide_all(text: str) -> str:
        return without_private_numbers(hide(text)).text

    return _changed(document, hide_all, hide)


def _surname(script: Callable[[str], str]) -> Callable[[str], str]:
    """What stands for a name, in the language of papers whoever has them made."""

    def said(name: str) -> str:
        with override(SIMPLIFIED):
            return script(surname_only(name))

    return said


def shown_without_names(text: str) -> str:
    """One text without names, such as the name of a file."""
    return names_in([text], instead=_surname(str)).masked(text).text


def ask_for_files(publication: Publication, *, by: Person) -> Job:
    """Have Word and PDF without names made, beside the files that are there."""
    key = f"{publication.pk}-{PREFIX}"
    return outbox.ask_for("paper", key, by=by, publication=publication.pk, without_names=True)


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _words(part)
    elif is_dataclass(thing):
        for name in _readable(thing):
            yield from _words(getattr(thing, name))


def _readable(thing: Any) -> list[str]:
    """The fields that hold words. The name of a figure is a key, other names are read."""
    keys = NOT_WORDS if isinstance(thing, Figure) else NOT_WORDS - {"name"}
    return [field.name for field in fields(thing) if field.name not in keys]


def _changed(thing: Any, hide: Callable[[str], str], in_figures: Callable[[str], str]) -> Any:
    if isinstance(thing, str):
        return hide(thing)
    if isinstance(thing, tuple):
        return tuple(_changed(part, hide, in_figures) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        kept = in_figures if isinstance(thing, Figure) else hide
        told = {name: _changed(getattr(thing, name), kept, in_figures) for name in _readable(thing)}
        return replace(thing, **told)
    return thing
