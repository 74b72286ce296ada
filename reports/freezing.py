"""A document as JSON and back: what was signed is kept word for word."""

from dataclasses import fields, is_dataclass
from typing import Any

from reports import document as model
from reports.document import Document

KINDS = {
    name: kind
    for name, kind in vars(model).items()
    if isinstance(kind, type) and is_dataclass(kind)
}


def freeze(thing) -> Any:
    """A document (or any part of one) as JSON values; dataclasses carry their name."""
    if is_dataclass(thing):
        frozen = {field.name: freeze(getattr(thing, field.name)) for field in fields(thing)}
        return {"is": type(thing).__name__, **frozen}
    if isinstance(thing, tuple):
        return [freeze(part) for part in thing]
    return thing


def thaw(frozen) -> object:
    """The document back from its JSON. KeyError for a kind the model does not have."""
    if isinstance(frozen, list):
        return tuple(thaw(part) for part in frozen)
    if isinstance(frozen, dict):
        kind = KINDS[frozen["is"]]
        return kind(**{name: thaw(value) for name, value in frozen.items() if name != "is"})
    return frozen


def thaw_document(frozen: dict) -> Document:
    """The signed document. TypeError when it is something else."""
    document = thaw(frozen)
    if not isinstance(document, Document):
        raise TypeError(f"no document: {type(document).__name__}")
    return document
