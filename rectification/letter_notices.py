"""What people are told of a letter, step by step."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from organization.models import Person
from organization.notices import notify, said
from rectification.models import Letter

TOLD = {
    "letter_issued": _("Please sign for: %(letter)s"),
    "letter_copied": _("For your information: %(letter)s"),
    "letter_answered": _("Answered: %(letter)s"),
    "letter_settled": _("The answer was accepted: %(letter)s"),
    "letter_returned": _("Please answer once more: %(letter)s"),
    "letter_withdrawn": _("Withdrawn: %(letter)s"),
}


def tell_of_letter(
    letter: Letter, people: Iterable[Person], kind: str, text: str = "", slot: str = ""
) -> None:
    """Tell people of a step; `text`: what somebody wrote with it."""
    title = said(TOLD[kind], letter=letter)
    notify(people, letter, kind, title, text or letter.campaign.title, slot=slot)
