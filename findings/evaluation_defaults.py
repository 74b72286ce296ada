"""What evaluators are usually asked to score is data: `fixtures/evaluation.json`."""

import json
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=1)
def usual_dimensions() -> list[tuple[str, int]]:
    """Names and weights, read once."""
    path = settings.BASE_DIR / "fixtures" / "evaluation.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["dimensions"]
    return [(name, weight) for name, weight in rows]
