"""版头、标注、版记 of letters: notices, letters of advice and lists handed over are official ones.

Their number is that of the register: it stands in the red head once there is one, and nowhere
else. Where the office system prints the head, it gives its own.
"""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from organization import clock
from organization.models import NotAllowed, Person, record
from rectification.models import Letter
from reports.document import Document, Title
from reports.forming import head_of, house_of, in_house, mark_and_imprint
from reports.letterhead import Letterhead
from reports.models import HeadMode, LetterForm
from reports.phrases import date_cn

# The others are forms to be filled in: they bear a label, never a head.
HEADED = (Letter.Kind.NOTICE, Letter.Kind.ADVICE, Letter.Kind.LISTS)


def form_of(letter: Letter) -> LetterForm:
    """What was chosen for the letter; nothing yet."""
    return LetterForm.objects.filter(letter=letter).first() or LetterForm()


def formed(document: Document, letter: Letter) -> Document:
    """The words of a letter in the form of the house and of this one."""
    form, house = form_of(letter), house_of(letter.campaign.organisation)
    document = in_house(document, form, house)
    mode = head_of(form, house)
    if letter.kind not in HEADED or mode == HeadMode.NONE:
        return document
    document = replace(document, blocks=tuple(map(_unnumbered, document.blocks)))
    if mode == HeadMode.OFFICE_SYSTEM:
        return replace(document, head=Letterhead(""))
    date = date_cn(clock.day_of(letter.issued_at)) if letter.issued_at else ""
    mark, imprint = mark_and_imprint(letter.campaign, form, house, date)
    return replace(document, head=Letterhead(mark, number=letter.number), imprint=imprint)


def _unnumbered(block):
    return replace(block, number="") if isinstance(block, Title) else block


@transaction.atomic
def choose(letter: Letter, *, by: Person, **fields) -> LetterForm:
    """Choose head, label and imprint of one letter. NotAllowed once it is issued."""
    locked = Letter.objects.select_for_update().only("status").get(pk=letter.pk)
    if locked.status != Letter.Status.DRAFT:
        raise NotAllowed(_("The letter was issued: its form stands with its words."))
    row, _new = LetterForm.objects.update_or_create(
        letter=letter, defaults={**fields, "changed_at": clock.now(), "changed_by": by}
    )
    record("letter.formed", letter, by=by, head=row.head, label=row.label)
    return row
