"""The steps of reminders before and after a deadline: pure, and their defaults from a file."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings


@dataclass(frozen=True)
class Step:
    """A rung: due from `offset` working days relative to the deadline on.

    Negative offsets lie before the deadline, 0 is its day, 1 the first day after it.
    """

    key: str
    offset: int
    to_person: bool = True
    to_head: bool = False
    to_office: bool = False

    @property
    def before(self) -> int:
        """How many working days before the deadline."""
        return -self.offset


@lru_cache(maxsize=1)
def default_steps() -> tuple[Step, ...]:
    """The steps of a campaign that has none of its own: `fixtures/reminders.json`."""
    path = settings.BASE_DIR / "fixtures" / "reminders.json"
    return tuple(Step(**row) for row in json.loads(path.read_text(encoding="utf-8"))["steps"])


def key_of(offset: int) -> str:
    """What a step is called in the notices it sends.

    A day of the defaults keeps its name: steps that are written down in mid-campaign send
    nobody what was sent already.
    """
    known = {step.offset: step.key for step in default_steps()}
    return known.get(offset, f"day{offset:+d}")


def steps_from(before: list[int], after: list[int], office_from: int | None) -> list[Step]:
    """Steps so many working days before and after the deadline, in their order.

    Responsible person and head are told at each, the office from `office_from` days after on.
    """
    offsets = sorted({-n for n in before} | set(after))
    return [
        Step(key_of(n), n, to_head=True, to_office=office_from is not None and n >= office_from)
        for n in offsets
    ]
