"""The words of a paper on the screen: figures, gaps, faces and line ends."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reports.document import Face, Figure, Missing, Run, Runs
from reports.renderers.links import safe_link


def runs_html(runs: Runs) -> SafeString:
    """Some runs as HTML."""
    return join_html(_run(run) for run in runs)


def _run(run: Run) -> SafeString:
    match run:
        case Figure():
            return _figure(run)
        case Missing():
            return _missing(run)
        case Face():
            return format_html('<span class="face-{}">{}</span>', run.face, lines_html(run.text))
        case _:
            return lines_html(run)


def _figure(figure: Figure) -> SafeString:
    url = safe_link(figure.url)
    tag = mark_safe("a" if url else "span")
    return format_html(
        '<{}{} data-figure="{}" data-count="{}" data-value="{}">{}</{}>',
        tag,
        format_html(' href="{}"', url) if url else "",
        figure.name,
        figure.count,
        str(figure.value),
        lines_html(figure.text),
        tag,
    )


def _missing(missing: Missing) -> SafeString:
    url, words = safe_link(missing.url), missing.text
    inside = format_html('<a href="{}">{}</a>', url, words) if url else words
    return format_html('<mark class="missing">{}</mark>', inside)


def lines_html(text: str) -> SafeString:
    """The text with its line ends as `<br>`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def join_html(pieces: Iterable[SafeString]) -> SafeString:
    """Pieces of HTML one after the other."""
    return format_html_join("", "{}", ((piece,) for piece in pieces))
