"""Errors of the database in words a person can read."""

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

_of_triggers: dict[str, Promise] = {}


def register(said: str, words: Promise) -> None:
    """A trigger says `said` where it refuses; a person reads `words`."""
    _of_triggers[said] = words


def of_trigger(error: IntegrityError) -> str:
    """What a person reads where a registered trigger refused; "" for every other error."""
    text = str(error)
    return next((str(words) for said, words in _of_triggers.items() if said in text), "")


def explain(error: IntegrityError) -> str:
    """The message of the constraint that `error` names, else a general sentence."""
    if words := of_trigger(error):
        return words
    text = str(error)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name in text or text.endswith(f": {_columns(model, constraint)}"):
                return str(constraint.get_violation_error_message())
    return _("This contradicts something that is already recorded. Nothing was changed.")


def _columns(model: type[models.Model], constraint: models.BaseConstraint) -> str:
    """How SQLite names a unique constraint: by its columns, never by its name."""
    table = model._meta.db_table
    fields = getattr(constraint, "fields", ())
    columns = {field.name: field.column for field in model._meta.concrete_fields}
    return ", ".join(f"{table}.{columns[field]}" for field in fields) or "no columns"
