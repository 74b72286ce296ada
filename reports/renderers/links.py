"""Which addresses a paper may link to."""

from __future__ import annotations

import re

from reports.renderers.characters import legal

# A path of this site, a query, a fragment, or the web. //host is another site, and browsers
# read /\host as the same; anything with a scheme of its own (javascript:, data:) is no link.
_SAFE = re.compile(r"(?:https?://[^/\\]|[?#]|/(?![/\\]))\S*|/")


def safe_link(url: str) -> str:
    """The address, or "" when following it could run a script or leave by a trick."""
    cleaned = legal(url).strip()
    return cleaned if _SAFE.fullmatch(cleaned) else ""
