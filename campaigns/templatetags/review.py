"""Marks of the review board: thousands on a page, so they are not drawn by templates."""

from collections.abc import Mapping

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from campaigns.review_board import WORDS, Cell, Mark

register = template.Library()
GAP = SafeString('<i class="k"></i>')


@register.simple_tag
def marks(cell: Cell, show: str = "") -> SafeString:
    """Draw the marks of a cell; those outside the filter are faint. A mark's name is its title."""
    words = {state: escape(word) for state, word in WORDS.items()}
    return SafeString("".join(GAP if m is None else _mark(m, show, words) for m in cell.marks))


@register.simple_tag
def mark(state: str) -> SafeString:
    """Draw a mark for the legend, where its word stands beside it."""
    return format_html('<i class="k k-{}" aria-hidden="true"></i>', state)


def _mark(one: Mark, show: str, words: Mapping[str, str]) -> str:
    faint = "" if one.is_shown(show) else " k-faint"
    return f'<i class="k k-{one.state}{faint}" role="img" title="{one.no} {words[one.state]}"></i>'
