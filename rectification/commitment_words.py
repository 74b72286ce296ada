"""How matters and promises are worded and look: late by so much, so much time left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from campaigns.periods import ONE_DAY, period_of
from organization.looks import Look
from rectification.models import CommitmentCase

HOUR = 60  # minutes
FEN = 100  # a yuan
LONG_AGO = date(1990, 1, 1)
NEAR = 4  # the last quarter of its time


@dataclass(frozen=True)
class Span:
    """The days a page counts: its value in the address, its word, first and last day."""

    value: str
    word: str
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Matter:
    """A matter as a line of a list."""

    case: CommitmentCase
    look: Look
    word: str
    is_late: bool


def spans(today: date) -> list[Span]:
    """This month, the last one, this year, everything; the first is meant unless one is chosen."""
    month = period_of("month", today)
    last = period_of("month", month.first - ONE_DAY)
    return [
        Span("month", _("this month"), month.first, today),
        Span("last", _("last month"), last.first, last.last),
        Span("year", _("this year"), date(today.year, 1, 1), today),
        Span("all", _("since the beginning"), LONG_AGO, today),
    ]


def chosen_span(value: str, today: date) -> Span:
    """The span of the address; this month for any other value."""
    offered = spans(today)
    return next((one for one in offered if one.value == value), offered[0])


def matters(cases: Iterable[CommitmentCase], now: datetime) -> list[Matter]:
    """The lines of a list, each with how it stands at the aware instant `now`."""
    return [_matter(case, now) for case in cases]


def _matter(case: CommitmentCase, now: datetime) -> Matter:
    late = case.is_late(now)
    time = hours_and_minutes(case.minutes_late(now))
    if case.done_at:
        word = _("done, late by %(time)s") % {"time": time} if late else _("done in time")
        return Matter(case, Look("near", "done-late") if late else Look("ok", "yes"), word, late)
    if late:
        return Matter(case, Look("late", "late"), _("late by %(time)s") % {"time": time}, True)
    due = case.due_at or now
    left = int((due - now).total_seconds() // 60)
    whole = (due - case.accepted_at).total_seconds() / 60
    look = Look("near", "near") if left * NEAR <= whole else Look("do", "doing")
    return Matter(case, look, _("%(time)s left") % {"time": hours_and_minutes(left)}, False)


def hours_and_minutes(minutes: int) -> str:
    """25小时10分, 40分钟."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(n)d minutes") % {"n": rest}
    if not rest:
        return _("%(n)d hours") % {"n": hours}
    return _("%(hours)d hours %(minutes)d minutes") % {"hours": hours, "minutes": rest}


def yuan(fen: int) -> str:
    """12345元, 10.50元."""
    amount = Decimal(fen) / FEN
    shown = f"{amount:.2f}" if fen % FEN else str(fen // FEN)
    return _("%(amount)s yuan") % {"amount": shown}
