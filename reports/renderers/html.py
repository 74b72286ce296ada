"""A paper on the screen: the same words, every figure a link to its records.

Everything is built by `format_html`, so that no record can bring markup of its own, and
nothing needs inline style, which the content security policy forbids.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Block,
    Chart,
    Distribution,
    Document,
    Heading,
    Masthead,
    Paragraph,
    Runs,
    Signature,
    Slip,
    Table,
    Title,
    plain,
)
from reports.renderers.characters import em_width, legal
from reports.renderers.html_house import address_of, carried
from reports.renderers.html_runs import join_html, lines_html, runs_html
from reports.renderers.html_special import (
    chart,
    distribution,
    imprint,
    letterhead,
    masthead,
    slip,
)
from reports.renderers.pdf.titles import title_lines

TITLE_CHARS, TITLE_CHARS_LANDSCAPE = 20, 28  # of 22 pt in 156 and 225 mm
STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "css" / "paper.css"


@dataclass(frozen=True)
class Place:
    """Where a block stands: how deep its headings are, and where the annexes are to be found."""

    title_tag: str = "p"  # a page of ours has a heading of its own
    depth: int = 1  # h2 for a heading of level 1
    anchors: Mapping[str, str] = field(default_factory=dict)  # title of an annex to its id


def render_html(
    document: Document, *, beside: Callable[[Block], SafeString | str] | None = None
) -> SafeString:
    """The paper as an `<article>` for a page that has its own `<h1>` and loads paper.css.

    `beside` gives what the page puts behind a block of the body, such as a link to edit it.
    """
    return _legal(_article(document, Place(), beside, address_of(document.deviations)))


def render_page(document: Document, stylesheet: str = "") -> SafeString:
    """The paper as a complete page, its title the `<h1>`.

    `stylesheet` is the address of paper.css; without one the page carries the styles with
    it, so that a saved file looks right wherever it is opened.
    """
    page = format_html(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<title>{}</title>\n<link rel="stylesheet" href="{}">\n</head>\n'
        '<body class="paper-alone">\n<main>\n{}\n</main>\n</body>\n</html>\n',
        document.language,
        legal(document.title),
        stylesheet or _carried_styles(),
        _article(document, Place(title_tag="h1"), styles=carried(document.deviations)),
    )
    return _legal(page)


def _legal(escaped: SafeString) -> SafeString:
    # nothing that is dropped here can join two halves of a tag: each is escaped by now
    return mark_safe(legal(escaped))


def _carried_styles() -> str:
    return "data:text/css;base64," + b64encode(STYLESHEET.read_bytes()).decode("ascii")


def _article(
    document: Document,
    place: Place,
    beside: Callable[[Block], SafeString | str] | None = None,
    styles: str = "",
) -> SafeString:
    ids = [_annex_id(annex, index) for index, annex in enumerate(document.annexes)]
    anchors = {annex.title: name for annex, name in zip(document.annexes, ids, strict=True)}
    place = replace(place, anchors=anchors)
    pieces = [_annex(one, name, place) for one, name in zip(document.annexes, ids, strict=True)]
    if document.blocks:
        label = format_html('<p class="paper-label">{}</p>', document.label)
        body = join_html(
            format_html("{}{}", block_html(block, place), beside(block) if beside else "")
            for block in document.blocks
        )
        head = letterhead(document.head) if document.head is not None else ""
        sheet = '<div class="paper-sheet">{}{}{}</div>\n'
        pieces.insert(0, format_html(sheet, label if document.label else "", head, body))
    if document.imprint is not None:
        foot = imprint(document.imprint)
        pieces.append(format_html('<div class="paper-sheet paper-last">{}</div>\n', foot))
    return format_html(
        '{}<article class="paper" lang="{}"{}{}>\n{}</article>',
        _of_the_house(styles),
        document.language,
        mark_safe(' data-layout="form"') if document.layout == "form" else "",
        mark_safe(' data-draft="true"') if document.draft else "",
        join_html(pieces),
    )


def _of_the_house(styles: str) -> SafeString | str:
    """What a house has otherwise than the standard that paper.css draws."""
    return format_html('<link rel="stylesheet" href="{}">\n', styles) if styles else ""


def _annex_id(annex: Annex, index: int) -> str:
    return f"annex-{annex.number if annex.number is not None else index + 1}"


def _annex(annex: Annex, name: str, place: Place) -> SafeString:
    inside = replace(place, depth=place.depth + 1)
    room = TITLE_CHARS_LANDSCAPE if annex.landscape else TITLE_CHARS
    number = "" if annex.number is None else annex.number
    label = format_html('<p class="paper-annex-label">附件{}</p>', number)
    return format_html(
        '<section class="paper-sheet{}" id="{}" aria-labelledby="{}-title">'
        '{}<h2 class="paper-annex-title" id="{}-title">{}</h2>{}</section>\n',
        " paper-wide" if annex.landscape else "",
        name,
        name,
        label if annex.labelled else "",
        name,
        _title_lines(title_lines(annex.title, lambda part: em_width(part) <= room)),
        join_html(block_html(block, inside) for block in annex.blocks),
    )


@singledispatch
def block_html(block: Block, place: Place) -> SafeString:
    """One block as HTML."""
    raise TypeError(f"no HTML for {type(block).__name__}")


@block_html.register
def _title(block: Title, place: Place) -> SafeString:
    tag = mark_safe(place.title_tag)
    lines = _title_lines(block.lines)
    title = format_html('<{} class="paper-title">{}</{}>\n', tag, lines, tag)
    if block.byline:
        title += format_html('<p class="paper-note">{}</p>\n', runs_html(block.byline))
    if block.note:
        note = block.note if block.note.startswith("（") else f"（{block.note}）"
        title += format_html('<p class="paper-note">{}</p>\n', note)
    if block.number:
        title += format_html('<p class="paper-note paper-number">{}</p>\n', block.number)
    return title


def _title_lines(lines: tuple[str, ...]) -> SafeString:
    """Lines that a narrow screen may join again, without a break between their words."""
    return format_html_join("", '<span class="paper-line">{}</span>', ((x,) for x in lines))


@block_html.register
def _addressee(block: Addressee, place: Place) -> SafeString:
    runs = block.name if plain(block.name).endswith("：") else (*block.name, "：")
    return format_html('<p class="paper-flush">{}</p>\n', runs_html(runs))


@block_html.register
def _heading(block: Heading, place: Place) -> SafeString:
    tag = mark_safe(f"h{min(max(block.level, 1) + place.depth, 6)}")
    return format_html(
        '<{} class="paper-h{}"{}>{}</{}>\n',
        tag,
        min(max(block.level, 1), 4),
        _key(block.key),
        runs_html(block.runs),
        tag,
    )


@block_html.register
def _paragraph(block: Paragraph, place: Place) -> SafeString:
    flush = "" if block.indent else mark_safe(' class="paper-flush"')
    return format_html("<p{}{}>{}</p>\n", flush, _key(block.key), runs_html(block.runs))


@block_html.register
def _annex_note(block: AnnexNote, place: Place) -> SafeString:
    several = len(block.names) > 1
    items = format_html_join(
        "",
        "<li><span>{}</span>{}</li>",
        (
            (f"{number}." if several else "", _annex_name(name, place))
            for number, name in enumerate(block.names, 1)
        ),
    )
    return format_html('<div class="paper-annexes"><p>附件：</p><ol>{}</ol></div>\n', items)


def _annex_name(name: str, place: Place) -> SafeString:
    words = format_html("<span>{}</span>", name)
    if name not in place.anchors:
        return words
    return format_html('<a href="#{}">{}</a>', place.anchors[name], name)


@block_html.register
def _signature(block: Signature, place: Place) -> SafeString:
    return format_html(
        '<div class="paper-signature {}"><p>{}</p><p>{}</p></div>\n',
        "paper-sealed" if block.sealed else "paper-unsealed",
        runs_html(block.organisation),
        runs_html(block.date),
    )


@block_html.register
def _table(block: Table, place: Place) -> SafeString:
    if not block.rows and block.empty:
        return block_html(Paragraph((block.empty,), key=block.key), place)
    total = sum(column.width for column in block.columns)
    # widths in steps of 5 %, as classes: a style attribute would not pass the policy
    widths = [max(1, round(column.width / total * 20)) * 5 for column in block.columns]
    titles = [column.title for column in block.columns]
    # it scrolls sideways on a small screen, and so must be reachable and have a name
    return format_html(
        '<div class="paper-table"{} role="region" aria-label="{}" tabindex="0"><table>'
        "<colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>\n",
        _key(block.key),
        "、".join(titles),
        format_html_join("", '<col class="paper-w{}">', ((width,) for width in widths)),
        format_html_join("", '<th scope="col">{}</th>', ((title,) for title in titles)),
        join_html(_row(block, row) for row in block.rows),
    )


block_html.register(Slip, lambda block, place: slip(block, lambda one: block_html(one, place)))
block_html.register(Chart, lambda block, place: chart(block))
block_html.register(Masthead, lambda block, place: masthead(block))
block_html.register(Distribution, lambda block, place: distribution(block))


def _row(block: Table, row: tuple[Runs | str, ...]) -> SafeString:
    cells = (
        (column.align, lines_html(cell) if isinstance(cell, str) else runs_html(cell))
        for column, cell in zip(block.columns, row, strict=True)
    )
    return format_html("<tr>{}</tr>", format_html_join("", '<td class="paper-{}">{}</td>', cells))


def _key(key: str) -> SafeString | str:
    return format_html(' data-block="{}"', key) if key else ""
