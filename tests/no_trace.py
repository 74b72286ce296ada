"""What the house keeps of an anonymous act: every table, the log, the mails, the files, searched.

    with no_trace(caplog, settings, "203.0.113.77", token) as kept:
        …somebody answers…
    assert kept.answers  # the act was done

Whatever came into being meanwhile must hold none of the words, and no time finer than a day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.core import mail
from django.db import connection

# The number of the last row given out is no row about anybody.
BOOKKEEPING = ("sqlite_sequence",)


@dataclass
class Kept:
    """What is new, by place: a table, the log, a file."""

    new: list[tuple[str, object]] = field(default_factory=list)

    def rows(self, table: str) -> list[tuple]:
        """The new or changed rows of a table."""
        return [row for place, row in self.new if place == table]


@contextmanager
def no_trace(caplog, settings, *words: str) -> Iterator[Kept]:
    """Fail when anything that is new afterwards holds one of `words` or a time of the day."""
    caplog.set_level("DEBUG")
    before, kept = everything(caplog, settings), Kept()
    yield kept
    known, instants = set(before), {str(one) for _place, row in before for one in _instants(row)}
    kept.new += [one for one in everything(caplog, settings) if one not in known]
    kept.new = [(place, _without(one, instants)) for place, one in kept.new]
    assert traces(kept.new, words) == []


def everything(caplog, settings) -> list[tuple[str, object]]:
    """Every row of every table, every line of the log, every mail and every written file."""
    return [
        *_rows(),
        *(("log", record.getMessage()) for record in caplog.records),
        *(("mail", str(message.message())) for message in mail.outbox),
        *_files(Path(settings.DATA_DIR)),
    ]


def traces(new: list[tuple[str, object]], words: tuple[str, ...]) -> list[str]:
    """What is wrong with what is new."""
    found = []
    for place, one in new:
        said = str(one).lower()
        found += [f"{place}: {word}" for word in words if word and word.lower() in said]
        found += [f"{place}: {value}" for value in _instants(one)]
    return found


def _without(one: object, instants: set[str]) -> object:
    """A row without the times that were there before: its own birth, say."""
    if not isinstance(one, tuple):
        return one
    return tuple(value for value in one if str(value) not in instants)


def _instants(one: object) -> list:
    if not isinstance(one, tuple):
        return []
    return [value for value in one if isinstance(value, datetime) or _is_instant(value)]


def _is_instant(value: object) -> bool:
    """SQLite keeps an instant as text."""
    if not isinstance(value, str) or len(value) < 16 or isinstance(value, date):
        return False
    try:
        return datetime.fromisoformat(value) is not None
    except ValueError:
        return False


def _rows() -> Iterator[tuple[str, tuple]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in BOOKKEEPING:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from ((table, tuple(map(_plain, row))) for row in cursor.fetchall())


def _plain(value: object) -> object:
    """Something that can be compared and looked up, JSON of PostgreSQL too."""
    return str(value) if isinstance(value, dict | list | memoryview | bytes) else value


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        is_text = path.is_file() and ".sqlite3" not in path.name and path.stat().st_size < 10**6
        if is_text:
            yield f"file {path.name}", path.read_bytes().decode(errors="replace")
