"""Words the program brings along (`fixtures/*.json`), in the characters its reader reads."""

import json
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_language

from organization.traditional import TRADITIONAL, traditional

Told = TypeVar("Told")


def stock(file: str) -> Any:
    """`fixtures/<file>.json`; traditional where that is the language which is active."""
    return _read(file, _is_traditional())


def once_a_script(load: Callable[[], Told]) -> Callable[[], Told]:
    """Keep what `load` makes of a stock: once for simplified and once for traditional readers."""
    kept: dict[bool, Told] = {}

    @wraps(load)
    def loaded() -> Told:
        script = _is_traditional()
        if script not in kept:
            kept[script] = load()
        return kept[script]

    return loaded


def _is_traditional() -> bool:
    return get_language() == TRADITIONAL


@lru_cache
def _read(file: str, is_traditional: bool) -> Any:
    text = (settings.BASE_DIR / "fixtures" / f"{file}.json").read_text(encoding="utf-8")
    return json.loads(traditional(text) if is_traditional else text)
