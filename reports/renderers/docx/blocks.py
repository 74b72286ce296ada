"""How each block of a paper is written in Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    Signature,
    Slip,
    Table,
    Title,
    plain,
)
from reports.layouts import Layout
from reports.renderers.characters import em_width
from reports.renderers.docx import brief, markup, tables
from reports.renderers.docx.charts import Picture, chart_markup
from reports.renderers.pdf.titles import title_lines


@dataclass(frozen=True)
class Sheet:
    """What a block must know of the page it stands on. Lengths are twips unless said."""

    layout: Layout
    landscape: bool = False
    has_label: bool = False  # 密级 takes the first line
    pictures: Mapping[Chart, Picture] = field(default_factory=dict)
    later: tables.Later | None = None  # keeps the rows of tables until the file is written

    @property
    def width(self) -> float:
        """Length of a line in millimetres."""
        return self.layout.text_height if self.landscape else self.layout.text_width

    @property
    def height(self) -> float:
        """Height of the type area in millimetres."""
        return self.layout.text_width if self.landscape else self.layout.text_height

    def lines(self, count: int) -> int:
        """The height of some empty body lines."""
        return count * markup.line(self.layout)

    def characters(self, count: float) -> int:
        """The width of some body characters."""
        return round(count * markup.character(self.layout))


def blocks_markup(blocks: tuple[Block, ...], sheet: Sheet) -> str:
    """The blocks of a body or an annex, in order."""
    kept = kept_with_next(blocks, sheet.layout)
    written = ""
    for index, block in enumerate(blocks):
        piece = block_markup(block, sheet, index in kept)
        if written.endswith("</w:tbl>") and piece.startswith("<w:tbl>"):
            written += markup.TINY  # or Word makes one table of two
        written += piece
    return written


def label_markup(label: str, sheet: Sheet) -> str:
    """密级 or 内部资料, flush left on the first line of the first page."""
    return markup.paragraph(
        "Classification", markup.run(label, sheet.layout, sheet.layout.label_face)
    )


def annex_markup(annex: Annex, sheet: Sheet, *, new_page: bool) -> str:
    """附件N on the first line, its title on the third, then its blocks.

    `new_page`: break the page here, because no new section does.
    """
    layout = sheet.layout
    number = "" if annex.number is None else str(annex.number)
    label = markup.run(f"附件{number}", layout, layout.annex_label_face)
    title = markup.run(_broken(annex.title, sheet), layout, layout.title_face)
    after = sheet.lines(layout.title_blank_below)
    if not annex.labelled:
        head = markup.paragraph("AnnexTitle", title, after=after, new_page=new_page)
        return head + blocks_markup(annex.blocks, sheet)
    return (
        markup.paragraph("AnnexLabel", label, new_page=new_page)
        + markup.paragraph(
            "AnnexTitle", title, before=sheet.lines(layout.title_blank_above - 1), after=after
        )
        + blocks_markup(annex.blocks, sheet)
    )


def _broken(title: str, sheet: Sheet) -> str:
    """A title that is too long for a line, with a line end where its words allow one."""
    room = markup.from_mm(sheet.width) / markup.from_pt(sheet.layout.title_size)
    return "\n".join(title_lines(title, lambda part: em_width(part) <= room))


def kept_with_next(blocks: tuple[Block, ...], layout: Layout) -> frozenset[int]:
    """Which blocks stay with their next one, so that no 落款 or 附件说明 stands alone (G19).

    At least two lines of the body go with it: the last paragraph, and the one before it
    when the last is a single line such as 特此报告。
    """
    kept: set[int] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, AnnexNote | Signature):
            continue
        lines = 0
        for before in range(index - 1, -1, -1):
            earlier = blocks[before]
            if lines >= 2 or not isinstance(earlier, AnnexNote | Paragraph):
                break
            kept.add(before)
            if isinstance(earlier, Paragraph):
                lines += 1 + int(em_width(plain(earlier.runs)) + layout.indent) // layout.chars
    return frozenset(kept)


@singledispatch
def block_markup(block: Block, sheet: Sheet, keep: bool) -> str:
    """The WordprocessingML of one block; `keep` holds it on the page of the next one."""
    raise TypeError(f"no Word for {type(block).__name__}")


@block_markup.register
def _(block: Title, sheet: Sheet, keep: bool) -> str:
    layout = sheet.layout
    words = "\n".join(_broken(line, sheet) for line in block.lines)
    lines = markup.run(words, layout, layout.title_face)
    above = sheet.lines(layout.title_blank_above - (1 if sheet.has_label else 0))
    below = sheet.lines(layout.title_blank_below)
    under = []
    if block.byline:
        under.append(markup.write(block.byline, layout, layout.note_face))
    if block.note:
        bracketed = block.note if block.note.startswith("（") else f"（{block.note}）"
        under.append(markup.run(bracketed, layout, layout.note_face))
    if block.number:
        under.append(markup.run(block.number, layout, layout.body_face))
    if not under:
        return markup.paragraph("Title", lines, before=above, after=below)
    *upper, last = under
    return (
        markup.paragraph("Title", lines, before=above)
        + "".join(markup.paragraph("TitleNote", line) for line in upper)
        + markup.paragraph("TitleNote", last, after=below)
    )


@block_markup.register
def _(block: Addressee, sheet: Sheet, keep: bool) -> str:
    runs = block.name if plain(block.name).endswith("：") else (*block.name, "：")
    return markup.paragraph("Normal", markup.write(runs, sheet.layout, sheet.layout.body_face))


@block_markup.register
def _(block: Heading, sheet: Sheet, keep: bool) -> str:
    face = sheet.layout.heading_face(block.level)
    level = min(max(block.level, 1), 4)
    return markup.paragraph(f"Heading{level}", markup.write(block.runs, sheet.layout, face))


@block_markup.register
def _(block: Paragraph, sheet: Sheet, keep: bool) -> str:
    return markup.paragraph(
        "BodyText" if block.indent else "Normal",
        markup.write(block.runs, sheet.layout, sheet.layout.body_face),
        keep=block.keep_with_next,
        keep_last_lines=keep,
    )


@block_markup.register
def _(block: Table, sheet: Sheet, keep: bool) -> str:
    if not block.rows and block.empty:
        return block_markup(Paragraph((block.empty,)), sheet, keep)
    return tables.table(block, sheet.layout, sheet.width, sheet.height, sheet.later)


@block_markup.register
def _(block: Chart, sheet: Sheet, keep: bool) -> str:
    return chart_markup(block, sheet.pictures[block])


@block_markup.register
def _(block: AnnexNote, sheet: Sheet, keep: bool) -> str:
    """附件：1.… with the numbers below each other, and each name's lines below its first."""
    written = []
    for index, name in enumerate(block.names):
        number = f"{index + 1}." if len(block.names) > 1 else ""
        first = "附件：" if index == 0 else ""
        # Times New Roman: a digit is half an em, the full stop a quarter
        hanging = sheet.characters(len(first) + max(len(number) - 0.5, 0) / 2)
        left = sheet.characters(sheet.layout.indent + 3 + max(len(number) - 0.5, 0) / 2)
        written.append(
            markup.paragraph(
                "Normal",
                markup.run(f"{first}{number}{name}", sheet.layout, sheet.layout.body_face),
                keep=keep or index + 1 < len(block.names),
                before=sheet.lines(sheet.layout.annex_note_blank_above) if index == 0 else 0,
                indent=f'w:left="{left}" w:hanging="{hanging}"',
                align="left",
            )
        )
    return "".join(written)


