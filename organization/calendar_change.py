"""Changing the calendar: what would move is asked first, then all of it is written in one act.

A change travels from the preview to the act as a signed text with the digests of the years it
was made on, so that what was looked at is what is written, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organization import calendar, clock
from organization.models import CalendarYear, NotAllowed, Person, record
from organization.models.calendar import SpecialDay, told_by
from organization.signals import Shifts, calendar_changed, calendar_changing
from organization.workdays import WorkCalendar, is_working_day

SALT = "calendar change"
LOOKED_AT = 24 * 60 * 60  # seconds for which a preview may be acted upon
WORKED = "调休上班"  # what a weekend day worked is called

Days = dict[int, tuple[SpecialDay, ...]]


@dataclass(frozen=True)
class Change:
    """The special days of `year` from now on, and of the years beside it that a notice also
    names (days at the turn of the year). `seen`: the digests this was made on."""

    year: int
    days: Days
    confirmed: bool
    basis: str
    seen: dict[int, str] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """The change as text that nobody can alter."""
        told = {
            year: [[one.day.isoformat(), one.name, one.worked] for one in days]
            for year, days in self.days.items()
        }
        whole = [self.year, told, self.confirmed, self.basis, self.seen]
        return signing.dumps(whole, salt=SALT, compress=True)


def flipped(year: int, flips: Iterable[date], name: str, confirmed: bool, basis: str) -> Change:
    """The year with these days changed from worked to off or the other way round."""
    rows = {row.year: row for row in CalendarYear.objects.filter(year=year)}
    days = {one.day: one for row in rows.values() for one in row.special_days}
    current = calendar.current()
    for day in set(flips):
        worked, usual = is_working_day(day, current), day.weekday() < 5
        days.pop(day, None)
        if worked == usual:  # it becomes a special day; otherwise it is an ordinary one again
            days[day] = SpecialDay(day, name if worked else WORKED, not worked)
    return Change(year, {year: tuple(days.values())}, confirmed, basis, _seen([year]))


def replaced(year: int, told: Iterable[SpecialDay], confirmed: bool, basis: str) -> Change:
    """The year exactly as a notice has it; what it says of the years beside is added to them."""
    days: dict[int, dict[date, SpecialDay]] = {year: {}}
    listed = list(told)
    for row in CalendarYear.objects.filter(year__in={one.day.year for one in listed} - {year}):
        days[row.year] = {one.day: one for one in row.special_days}
    for one in listed:
        days.setdefault(one.day.year, {})[one.day] = one
    rows: Days = {number: tuple(found.values()) for number, found in days.items()}
    return Change(year, rows, confirmed, basis, _seen(rows))


def looked_at(token: str) -> Change:
    """The change a preview showed. Raises NotAllowed for a text that is too old or made up."""
    try:
        year, told, confirmed, basis, seen = signing.loads(token, salt=SALT, max_age=LOOKED_AT)
    except signing.BadSignature as error:
        raise NotAllowed(_("The preview is out of date. Please look at the change again.")) from (
            error
        )
    days: Days = {
        int(number): tuple(SpecialDay(date.fromisoformat(d), n, w) for d, n, w in rows)
        for number, rows in told.items()
    }
    return Change(year, days, confirmed, basis, {int(y): digest for y, digest in seen.items()})


def after(change: Change) -> WorkCalendar:
    """The calendar as the change makes it."""
    now = calendar.current()
    told = [one for days in change.days.values() for one in days]
    years = now.years | {change.year} if change.confirmed else now.years - {change.year}
    return WorkCalendar(
        _kept(now.days_off, change) | {one.day for one in told if not one.worked},
        _kept(now.days_on, change) | {one.day for one in told if one.worked},
        frozenset(years),
    )


def what_moves(change: Change) -> Shifts:
    """Deadlines that move, lights that change, deadlines that come to lie on a day off."""
    question = {"before": calendar.current(), "after": after(change), "today": clock.today()}
    told = calendar_changing.send(CalendarYear, **question)
    found = [shifts for _receiver, answers in told for shifts in answers]
    return Shifts(
        sum(shifts.total for shifts in found), [row for shifts in found for row in shifts.rows]
    )


def differences(change: Change) -> list[tuple[date, str, bool]]:
    """The days that are worked or off otherwise than before: (day, name, worked from now on)."""
    before, later = calendar.current(), after(change)
    names = {one.day: one.name for days in change.days.values() for one in days}
    days = sorted(
        (before.days_off ^ later.days_off) | (before.days_on ^ later.days_on),
    )
    return [
        (day, names.get(day, ""), is_working_day(day, later))
        for day in days
        if is_working_day(day, before) != is_working_day(day, later)
    ]


def apply(change: Change, *, by: Person) -> int:
    """Write the change and move the deadlines that rest on it. How many moved.

    Raises NotAllowed when one of the years was changed since the preview; then nothing is done.
    """
    before, later, days = calendar.current(), after(change), differences(change)
    with transaction.atomic():
        for year, rows in change.days.items():
            _write(change, year, rows, by)
        calendar.forget()
        told = calendar_changed.send(CalendarYear, before=before, after=later, by=by)
        moved = sum(number for _receiver, number in told)
        record(
            "calendaryear.changed",
            CalendarYear.objects.get(year=change.year),
            by=by,
            days_off=[str(day) for day, _name, worked in days if not worked],
            days_worked=[str(day) for day, _name, worked in days if worked],
            confirmed=change.confirmed,
            moved=moved,
        )
    return moved


def _write(change: Change, year: int, days: tuple[SpecialDay, ...], by: Person) -> None:
    row = told_by(year, days, changed_at=clock.now(), changed_by=by)
    values = {"days": row.days, "digest": row.digest, "changed_at": row.changed_at}
    values |= {"changed_by": by}
    if year == change.year:
        values |= {"confirmed": change.confirmed, "basis": change.basis}
    if year not in change.seen:
        try:
            with transaction.atomic():
                CalendarYear.objects.create(year=year, **values)
        except IntegrityError as error:
            raise _stale() from error
        return
    known = CalendarYear.objects.filter(year=year, digest=change.seen[year])
    if not known.update(**values):
        raise _stale()


def _stale() -> NotAllowed:
    return NotAllowed(_("The calendar was changed meanwhile. Please look at the change again."))


def _seen(years: Iterable[int]) -> dict[int, str]:
    known = CalendarYear.objects.filter(year__in=list(years))
    return dict(known.values_list("year", "digest"))


def _kept(days: frozenset[date], change: Change) -> frozenset[date]:
    return frozenset(day for day in days if day.year not in change.days)
