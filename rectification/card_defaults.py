"""The rules of cards are data: `fixtures/cards.json` holds where a campaign has none of its own.

Twice yellow is a special letter and one point off, red is two points off and a talk (practice
notes 2.5, 广元市 2018); how long a card is valid is not in the source and is ours.
"""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings


@dataclass(frozen=True)
class CardDefaults:
    """Days are natural days, `points` decimal numbers as text.

    `valid_days` by colour; `limit` yellow cards within `within_days` days come to what `then`
    says: "letter" or "red". `points` and `follows` are those of the last yellow card of such a
    gathering ("gathered"), of a red card, and of a single yellow one; `follows_partner` holds for
    partners, whose yellow cards always come to a red one and who have no score.
    """

    valid_days: dict[str, int]
    limit: int
    within_days: int
    then: str
    points: dict[str, str]
    follows: dict[str, str]
    follows_partner: dict[str, str]


@lru_cache(maxsize=1)
def card_defaults() -> CardDefaults:
    """What holds where a campaign has no rules of its own."""
    path = settings.BASE_DIR / "fixtures" / "cards.json"
    return CardDefaults(**json.loads(path.read_text(encoding="utf-8")))
