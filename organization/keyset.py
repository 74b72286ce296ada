"""Paging by key: the next page begins below the last key seen, however long the table is."""

from dataclasses import dataclass

from django.db.models import QuerySet

SIZE = 50


@dataclass(frozen=True)
class Page:
    """Rows with falling keys; `before` is the key the next page begins below, None at the end."""

    rows: list
    before: int | None
    first: bool

    def __iter__(self):
        return iter(self.rows)


def page_of(rows: QuerySet, before: str | None, size: int = SIZE) -> Page:
    """The page of `rows` below the key `before` (as it came with the request)."""
    key = int(before) if before and before.isdecimal() and len(before) < 19 else None
    below = rows if key is None else rows.filter(pk__lt=key)
    found = list(below.order_by("-pk")[: size + 1])
    more = len(found) > size
    return Page(found[:size], found[size - 1].pk if more else None, key is None)
