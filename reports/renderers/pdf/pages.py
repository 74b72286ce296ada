"""From blocks to pages: what stays together, where a page ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.document import AnnexNote, Block, Document, Heading, Signature, Title
from reports.layouts import Layout
from reports.renderers.pdf.blocks import Sheet, annex_head, lay_out
from reports.renderers.pdf.faces import Faces
from reports.renderers.pdf.letterhead import set_imprint, set_letterhead
from reports.renderers.pdf.paragraph import Style
from reports.renderers.pdf.pen import Strip

KEPT_WITH_SIGNATURE = 2  # lines of body text: 落款 never stands alone on a page
SLACK = 0.05  # pt


@dataclass(frozen=True, slots=True)
class Page:
    """The strips of a page from top to bottom."""

    strips: list[Strip]
    landscape: bool = False
    numbered: bool = True


def pages_of(document: Document, layout: Layout, faces: Faces) -> Iterator[Page]:
    """The pages of a paper; every annex begins a new one."""
    pages = _pages(document, layout, faces)
    if document.imprint is None:
        yield from pages
        return
    *others, last = pages
    yield from others
    sheet = Sheet(layout, faces)
    number = len(others) + 1
    imprint = set_imprint(document.imprint, sheet)
    yield from with_imprint(last, imprint, sheet.height, number, even=layout.imprint_even)


@dataclass(frozen=True, slots=True)
class Foot:
    """Where the imprint stands: on a page `alone`, and then perhaps behind a `blank` one."""

    alone: bool
    blank: bool


def foot_of(last: Page, room: float, number: int, *, even: bool) -> Foot:
    """`room`: what the imprint would leave on page `number`, the last one of the text. `even`:
    it is to stand on the back of a sheet, behind a blank page if need be."""
    fits = not last.landscape and room >= -SLACK
    odd = bool(number % 2)
    return Foot(alone=not fits or (even and odd), blank=even and not odd and not fits)


def with_imprint(
    last: Page, imprint: list[Strip], height: float, number: int = 1, *, even: bool = False
) -> Iterator[Page]:
    """The last page with the imprint at its foot; a page of its own where it has no room or
    would stand on a front. Behind a blank page neither is numbered (GB/T 9704-2012 7.5)."""
    below = sum(strip.height for strip in imprint)
    room = height - below - sum(strip.height for strip in last.strips)
    foot = foot_of(last, room, number, even=even)
    if not foot.alone:
        yield Page([*last.strips, Strip(room), *imprint])
        return
    yield last
    if foot.blank:
        yield Page([], numbered=False)
    yield Page([Strip(height - below), *imprint], numbered=not foot.blank)


def imprint_foot(document: Document, layout: Layout, faces: Faces) -> Foot:
    """Where the imprint of the paper stands: Word does not say on which page its text ends."""
    *others, last = list(_pages(document, layout, faces))
    sheet = Sheet(layout, faces)
    used = [*last.strips, *(set_imprint(document.imprint, sheet) if document.imprint else [])]
    room = sheet.height - sum(strip.height for strip in used)
    return foot_of(last, room, len(others) + 1, even=layout.imprint_even)


def _pages(document: Document, layout: Layout, faces: Faces) -> Iterator[Page]:
    sheet = Sheet(layout, faces, marks=document.draft)
    if document.blocks:
        strips = [*_first_lines(document, sheet), *_joined(document.blocks, sheet)]
        for page in paginated(strips, sheet.height):
            yield Page(page)
    for annex in document.annexes:
        sheet = Sheet(layout, faces, annex.landscape, document.draft, level=1)
        strips = [*annex_head(annex, sheet), *_joined(annex.blocks, sheet)]
        for page in paginated(strips, sheet.height):
            yield Page(page, annex.landscape)


def paginated(strips: list[Strip], height: float) -> Iterator[list[Strip]]:
    """Fill pages `height` pt high. A page ends after a strip that is not glued to the next."""
    rest = list(strips)
    start = 0
    while start < len(rest):
        page, start = _page(rest, start, height)
        if page:
            yield page


def _page(rest: list[Strip], start: int, height: float) -> tuple[list[Strip], int]:
    """One page from rest[start] on, and the index of the first strip of the next page."""
    while start < len(rest) and rest[start].blank:
        start += 1
    if start == len(rest):
        return [], start
    repeated = rest[start].repeated()
    page = [repeated] if repeated else []
    room = height - sum(strip.height for strip in page)
    stop = start
    while stop < len(rest) and rest[stop].height <= room + SLACK:
        room -= rest[stop].height
        stop += 1
    if stop == len(rest):
        return page + rest[start:], stop
    parts = rest[stop].split(room)
    if parts:
        rest[stop] = parts[1]
        return [*page, *rest[start:stop], parts[0]], stop
    end = stop
    while end > start and rest[end - 1].glued:
        end -= 1
    if end == start:  # nothing but what should stay together: let it go where it must
        end = max(stop, start + 1)
    return page + rest[start:end], end


def _first_lines(document: Document, sheet: Sheet) -> list[Strip]:
    """版头, else empty lines above the title; a label (内部资料) stands top left in the first."""
    layout = sheet.layout
    if document.head is not None:
        return set_letterhead(document.head, document.label, sheet)
    if not document.label:
        return sheet.empty_lines(layout.title_blank_above, blank=False)
    style = Style(layout.label_face, layout.body_size, layout.leading)
    below = sheet.empty_lines(max(0, layout.title_blank_above - 1), blank=False)
    return [*sheet.set(document.label, style), *below]


def _joined(blocks: tuple[Block, ...], sheet: Sheet) -> list[Strip]:
    """The strips of some blocks, with what must stay on one page glued."""
    strips: list[Strip] = []
    body: list[int] = []  # where the lines of the text proper stand
    for block in blocks:
        begin = len(strips)
        for strip in lay_out(block, sheet):
            strip.glued = strip.glued or (strip.blank and bool(strips) and strips[-1].glued)
            strips.append(strip)
        if isinstance(block, AnnexNote):
            _keep(strips, body[-1:], begin)
        elif isinstance(block, Signature):
            _keep(strips, body[-KEPT_WITH_SIGNATURE:], begin)
        elif not isinstance(block, Heading | Title):
            body += [at for at in range(begin, len(strips)) if not strips[at].blank]
    return strips


def _keep(strips: list[Strip], lines: list[int], upto: int) -> None:
    """Glue the strips from the first of these lines up to index `upto`."""
    for strip in strips[lines[0] : upto] if lines else ():
        strip.glued = True
