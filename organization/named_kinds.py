"""Kinds that are data: a list of keys and names in `fixtures/`."""

import json
from functools import cache

from django.conf import settings


@cache
def kinds_of(file: str) -> dict[str, str]:
    """Names by key, in the order of `fixtures/<file>.json`."""
    path = settings.BASE_DIR / "fixtures" / f"{file}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {row["key"]: row["name"] for row in rows}
