"""The particulars of an event in words, for those who may read them."""

from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from organization.acts import ROLES
from organization.models import Event

_labels: dict[str, str | Promise] = {
    "before": _("Status before"),
    "round": _("Round"),
    "reason": _("Reason"),
    "role": _("Role"),
    "person": _("Person"),
    "fields": _("Changed"),
    "people": _("Number of people"),
    "departments": _("Number of departments"),
    "kind": _("Kind"),
    "path": _("Address of the page"),
    "way": _("Way"),
    "why": _("Refused because"),
}
# Of a link, a code on the wall, an invitation.
WHY_REFUSED: dict[str, str | Promise] = {
    "forged": _("it is not one of ours"),
    "expired": _("it is too old"),
    "other": _("it is somebody else’s"),
    "closed": _("the account is closed"),
    "over": _("the meeting is over"),
    "used": _("it was used before"),
    "not_asked": _("the person was not asked to sign"),
    "void": _("a newer one took its place, or it was taken back"),
}
_choices: dict[str, dict[str, str | Promise]] = {"role": ROLES, "why": WHY_REFUSED}


def register(labels: dict[str, str | Promise], choices: dict | None = None) -> None:
    """Add words: labels of keys, and the words for the values of a key where they are codes."""
    _labels.update(labels)
    _choices.update(choices or {})


def words(event: Event) -> list[tuple[str, str]]:
    """The particulars as (label, value) in the order the words were registered in.

    A database may keep the keys of JSON in an order of its own. Keys nobody named are left out.
    """
    model = _model(event.thing)
    known = {key: event.particulars[key] for key in _labels if key in event.particulars}
    return [
        (str(_labels[key]), _value(model, key, value))
        for key, value in known.items()
        if value not in (None, "", [])
    ]


def sentence(event: Event) -> str:
    """The particulars in one line: "原状态：填报中；轮次：1"."""
    parts = [f"{label}{pgettext('before a name', ': ')}{value}" for label, value in words(event)]
    return pgettext("between facts", "; ").join(parts)


def _value(model: type[models.Model] | None, key: str, value) -> str:
    if key == "fields" and model is not None:
        return pgettext("between names", ", ").join(_field_names(model, value))
    if isinstance(value, list):
        return pgettext("between names", ", ").join(str(one) for one in value)
    if key == "before" and hasattr(model, "Status"):
        return str(dict(model.Status.choices).get(value, value))
    if key in _choices:
        return str(_choices[key].get(str(value), value))
    if model is not None and (choices := _choices_of(model, key)):
        return str(choices.get(value, value))
    return str(value)


def _field_names(model: type[models.Model], names: Iterable[str]) -> list[str]:
    found = []
    for name in names:
        try:
            found.append(str(model._meta.get_field(name).verbose_name))
        except FieldDoesNotExist:
            found.append(name)
    return found


def _choices_of(model: type[models.Model], key: str) -> dict:
    try:
        return dict(getattr(model._meta.get_field(key), "flatchoices", ()))
    except FieldDoesNotExist:
        return {}


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
