"""Checking cell by cell: every error is kept with its address."""

import re
from typing import Any

from django.utils.translation import gettext as _

from organization.lists import in_a_row
from organization.sheets import CellError, Row


class Checker:
    """Gathers the errors of one sheet while its cells are read."""

    def __init__(self, key: str) -> None:
        self.errors: list[CellError] = []
        self.key = key
        self.first_seen: dict[str, str] = {}

    def note(self, row: Row, column: str, text: str) -> None:
        """Something is wrong in this cell."""
        self.errors.append(row.error(column, text))

    def take_key(self, row: Row) -> str | None:
        """The key of the row; None when it is missing or stands in the file already."""
        key = row[self.key]
        if not key:
            self.note(row, self.key, _("This must not be empty."))
            return None
        first = self.first_seen.setdefault(key.casefold(), row.cell(self.key))
        if first != row.cell(self.key):
            words = {"value": key, "cell": first}
            self.note(row, self.key, _("“%(value)s” stands in %(cell)s already.") % words)
            return None
        return key

    def text(self, row: Row, column: str, limit: int) -> str:
        """The text of a cell, if it is not too long."""
        words = " ".join(row[column].split())
        if len(words) > limit:
            values = {"n": len(words), "limit": limit}
            self.note(row, column, _("%(n)d characters; at most %(limit)d are possible.") % values)
        return words

    def choice(self, row: Row, column: str, choices: dict[str, Any]) -> Any:
        """The value for a word, None for an empty or an unknown one."""
        words = re.sub(r"[\s()（）、，,]+", "", row[column])
        if words and words not in choices:
            values = {"value": row[column], "choices": in_a_row(_usual_words(choices))}
            self.note(
                row, column, _("“%(value)s” is not possible here. Possible: %(choices)s.") % values
            )
        return choices.get(words)


def _usual_words(choices: dict[str, Any]) -> list[str]:
    """One word a value, the usual one."""
    return list({value: word for word, value in reversed(choices.items())}.values())[::-1]
