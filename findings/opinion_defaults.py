"""What holds for the opinions of a campaign that has no rules of its own is data:
`fixtures/opinions.json` gives topics, categories of invitees and the two clocks."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings


@dataclass(frozen=True)
class OpinionDefaults:
    """Topics to classify by, whom symposiums invite, and within how many of `unit` (a key of
    `organization.clocks.Unit`) an opinion is replied to and finished."""

    topics: list[str]
    invitees: list[str]
    reply: int
    finish: int
    unit: str


@lru_cache(maxsize=1)
def opinion_defaults() -> OpinionDefaults:
    """The defaults, read once."""
    path = settings.BASE_DIR / "fixtures" / "opinions.json"
    return OpinionDefaults(**json.loads(path.read_text(encoding="utf-8")))