@block_markup.register
def _(block: Signature, sheet: Sheet, keep: bool) -> str:
    layout = sheet.layout
    if block.sealed:
        above = layout.signature_blank_above_sealed
        organisation, date = _sealed(block, sheet)
        align = "center"
    else:
        above = layout.signature_blank_above_unsealed
        organisation, date = _unsealed(block, sheet)
        align = "left"
    name = markup.write(block.organisation, layout, layout.body_face)
    day = markup.write(block.date, layout, layout.body_face)
    return markup.paragraph(
        "Normal", name, keep=True, before=sheet.lines(above), indent=organisation, align=align
    ) + markup.paragraph("Normal", day, keep=block.keep_with_next, indent=date, align=align)


@block_markup.register
def _(block: Masthead, sheet: Sheet, keep: bool) -> str:
    return brief.masthead(block, sheet.layout, markup.from_mm(sheet.width))


@block_markup.register
def _(block: Distribution, sheet: Sheet, keep: bool) -> str:
    return brief.distribution(block, sheet.layout)


@block_markup.register
def _(block: Slip, sheet: Sheet, keep: bool) -> str:
    """The words of a slip; its code is for the paper that is cut, which is the PDF."""
    lines = (*block.beside, *(line for line in block.signature if line))
    parts: tuple[Block, ...] = (
        Title((block.title,)),
        *(Paragraph(runs) for runs in block.paragraphs),
        *(Paragraph((line,), indent=False) for line in lines),
    )
    return "".join(block_markup(part, sheet, keep) for part in parts)


def _sealed(block: Signature, sheet: Sheet) -> tuple[str, str]:
    """Both are centred in one strip whose middle is that of a date four characters in.

    A name too long for the strip widens it, and moves the date with it to the left.
    """
    reach = sheet.layout.sealed_date_indent + em_width(plain(block.date)) / 2
    half = max(sheet.characters(reach), sheet.characters(em_width(plain(block.organisation)) / 2))
    left = max(markup.from_mm(sheet.width) - 2 * half, 0)
    strip = f'w:left="{left}"'
    return strip, strip


def _unsealed(block: Signature, sheet: Sheet) -> tuple[str, str]:
    """The name two characters from the right, the date two to the right of its beginning.

    When the date would come nearer to the edge than the name, the date is the one that
    stands two characters in, and the name moves to the left (GB/T 9704-2012, 7.3.5.2).
    """
    indent = sheet.layout.unsealed_indent
    name, date = em_width(plain(block.organisation)), em_width(plain(block.date))
    from_right = indent + max(name, date + indent if date > name else 0)
    left = max(markup.from_mm(sheet.width) - sheet.characters(from_right), 0)
    return f'w:left="{left}"', f'w:left="{left + sheet.characters(indent)}"'
