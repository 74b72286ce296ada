"""The second door: what may be done. The first one, what exists, is `visible_to`."""

from django.core.exceptions import PermissionDenied


def demand(allowed: bool, why: str = "") -> None:
    """Answer 403 unless `allowed`; `why` is a sentence in the reader's language."""
    if not allowed:
        raise PermissionDenied(why)
