"""Paging by key: the next page begins below the last key seen, however long the table is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

SIZE = 50


@dataclass(frozen=True)
class Page:
    """Rows with falling keys; `before` is the key the next page begins below, None at the end."""

    rows: list
    before: int | None
    first: bool

    def __iter__(self):
        return iter(self.rows)


def in_batches(rows: QuerySet, size: int) -> Iterator:
    """All of `rows` with rising keys, `size` at a time, so that memory stays flat.

    Each batch is read whole before its rows are given: SQLite refuses a write at once, without
    waiting, on a connection that is still reading while another one has written.
    """
    last = 0
    while batch := list(rows.order_by("pk").filter(pk__gt=last)[:size]):
        yield from batch
        if len(batch) < size:
            return
        last = batch[-1].pk


def page_of(rows: QuerySet, before: str | None, size: int = SIZE) -> Page:
    """The page of `rows` below the key `before` (as it came with the request)."""
    key = int(before) if before and before.isdecimal() and len(before) < 19 else None
    below = rows if key is None else rows.filter(pk__lt=key)
    found = list(below.order_by("-pk")[: size + 1])
    more = len(found) > size
    return Page(found[:size], found[size - 1].pk if more else None, key is None)


@dataclass(frozen=True)
class Leg:
    """A part of a list with an order of its own, such as what is open before what is closed.

    `keys` are columns of the model's own table, "-" before one that falls; the last is unique.
    An index on them, after what the rows are filtered by, makes every page equally fast.
    """

    rows: QuerySet
    keys: tuple[str, ...]

    def ordered(self) -> QuerySet:
        """All rows of the leg in its order."""
        return self.rows.order_by(*self.keys)

    def below(self, last: list | None) -> QuerySet:
        """The rows behind the one with the keys `last`; all when there is none."""
        if last is None:
            return self.ordered()
        condition = Q()
        for key, value in reversed(list(zip(self.keys, last, strict=True))):
            name, step = (key[1:], "lt") if key.startswith("-") else (key, "gt")
            further = Q(**{f"{name}__{step}": value})
            if condition:  # the range of the first key alone is what an index is searched by
                at_least = Q(**{f"{name}__{step}e": value})
                further = at_least & (further | condition)
            condition = further
        return self.ordered().filter(condition)


@dataclass(frozen=True)
class Stretch:
    """The rows of a page; `after` is where the next page begins, "" at the end."""

    rows: list
    after: str
    first: bool

    def __iter__(self):
        return iter(self.rows)


def stretch_of(legs: Sequence[Leg], after: str | None, size: int = SIZE) -> Stretch:
    """The page that begins behind `after` (as it came with the request), the legs in turn.

    An address that names no place begins at the start.
    """
    number, last = _place(legs, after or "")
    found: list = []
    ends: list[tuple[int, tuple[str, ...]]] = []
    for place in range(number, len(legs)):
        leg = legs[place]
        new = list(leg.below(last if place == number else None)[: size + 1 - len(found)])
        found += new
        ends += [(place, leg.keys)] * len(new)
        if len(found) > size:
            break
    further = len(found) > size
    mark = _mark(found[size - 1], *ends[size - 1]) if further else ""
    return Stretch(found[:size], mark, last is None)


def _mark(row: Model, place: int, keys: tuple[str, ...]) -> str:
    values = [getattr(row, key.lstrip("-")) for key in keys]
    return "~".join([str(place), *(getattr(v, "isoformat", v.__str__)() for v in values)])


def _place(legs: Sequence[Leg], after: str) -> tuple[int, list | None]:
    """The leg and the keys that an address names; the start when it names none."""
    number, *texts = after.split("~")
    if not number.isdecimal() or len(number) > 3 or int(number) >= len(legs):
        return 0, None
    leg = legs[int(number)]
    if len(texts) != len(leg.keys):
        return 0, None
    fields = (leg.rows.model._meta.get_field(key.lstrip("-")) for key in leg.keys)
    try:
        values = [field.to_python(text) for field, text in zip(fields, texts, strict=True)]
    except ValidationError:
        return 0, None
    return int(number), values
