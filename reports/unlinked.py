"""A paper for readers who may not open the records behind it: the same words, no links."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

from reports.document import Document, Figure, Missing


def unlinked(
    document: Document, closed: Callable[[Figure | Missing], bool] = lambda _run: True
) -> Document:
    """The document with its figures and gaps as mere words: all, or those that are `closed`."""
    words = _words(document, closed)
    assert isinstance(words, Document)
    return words


def _words(thing, closed: Callable[[Figure | Missing], bool]):
    if isinstance(thing, Figure | Missing):
        return thing.text if closed(thing) else thing
    if isinstance(thing, tuple):
        return tuple(_words(part, closed) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {f.name: _words(getattr(thing, f.name), closed) for f in fields(thing)}
        return replace(thing, **changed)
    return thing
