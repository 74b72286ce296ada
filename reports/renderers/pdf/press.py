"""Pages put on paper: page sizes, page numbers, the outline and the properties of the file."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from reports.document import Document
from reports.layouts import PT_PER_MM, Layout
from reports.renderers.pdf.faces import Faces
from reports.renderers.pdf.pages import Page
from reports.renderers.pdf.paragraph import Style, width_of
from reports.renderers.pdf.pen import Entry, Pen

DASH_TOP = 0.29  # of the size: from the baseline of a page number up to the top of its dashes

rl_config.useA85 = 0  # streams as they are: a fifth smaller than in ASCII


def printed(document: Document, layout: Layout, faces: Faces, pages: Iterable[Page]) -> bytes:
    """The file with these pages."""
    return _Press(document, layout, faces).print(pages)


class _Press:
    def __init__(self, document: Document, layout: Layout, faces: Faces) -> None:
        self.layout = layout
        self.faces = faces
        self.level = -1  # of the last entry of the outline
        self.entries = 0
        self.target = BytesIO()
        self.canvas = Canvas(
            self.target,
            invariant=1,
            initialFontName=faces.font(layout.body_face),
            initialFontSize=layout.em,
            lang=document.language,
        )
        self.canvas.setTitle(document.title)
        self.canvas.setAuthor(document.author)
        self.canvas.setSubject(document.subject)
        self.canvas.setCreator("")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")

    def print(self, pages: Iterable[Page]) -> bytes:
        for number, page in enumerate(pages, 1):
            self.page(number, page)
        if self.entries:
            self.canvas.showOutline()
        self.canvas.save()
        return self.target.getvalue()

    def page(self, number: int, page: Page) -> None:
        layout = self.layout
        width, height = layout.page_width * PT_PER_MM, layout.page_height * PT_PER_MM
        left, top = layout.margin_left, layout.margin_top
        if page.landscape:  # the page turned: its binding edge, on the left before, lies on top
            width, height = height, width
            left, top = layout.margin_bottom, layout.margin_left
        self.canvas.setPageSize((width, height))
        pen = Pen(self.canvas)
        x, y = left * PT_PER_MM, height - top * PT_PER_MM
        for strip in page.strips:
            if strip.entry:
                self.enter(strip.entry, y)
            strip.draw(pen, x, y)
            y -= strip.height
        if page.numbered:
            self.number(pen, number, page.landscape)
        pen.finish()
        self.canvas.showPage()

    def enter(self, entry: Entry, top: float) -> None:
        """Add to the outline; a level may be at most one deeper than the one before."""
        self.level = min(entry.level, self.level + 1)
        self.entries += 1
        key = f"h{self.entries}"
        self.canvas.bookmarkHorizontalAbsolute(key, top)
        self.canvas.addOutlineEntry(entry.text, key, self.level)

    def number(self, pen: Pen, number: int, landscape: bool) -> None:
        """Odd numbers right, even ones left, one character in (GB/T 9704-2012 7.5).

        On a page that lies on its side they stand where those of all other pages do once it is
        bound, its head at the left: at the left edge, turned.
        """
        if landscape:
            self.turned_number(pen, number)
            return
        layout = self.layout
        text = layout.number_format.format(number)
        style = Style(layout.number_face, layout.number_size, layout.number_size)
        length, left, foot = layout.text_width, layout.margin_left, layout.margin_bottom
        x = left * PT_PER_MM + layout.number_indent * layout.number_size
        if number % 2:
            right = (left + length) * PT_PER_MM - layout.number_indent * layout.number_size
            x = right - width_of(text, style, self.faces)
        baseline = (foot - layout.number_drop) * PT_PER_MM - DASH_TOP * layout.number_size
        pen.write(x, baseline, self.faces.font(layout.number_face), layout.number_size, 0.0, text)

    def turned_number(self, pen: Pen, number: int) -> None:
        """The number of an upright page, drawn on that page turned by a quarter to the right."""
        layout = self.layout
        text = layout.number_format.format(number)
        style = Style(layout.number_face, layout.number_size, layout.number_size)
        inset = layout.number_indent * layout.number_size
        # measured on the upright page: from its left edge, and up from its foot
        across = layout.margin_left * PT_PER_MM + inset
        if number % 2:
            right = (layout.margin_left + layout.text_width) * PT_PER_MM - inset
            across = right - width_of(text, style, self.faces)
        up = (layout.margin_bottom - layout.number_drop) * PT_PER_MM - DASH_TOP * style.size
        top = layout.page_width * PT_PER_MM
        pen.turned(up, top - across, self.faces.font(layout.number_face), style.size, text)
