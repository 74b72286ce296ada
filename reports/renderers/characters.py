"""What a character may do in a file: which are legal, and how wide one is printed."""

from __future__ import annotations

import re
import unicodedata

# XML 1.0, production 2 (Char), turned round: whatever is left breaks a Word file,
# and HTML calls the same characters parse errors.
_ILLEGAL = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def legal(text: str) -> str:
    """The text without control characters, lone surrogates and non-characters."""
    return _ILLEGAL.sub("", text)


def em_width(text: str) -> float:
    """Width of a text in ems of its own size: a full-width character 1, any other one half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
