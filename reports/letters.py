"""The papers of letters: written from the records, frozen when they are issued."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from organization import clock
from organization.models import NotAllowed, Person
from organization.signals import Reason
from organization.traditional import SIMPLIFIED
from rectification import letters
from rectification.models import (
    Letter,
    LetterRules,
)
from reports import letter_forming
from reports.document import Document
from reports.figures import Figures
from reports.freezing import freeze, thaw_document
from reports.papers import (
    advice_letter,
    lists_letter,
    opinion_slip,
    rectification_notice,
    supervision_slip,
)
from reports.papers.letter_parts import Told, kept_at_end, receipt
from reports.scripts import in_script, language_of

Write = Callable[[Told], Document]


def _lists(told: Told) -> Document:
    return lists_letter.write(told, Figures(told.campaign, clock.now()))


WRITERS: dict[str, Write] = {
    Letter.Kind.NOTICE: rectification_notice.write,
    Letter.Kind.ADVICE: advice_letter.write,
    Letter.Kind.REMINDER: supervision_slip.write,
    Letter.Kind.SLIP: supervision_slip.write,
    Letter.Kind.KEY_SLIP: supervision_slip.write,
    Letter.Kind.LISTS: _lists,
    Letter.Kind.OPINIONS: opinion_slip.write,
}


def words_of(letter: Letter) -> Document:
    """The words of a letter: frozen once it is issued, else a draft written now."""
    return thaw_document(letter.content) if letter.content else _written(letter)


def paper_of(letter: Letter) -> Document:
    """The paper as it stands: the words with the receipt, or the lower lines of a slip."""
    with override(SIMPLIFIED):
        return in_script(_finished(letter), language_of(letter))


def _finished(letter: Letter) -> Document:
    document = words_of(letter)
    if letter.is_slip:
        return supervision_slip.finished(document, letter)
    if letter.kind == Letter.Kind.OPINIONS:
        return opinion_slip.finished(document, letter)
    return replace(document, blocks=(*kept_at_end(document.blocks), *receipt(letter)))


def issue(letter: Letter, *, by: Person) -> Letter:
    """签发 with the words frozen. Raises NotAllowed with everything that is missing."""
    return letters.issue(letter, _frozen, by=by)


def missing(letter: Letter) -> list[Reason]:
    """What is still to be written down before a draft can be issued, each gap once."""
    return _gaps(words_of(letter))


def _frozen(letter: Letter) -> dict[str, Any]:
    document = _written(letter)
    if gaps := _gaps(document):
        refused = _("The letter cannot be issued yet: something is missing.")
        raise NotAllowed(refused, reasons=tuple(gaps))
    return freeze(document)


def _gaps(document: Document) -> list[Reason]:
    gaps = dict.fromkeys((gap.what, gap.url) for gap in document.missing())
    return [Reason(_("Missing: %(what)s") % {"what": what}, url=url) for what, url in gaps]


def _written(letter: Letter) -> Document:
    found = letter.findings.select_related("campaign", "aspect", "department")
    told = Told(letter, LetterRules.of(letter.campaign), tuple(found), clock.today())
    return letter_forming.formed(WRITERS[letter.kind](told), letter)
