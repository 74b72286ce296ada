"""What waits for a person, across all campaigns: 待办.

Each app may have a `waiting.py` that registers a loader at import. A loader answers with the
entries of one person in a few queries, however many there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """One matter that waits: what, until when (local day), for which campaign, and the button.

    `kind` names the act that is asked for ("fill", "sign", "accept" …), `why` says in a
    sentence why it is with this person, `returned` marks what was sent back.
    """

    title: str
    url: str
    due_on: date | None
    kind: str
    campaign: str
    act: str
    why: str = ""
    returned: bool = False
    thing: str = ""  # "selfcheck:7"
    status: str = ""


@dataclass(frozen=True)
class Group:
    """The entries of one span of time."""

    key: str
    word: str | Promise
    entries: list[Entry]


Loader = Callable[..., Iterable[Entry]]
_loaders: list[Loader] = []

WORDS = {
    "late": _("Overdue already"),
    "today": _("Due today"),
    "soon": _("Within three days"),
    "later": _("Later"),
    "open": _("Without a deadline"),
}


def register(load: Loader) -> Loader:
    """`load(person) -> entries`; usable as a decorator."""
    _loaders.append(load)
    return load


def waiting(person) -> list[Entry]:
    """Everything that waits for `person`, the most urgent first; without a deadline last."""
    entries = [entry for load in _loaders for entry in load(person)]
    return sorted(
        entries, key=lambda e: (e.due_on is None, e.due_on or date.max, not e.returned, e.title)
    )


def grouped(entries: Iterable[Entry], today: date) -> list[Group]:
    """The entries by span of time, empty spans left out, order kept."""
    spans: dict[str, list[Entry]] = {key: [] for key in WORDS}
    for entry in entries:
        spans[_span(entry.due_on, today)].append(entry)
    return [Group(key, WORDS[key], found) for key, found in spans.items() if found]


def link(thing: models.Model) -> str:
    """The address of a thing that holds for everybody: it leads to the right page of the person."""
    return reverse("go", args=[thing._meta.label_lower, thing.pk])


def mark(thing: models.Model) -> dict[str, Any]:
    """How an entry names its thing: {"thing": "selfcheck:7", "status": "filling"}."""
    return {
        "thing": f"{thing._meta.model_name}:{thing.pk}",
        "status": str(getattr(thing, "status", "")),
    }


def load() -> None:
    """Import every app's `waiting.py`; called once when the apps are ready."""
    for config in apps.get_app_configs():
        name = f"{config.name}.waiting"
        if config.name != "organization" and find_spec(name):
            import_module(name)


def _span(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "open"
    if due_on < today:
        return "late"
    if due_on == today:
        return "today"
    return "soon" if due_on <= today + timedelta(days=3) else "later"
