"""Upper facts on a lower page: `{% panels thing %}` shows what upper apps know about it.

Each app may have a `panels.py` that registers loaders at import. A loader takes the whole
list of things of a page and makes one query; it answers {pk: context}, and its template
draws one panel.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import models

Loader = Callable[[Sequence[models.Model], models.Model], dict[int, dict]]


@dataclass(frozen=True)
class Panel:
    """One kind of panel: for which model, how it is loaded, how it is drawn."""

    model: str  # label_lower
    template: str
    load: Callable
    place: str = ""  # "" on the page of the thing or beside it, "row" in a list of things


_panels: list[Panel] = []


def register(model: str, template: str, load: Callable, place: str = "") -> None:
    """`load(things, person) -> {thing.pk: context}`; things without an entry show nothing."""
    _panels.append(Panel(model, template, load, place))


def registered(model: str, place: str = "") -> list[Panel]:
    """The panels for a model label in a place, in the order of the floors."""
    return [panel for panel in _panels if (panel.model, panel.place) == (model, place)]


def load() -> None:
    """Import every app's `panels.py`; called once when the apps are ready."""
    for config in apps.get_app_configs():
        name = f"{config.name}.panels"
        if config.name != "organization" and find_spec(name):
            import_module(name)
