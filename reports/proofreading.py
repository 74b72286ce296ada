"""Reading a paper for its tone: requests, self-references (G14, G17), names of people, and for
characters that cannot be printed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from findings.masking import names_in
from organization.lists import in_a_row
from reports.check import BLOCK, PASS, WARN, Check
from reports.document import Document, Table, plain, runs_of
from reports.figures import Figures
from reports.phrases import other_selves, requests_in
from reports.renderers.pdf.faces import in_song_instead, undrawn
from reports.told_texts import Told, records


def checks(document: Document, figures: Figures, *, upward: bool = True) -> Iterator[Check]:
    """What the words of the paper give reason to look at; `upward`: it is a 报告."""
    text = "\n".join(_texts(document))
    kept = list(records(figures))
    if upward:
        yield from _requests(text, kept)
    yield from _selves(text, figures, kept)
    yield from _names(document, kept)
    yield from _glyphs(document, kept)


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if not isinstance(block, Table):
            yield from map(plain, runs_of(block))


def _requests(text: str, kept: list[Told]) -> Iterator[Check]:
    """A 报告 carries no request (请批准): that is a separate paper."""
    words = requests_in(text)
    for word in words:
        told = _("A report must not carry a request: %(word)s") % {"word": word}
        yield Check(BLOCK, told, *_where(word, kept))
    if not words:
        yield Check(PASS, _("No words of a request"), _("whole paper"))


def _selves(text: str, figures: Figures, kept: list[Told]) -> Iterator[Check]:
    own = figures.campaign.word("self", "我公司")
    others = other_selves(text, own)
    if others:
        told = _("Beside “%(own)s” the paper calls itself: %(others)s")
        names = {"own": own, "others": in_a_row(others)}
        yield Check(WARN, told % names, *_where(others[0], kept))
    else:
        told = _("One self-reference: %(own)s") % {"own": own}
        yield Check(PASS, told, _("whole paper"))


def _names(document: Document, kept: list[Told]) -> Iterator[Check]:
    """People are named by post; only those who are known by another name can be found."""
    text = "\n".join(plain(runs) for runs in document.all_runs())
    found = sorted(
        name for name, post in names_in([text], instead=str).posts.items() if name not in post
    )
    for name in found:
        place, url = _where(name, kept)
        words = _("The paper names people: %(names)s") % {"names": name}
        yield Check(WARN, words, place, url)
    if not found:
        yield Check(PASS, _("No names of people"), _("whole paper"))


def _glyphs(document: Document, kept: list[Told]) -> Iterator[Check]:
    """Characters that no face draws would be printed as empty boxes."""
    lacking = undrawn(plain(runs) for runs in document.all_runs())
    for character in lacking:
        place, url = _where(character, kept)
        words = _("The faces of the paper lack “%(character)s”: please use another character.")
        yield Check(BLOCK, words % {"character": character}, place, url)
    # Readable, but of another face than the words around them.
    if strays := in_song_instead(plain(runs) for runs in document.all_runs()):
        words = _("The face of the text lacks “%(characters)s”: they are drawn in the Song face.")
        place, url = _where(strays[0], kept)
        yield Check(WARN, words % {"characters": "".join(strays)}, place, url)


def _where(words: str, kept: list[Told]) -> tuple[str, str]:
    """The record in which the words stand, and its page."""
    return next(((one.place, one.url) for one in kept if words in one.text), ("", ""))
