"""承诺台账、红黄牌台账 as rows of worksheets."""

from collections.abc import Iterable, Iterator

from django.utils.translation import pgettext

from rectification.commitment_rates import Line
from rectification.commitment_words import FEN
from rectification.models import Card


def commitment_columns() -> list[str]:
    """The head of 服务承诺台账: the promise, then its figures of the days that were chosen."""
    return [
        pgettext("register", "no."),
        pgettext("register", "commitment"),
        pgettext("register", "kind of commitment"),
        pgettext("register", "wording"),
        pgettext("register", "time limit (hours)"),
        pgettext("register", "time limit (working days)"),
        pgettext("register", "responsible department"),
        pgettext("register", "published on"),
        pgettext("register", "published where"),
        pgettext("register", "counted from"),
        pgettext("register", "counted until"),
        pgettext("register", "matters counted"),
        pgettext("register", "done in time"),
        pgettext("register", "in time (percent)"),
        pgettext("register", "not done yet"),
        pgettext("register", "late and not done"),
        pgettext("register", "payments made"),
        pgettext("register", "paid (yuan)"),
        pgettext("register", "withdrawn on"),
    ]


def commitment_rows(lines: Iterable[Line]) -> Iterator[list]:
    """One row a promise. Without a matter there is no rate, not 0."""
    for number, line in enumerate(lines, start=1):
        one, rate = line.commitment, line.rate
        share = round(100 * rate.on_time / rate.total, 1) if rate.total else None
        yield [
            *(number, one.title, one.kind_name, one.text, one.hours, one.working_days),
            *(
                str(one.department),
                one.published_on,
                one.published_where,
                rate.first_on,
                rate.last_on,
            ),
            *(rate.total, rate.on_time, share, line.open, line.late, line.paid),
            *(line.fen / FEN, one.retired_on),
        ]


def card_columns() -> list[str]:
    """The head of 红黄牌台账."""
    return [
        pgettext("register", "no."),
        pgettext("register", "card"),
        pgettext("register", "given to"),
        pgettext("register", "responsible department"),
        pgettext("register", "reason of the card"),
        pgettext("register", "what follows"),
        pgettext("register", "points proposed"),
        pgettext("register", "given on"),
        pgettext("register", "valid until"),
        pgettext("register", "status"),
        pgettext("register", "why it was withdrawn"),
    ]


def card_rows(cards: Iterable[Card]) -> Iterator[list]:
    """One row a card as the register shows it (`shown_word`). What it was given about is left
    out: a table goes from hand to hand, and some of it few may know."""
    for row in cards:
        yield [
            *(row.no, row.get_colour_display(), row.holder, str(row.department or "")),
            *(row.reason, "\n".join(filter(None, [row.get_follows_display(), row.measure]))),
            *(row.points, row.given_on, row.expires_on, vars(row)["shown_word"]),
            row.withdraw_reason,
        ]
