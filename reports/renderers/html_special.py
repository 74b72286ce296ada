"""Blocks on the screen that no official letter has: a slip to cut off, head and tail of a brief."""

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from organization.qr import qr_path
from reports.document import Block, Chart, Distribution, Masthead, Paragraph, Slip
from reports.letterhead import Imprint, Letterhead
from reports.renderers.html_runs import runs_html

Write = Callable[[Block], SafeString]


def slip(block: Slip, write: Write) -> SafeString:
    """The words, the code to scan and what stands beside it."""
    size, dark = qr_path(block.code)
    said = format_html_join("", "{}", ((write(Paragraph(runs)),) for runs in block.paragraphs))
    lines = (((line,) for line in part if line) for part in (block.beside, block.signature))
    beside, signature = (format_html_join("", '<p class="paper-flush">{}</p>', x) for x in lines)
    return format_html(
        '<section class="paper-slip"><p class="paper-title">{}</p>{}<div class="paper-scan">'
        '<svg class="paper-code" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path d="{}"/></svg><div>{}</div></div>{}</section>\n',
        *(block.title, said, size, size, block.code, dark, beside, signature),
    )


def letterhead(head: Letterhead) -> SafeString:
    """版头: the mark in red, the number (and who signed), a red rule; nothing but room for the
    office system, which prints its own."""
    if not head.mark:
        return SafeString('<div class="paper-head-room"></div>\n')
    ends = format_html("<span>{}</span>", head.number_text)
    if head.upward:
        signer = format_html('<span class="face-kai">{}</span>', head.signer_text)
        ends = format_html("{}<span>签发人：{}</span>", ends, signer)
    return format_html(
        '<div class="paper-head"><p class="paper-mark{}">{}</p>'
        '<p class="paper-ends{}">{}</p></div>\n',
        *(_size_of(head.mark), head.mark, " paper-upward" if head.upward else "", ends),
    )


def _size_of(mark: str) -> str:
    """A class for a mark that would not stay on one line in its full size."""
    if len(mark) <= 10:
        return ""
    return f" paper-mark-{next((most for most in (14, 17) if len(mark) <= most), 20)}"


def imprint(block: Imprint) -> SafeString:
    """版记: whom a copy goes to, who printed it and when."""
    copies = format_html("<p>{}</p>", block.copies_text) if block.copies_text else ""
    return format_html(
        '<div class="paper-imprint">{}<p class="paper-ends"><span>{}</span><span>{}</span></p>'
        "</div>\n",
        *(copies, block.printer, block.date_text),
    )


def masthead(block: Masthead) -> SafeString:
    """The name in red, the number, office and day on one line, a red rule."""
    return format_html(
        '<div class="paper-masthead"><p>{}</p><p class="paper-issue">{}</p>'
        '<p class="paper-ends"><span>{}</span><span>{}</span></p></div>\n',
        *(block.name, runs_html((block.number, *block.total)), block.office, block.date),
    )


def distribution(block: Distribution) -> SafeString:
    """Whom it goes to, how many were printed; nothing where neither is said."""
    lines = format_html_join("", '<p class="paper-flush">{}</p>', ((x,) for x in block.lines))
    copies = format_html('<p class="paper-copies">{}</p>', block.copies) if block.copies else ""
    if not lines and not copies:
        return SafeString("")
    return format_html('<div class="paper-distribution">{}{}</div>\n', lines, copies)


def chart(block: Chart) -> SafeString:
    """Name, bar and number on a line; the number links to its records as it does in the text."""
    longest = max((bar.length for bar in block.bars), default=0.0) or 1.0
    bars = format_html_join(
        "",
        '<li><span>{}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect width="{}" height="10"/></svg><span>{}</span></li>',
        (
            (bar.name, f"{100 * bar.length / longest:.1f}", runs_html((bar.value,)))
            for bar in block.bars
        ),
    )
    return format_html(
        '<figure class="paper-chart"{}><ul>{}</ul><figcaption>{}</figcaption></figure>\n',
        format_html(' data-block="{}"', block.key) if block.key else "",
        bars,
        block.title,
    )
