"""Letters to people without an account: upper floors register what waits, and the worker that mails
notices sends it in the same hours and over the same connection."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol


@dataclass(frozen=True)
class Words:
    """What a letter says, and to which address it goes."""

    to: str
    subject: str
    body: str


class Letter(Protocol):
    """One letter that waits; its row is committed as "being sent" before the mail leaves."""

    def claim(self) -> bool:
        """Take it, unless another worker was faster or it has become needless."""

    def words(self) -> Words:
        """What it says; asked for once it was claimed."""

    def close(self, error: str) -> None:
        """Note what became of it: "" when it has left."""


_loaders: list[Callable[[], Iterator[Letter]]] = []


def register(load: Callable[[], Iterator[Letter]]) -> Callable[[], Iterator[Letter]]:
    """`load()` gives the letters that wait; usable as a decorator."""
    _loaders.append(load)
    return load


def letters() -> Iterator[Letter]:
    """Everything that waits, of all floors."""
    return chain.from_iterable(load() for load in _loaders)
