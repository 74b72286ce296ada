"""How promises are kept: rates of a period, matters that are late or run, money paid."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum

from organization import clock
from rectification.models import Commitment, CommitmentCase, CommitmentTotal, Remedy


@dataclass(frozen=True)
class Rate:
    """So many of so many in time, accepted from the one day to the other."""

    on_time: int
    total: int
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Line:
    """One promise in a period, with what of it is open today. Money is in whole fen."""

    commitment: Commitment
    rate: Rate
    open: int
    late: int
    paid: int
    fen: int


def rate(commitment: Commitment, first_on: date, last_on: date) -> Rate:
    """Of the matters accepted in the period those done in time; one whose time still runs does
    not count yet, a total counts when all its days lie in the period."""
    cases = accepted_in(commitment.cases.select_related("commitment"), first_on, last_on)
    totals = _within(commitment.totals.all(), first_on, last_on)
    return _rate(cases, totals, first_on, last_on)


def late(commitment: Commitment, first_on: date, last_on: date) -> list[tuple[str, int]]:
    """The late matters accepted in the period, by name, with the minutes past their time."""
    now = clock.now()
    cases = accepted_in(commitment.cases.select_related("commitment"), first_on, last_on)
    return [(case.name, case.minutes_late(now)) for case in cases if case.is_late(now)]


def lines(commitments: Sequence[Commitment], first_on: date, last_on: date) -> list[Line]:
    """Each promise with its figures of the period; four queries, however many there are."""
    own: dict[str, list] = {"commitment__in": list(commitments)}
    rows = CommitmentCase.objects.filter(**own).select_related("commitment")
    cases = _by_commitment(accepted_in(rows, first_on, last_on))
    totals = _by_commitment(_within(CommitmentTotal.objects.filter(**own), first_on, last_on))
    paid = Remedy.objects.filter(**own, paid_on__gte=first_on, paid_on__lte=last_on).order_by()
    sums = {
        pk: (n, fen)
        for pk, n, fen in paid.values_list("commitment").annotate(Sum("count"), Sum("fen"))
    }
    now, waits = clock.now(), _by_commitment(rows.filter(done_at=None))
    return [
        Line(
            one,
            _rate(cases[one.pk], totals[one.pk], first_on, last_on),
            len(waits[one.pk]),
            sum(case.is_late(now) for case in waits[one.pk]),
            *sums.get(one.pk, (0, 0)),
        )
        for one in commitments
    ]


def accepted_in(
    cases: QuerySet[CommitmentCase], first_on: date, last_on: date
) -> QuerySet[CommitmentCase]:
    """The matters accepted from the one local day to the other, the first one first."""
    start, end = clock.end_of(first_on - timedelta(days=1)), clock.end_of(last_on)
    return cases.filter(accepted_at__gte=start, accepted_at__lt=end).order_by("accepted_at", "pk")


def by_due(cases: Iterable[CommitmentCase]) -> list[CommitmentCase]:
    """Matters, the one that is late first at the top."""
    return sorted(cases, key=_due)


def _due(case: CommitmentCase) -> tuple[datetime, int]:
    return case.due_at or case.accepted_at, case.pk


def _rate(
    cases: Iterable[CommitmentCase],
    totals: Iterable[CommitmentTotal],
    first_on: date,
    last_on: date,
) -> Rate:
    now, totals = clock.now(), list(totals)
    settled = [case for case in cases if case.done_at or case.is_late(now)]
    on_time = sum(not case.is_late(now) for case in settled) + sum(t.on_time for t in totals)
    return Rate(on_time, len(settled) + sum(t.accepted for t in totals), first_on, last_on)


def _within(
    totals: QuerySet[CommitmentTotal], first_on: date, last_on: date
) -> QuerySet[CommitmentTotal]:
    return totals.filter(first_on__gte=first_on, last_on__lte=last_on)


def _by_commitment(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.commitment_id].append(row)
    return found
