"""文书登记 as rows of a worksheet: what went to whom, who signed for it, what came back."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organization import clock
from organization.looks import LIGHT_WORDS
from organization.templatetags.shell import full_day
from rectification.letter_register import note
from rectification.models import Letter, LetterAnswer


def columns() -> list[str]:
    """The headers, in the order in which a register of letters is kept."""
    return [
        _("Serial number"),
        _("kind of letter"),
        pgettext("a letter", "Number"),
        _("matter of the letter"),
        _("addressee"),
        _("Findings"),
        _("Day of issue"),
        pgettext("a letter", "Issued by"),
        _("Signed for by"),
        _("Signed for"),
        _("answer by"),
        _("Answer in time"),
        pgettext("a letter", "Answers"),
        _("Status"),
        _("copies to"),
    ]


def rows(letters: QuerySet[Letter], today: date) -> Iterator[list]:
    """One row a letter, the oldest first: as many queries for one as for a thousand.
    What a finding is about is not said: the register names its number."""
    found = (
        letters.order_by("pk")
        .select_related("department", "issued_by", "task")
        .prefetch_related(
            Prefetch("answers", LetterAnswer.objects.order_by("pk")), "copies", "findings"
        )
    )
    for serial, letter in enumerate(found, start=1):
        light = letter.light(today)
        clauses = [str(LIGHT_WORDS.get(light or "", "")), note(letter, today)]
        yield [
            serial,
            letter.get_kind_display(),
            letter.number,
            letter.topic or (letter.task.title if letter.task else ""),
            str(letter.department),
            _names(str(one.number) for one in letter.findings.all() if not one.named_only),
            clock.day_of(letter.issued_at) if letter.issued_at else None,
            letter.issued_by.title if letter.issued_by else "",
            letter.signed_name,
            clock.day_of(letter.signed_for_at) if letter.signed_for_at else None,
            letter.reply_by,
            " ".join(filter(None, clauses)) if light else "",
            "\n".join(
                f"{full_day(clock.day_of(row.at))} {row.text}" for row in letter.answers.all()
            ),
            letter.get_status_display(),
            _names(person.title for person in letter.copies.all()),
        ]


def _names(names) -> str:
    return pgettext("between names", ", ").join(names)
