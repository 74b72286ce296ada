"""The only reader of the clock.

`with clock.at(instant):` sets the time for everything inside the block: stories are
replayed in their own year, `remind --now` sweeps at a given instant, tests freeze it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present instant, aware."""
    return _set.get() or timezone.now()


def today() -> date:
    """The present day in the time zone of the project."""
    return timezone.localdate(now())


def machine_now() -> datetime:
    """The machine's own instant, aware, whatever year is being told: since when work waits."""
    return timezone.now()


@contextmanager
def at(instant: datetime | date) -> Iterator[None]:
    """Set the clock to an aware instant, or to noon of a day in the project's time zone."""
    if not isinstance(instant, datetime):
        instant = datetime.combine(instant, time(12))
    if timezone.is_naive(instant):
        instant = timezone.make_aware(instant)
    token = _set.set(instant)
    try:
        yield
    finally:
        _set.reset(token)


def end_of(day: date) -> datetime:
    """The instant at which a day of the project is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def day_of(instant: datetime) -> date:
    """The day of an aware instant in the time zone of the project."""
    return timezone.localdate(instant)


def local(instant: datetime) -> datetime:
    """An aware instant as the clocks on the walls of the project show it."""
    return timezone.localtime(instant)
