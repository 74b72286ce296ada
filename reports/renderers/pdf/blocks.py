"""How each block of a paper is set into strips: one function, one case for each kind of block."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Block,
    Chart,
    Distribution,
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
from reports.layouts import PT_PER_MM, FaceKey, Layout
from reports.renderers.pdf.brief import set_distribution, set_masthead
from reports.renderers.pdf.chart import set_chart
from reports.renderers.pdf.faces import Faces
from reports.renderers.pdf.paragraph import Line, Style, set_lines, width_of
from reports.renderers.pdf.pen import Entry, Strip
from reports.renderers.pdf.slip import set_slip
from reports.renderers.pdf.table import set_table
from reports.renderers.pdf.titles import title_lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """What blocks are set on: the type area of a page (pt) and its faces."""

    layout: Layout
    faces: Faces
    landscape: bool = False
    marks: bool = False  # highlight missing facts
    level: int = 0  # of its first headings in the outline

    @property
    def width(self) -> float:
        layout = self.layout
        return (layout.text_height if self.landscape else layout.text_width) * PT_PER_MM

    @property
    def height(self) -> float:
        layout = self.layout
        return (layout.text_width if self.landscape else layout.text_height) * PT_PER_MM

    def style(self, face: FaceKey | None = None, indent: float = 0, left: float = 0) -> Style:
        """Body text; `indent` and `left` in characters."""
        layout = self.layout
        em = layout.em
        return Style(
            face or layout.body_face, em, layout.leading, indent=indent * em, left=left * em
        )

    def set(self, runs: Runs | str, style: Style) -> list[Line]:
        return set_lines(runs, style, self.width, self.faces, marks=self.marks)

    def empty_lines(self, count: float, *, blank: bool = True) -> list[Strip]:
        """Empty lines; `blank` ones vanish at the top of a page."""
        return [Strip(self.layout.leading * count, blank=blank)] if count else []


@singledispatch
def lay_out(block: Block, sheet: Sheet) -> list[Strip]:
    """The strips of a block, from top to bottom."""
    raise TypeError(f"no layout for {type(block).__name__}")


@lay_out.register
def _title(block: Title, sheet: Sheet) -> list[Strip]:
    layout = sheet.layout
    strips: list[Strip] = []
    for line in block.lines:
        strips += centred_title(line, sheet)
    if block.byline:
        style = replace(sheet.style(layout.note_face), align="center")
        strips += sheet.set(block.byline, style)
    if block.note:
        note = block.note if block.note.startswith("（") else f"（{block.note}）"
        strips += sheet.set(note, replace(sheet.style(layout.note_face), align="center"))
    if block.number:
        strips += sheet.set(block.number, replace(sheet.style(), align="center"))
    strips += sheet.empty_lines(layout.title_blank_below, blank=False)
    return glued(strips)


@lay_out.register
def _addressee(block: Addressee, sheet: Sheet) -> list[Strip]:
    runs = block.name if plain(block.name).endswith("：") else (*block.name, "：")
    return [*sheet.set(runs, sheet.style())]


@lay_out.register
def _heading(block: Heading, sheet: Sheet) -> list[Strip]:
    layout = sheet.layout
    style = sheet.style(layout.heading_face(block.level), indent=layout.indent)
    lines = sheet.set(block.runs, style)
    lines[0].entry = Entry(sheet.level + block.level - 1, plain(block.runs))
    return glued([*lines])


@lay_out.register
def _paragraph(block: Paragraph, sheet: Sheet) -> list[Strip]:
    indent = sheet.layout.indent if block.indent else 0
    lines = sheet.set(block.runs, sheet.style(indent=indent))
    lines[-1].glued = block.keep_with_next
    return [*lines]


@lay_out.register
def _table(block: Table, sheet: Sheet) -> list[Strip]:
    if not block.rows and block.empty:
        return [*sheet.set(block.empty, sheet.style(indent=sheet.layout.indent))]
    rows = set_table(block, sheet.layout, sheet.width, sheet.height, sheet.faces, marks=sheet.marks)
    rows[-1].glued = rows[-1].glued or block.keep_with_next
    below = sheet.layout.leading - sheet.layout.em  # as much as a line leaves above the table
    return [*rows, Strip(below, blank=True)]


@lay_out.register
def _chart(block: Chart, sheet: Sheet) -> list[Strip]:
    below = Strip(sheet.layout.leading, blank=True)
    return [set_chart(block, sheet.layout, sheet.width, sheet.faces), below]


@lay_out.register
def _masthead(block: Masthead, sheet: Sheet) -> list[Strip]:
    return set_masthead(block, sheet.layout, sheet.width, sheet.faces)


@lay_out.register
def _distribution(block: Distribution, sheet: Sheet) -> list[Strip]:
    return set_distribution(block, sheet.layout, sheet.width, sheet.faces)


@lay_out.register
def _slip(block: Slip, sheet: Sheet) -> list[Strip]:
    return [set_slip(block, sheet.layout, sheet.width, sheet.height / 2, sheet.faces)]


@lay_out.register
def _annex_note(block: AnnexNote, sheet: Sheet) -> list[Strip]:
    """GB/T 9704-2012 7.3.4: further numbers and run-over lines stand under the first name."""
    strips = sheet.empty_lines(sheet.layout.annex_note_blank_above)
    em = sheet.layout.em
    word = "附件："
    indent = float(sheet.layout.indent)
    left = indent + len(word)
    for number, name in enumerate(block.names, 1):
        figure = f"{number}." if len(block.names) > 1 else ""
        hang = left + width_of(figure, sheet.style(), sheet.faces) / em
        first = word if number == 1 else ""
        style = replace(sheet.style(indent=indent if first else left, left=hang), align="left")
        strips += sheet.set(f"{first}{figure}{name}", style)
    return glued(strips, last=False)


@lay_out.register
def _signature(block: Signature, sheet: Sheet) -> list[Strip]:
    layout = sheet.layout
    above = layout.signature_blank_above_unsealed
    if block.sealed:
        above = layout.signature_blank_above_sealed
    strips = sheet.empty_lines(above)
    name_at, date_at = _signature_places(block, sheet)
    strips += sheet.set(block.organisation, sheet.style(indent=name_at))
    strips += sheet.set(block.date, sheet.style(indent=date_at))
    return glued(strips, last=block.keep_with_next)


def _signature_places(block: Signature, sheet: Sheet) -> tuple[float, float]:
    """Where organisation and date begin, in characters from the left (GB/T 9704-2012 7.3.5)."""
    layout = sheet.layout
    line = sheet.width / layout.em
    name = min(line, width_of(block.organisation, sheet.style(), sheet.faces) / layout.em)
    date = min(line, width_of(block.date, sheet.style(), sheet.faces) / layout.em)
    if block.sealed:
        # A name too long to be centred on a date four characters in moves both to the left.
        middle = min(line - layout.sealed_date_indent - date / 2, line - name / 2)
        return middle - name / 2, max(0.0, middle - date / 2)
    in_from_right = layout.unsealed_indent
    if date > name:
        date_at = line - in_from_right - date
        return max(0.0, date_at - layout.unsealed_indent), max(0.0, date_at)
    name_at = max(0.0, line - in_from_right - name)
    return name_at, min(name_at + layout.unsealed_indent, line - date)


def annex_head(annex: Annex, sheet: Sheet) -> list[Strip]:
    """附件N on the first line, the title centred on the third (GB/T 9704-2012 7.3.6)."""
    layout = sheet.layout
    below = sheet.empty_lines(layout.title_blank_below, blank=False)
    if not annex.labelled:
        title = centred_title(annex.title, sheet)
        title[0].entry = Entry(0, annex.title)
        return glued([*title, *below])
    label = "附件" if annex.number is None else f"附件{annex.number}"
    style = Style(layout.annex_label_face, layout.annex_label_size, layout.leading)
    lines = sheet.set(label, style)
    lines[0].entry = Entry(0, f"{label}　{annex.title}")
    strips = [*lines, *sheet.empty_lines(1, blank=False), *centred_title(annex.title, sheet)]
    return glued([*strips, *below])


def centred_title(text: str, sheet: Sheet) -> list[Strip]:
    """A title; one too long for a line is broken where its words allow it."""
    layout = sheet.layout
    size, leading = layout.title_size, layout.title_leading
    style = Style(layout.title_face, size, leading, align="center", drop=(leading - size) / 2)
    lines = title_lines(text, lambda part: width_of(part, style, sheet.faces) <= sheet.width)
    return [strip for line in lines for strip in sheet.set(line, style)]


def glued(strips: list[Strip], *, last: bool = True) -> list[Strip]:
    """The strips, none of which ends a page (but the last one, if it may)."""
    for strip in strips if last else strips[:-1]:
        strip.glued = True
    return strips
