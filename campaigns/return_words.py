"""What the office asks for when it sends something back: `fixtures/returns.json`."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from organization import clock
from organization.workdays import add_working_days


@dataclass(frozen=True)
class ReturnWords:
    """Stock phrases by reason, and how many working days a department has to do it anew."""

    working_days: int
    phrases: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def return_words() -> ReturnWords:
    """The file, read once."""
    path = settings.BASE_DIR / "fixtures" / "returns.json"
    row = json.loads(path.read_text(encoding="utf-8"))
    phrases = {reason: tuple(words) for reason, words in row["phrases"].items()}
    return ReturnWords(row["working_days"], phrases)


def proposed_day() -> date:
    """The new deadline when nobody names another one."""
    return add_working_days(clock.today(), return_words().working_days)
