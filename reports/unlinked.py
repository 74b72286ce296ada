"""A paper for readers who may not open the records behind it: the same words, no links."""

from dataclasses import fields, is_dataclass, replace

from reports.document import Document, Figure, Missing


def unlinked(document: Document) -> Document:
    """The document with its figures and gaps as mere words."""
    words = _words(document)
    assert isinstance(words, Document)
    return words


def _words(thing):
    if isinstance(thing, Figure | Missing):
        return thing.text
    if isinstance(thing, tuple):
        return tuple(map(_words, thing))
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {field.name: _words(getattr(thing, field.name)) for field in fields(thing)}
        return replace(thing, **changed)
    return thing
