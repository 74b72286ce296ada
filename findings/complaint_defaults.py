"""What complaint statistics begin with: `fixtures/complaints.json`."""

import json
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=1)
def complaint_defaults() -> dict:
    """The level and the causes that are offered first."""
    path = settings.BASE_DIR / "fixtures" / "complaints.json"
    return json.loads(path.read_text(encoding="utf-8"))
