"""Papers in the characters of the campaign: written in simplified ones, converted as documents.

What the papers say is Chinese either way; figures keep value and link, and what names a part, a
face or an address is no text.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.utils.translation import override

from campaigns.models import Campaign
from organization.traditional import SIMPLIFIED, TRADITIONAL, simplified, traditional
from reports.document import Document, Figure

TAG = "zh-TW"  # what Word and readers of PDF know traditional Chinese by
NO_TEXT = frozenset(
    {"url", "key", "face", "align", "code", "language", "layout", "editions", "deviations", "value"}
)


def in_its_script(write: Callable[..., Document]) -> Callable[..., Document]:
    """What a paper says is written in simplified Chinese whoever reads the page, and comes out
    in the characters of the campaign of the first argument."""

    @wraps(write)
    def written(about: Any, *args: Any, **particulars: Any) -> Document:
        with override(SIMPLIFIED):
            document = write(about, *args, **particulars)
        return in_script(document, language_of(about))

    return written


def in_script(document: Document, language: str) -> Document:
    """The document in the characters of `language`, "zh-hant" or any other."""
    if language != TRADITIONAL:
        return document
    return replace(_converted(document, traditional), language=TAG)


def to_be_checked(document: Document) -> Document:
    """The document as the checks read it: they know the words of papers in simplified ones."""
    return _converted(document, simplified) if document.language == TAG else document


def language_of(about: Any) -> str:
    """The language of papers about something: of its campaign, else the installation's."""
    campaign = _campaign_of(about, 3)
    return str(campaign.language) if campaign else settings.LANGUAGE_CODE


# From figures, letters, meetings, sheets and what is told of them to their campaign.
WAYS = ("campaign", "task", "meeting", "phase", "sheet", "printed", "letter")


def _campaign_of(about: Any, steps: int) -> Campaign | None:
    if isinstance(about, Campaign):
        return about
    for way in WAYS if steps else ():
        if (further := getattr(about, way, None)) is not None:
            return _campaign_of(further, steps - 1)
    return None


def _converted(part: Any, convert: Callable[[str], str]) -> Any:
    if isinstance(part, str):
        return convert(part)
    if isinstance(part, tuple):
        return tuple(_converted(one, convert) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    kept = NO_TEXT | {"name"} if isinstance(part, Figure) else NO_TEXT
    changes = {
        field.name: _converted(getattr(part, field.name), convert)
        for field in fields(part)
        if field.init and field.name not in kept
    }
    return replace(part, **changes)
