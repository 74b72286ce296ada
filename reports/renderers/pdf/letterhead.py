"""版头 and 版记 in the PDF: GB/T 9704-2012 7.2 and 7.4."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.colors import HexColor

from reports.document import Face
from reports.layouts import PT_PER_MM
from reports.letterhead import Imprint, Letterhead
from reports.renderers.pdf.blocks import Sheet, glued
from reports.renderers.pdf.brief import Ends, RedLine, Rule
from reports.renderers.pdf.paragraph import Style, set_lines, width_of
from reports.renderers.pdf.pen import Strip


def set_letterhead(head: Letterhead, label: str, sheet: Sheet) -> list[Strip]:
    """The label top left, the mark in red, the number, the rule, and the blank above the title.

    Where the office system prints the head, the same room stays empty.
    """
    layout = sheet.layout
    strips: list[Strip] = []
    if label:
        strips += sheet.set(label, Style(layout.label_face, layout.body_size, layout.leading))
    strips.append(Strip(layout.head_top * PT_PER_MM - sum(strip.height for strip in strips)))
    mark = _mark(head.mark, sheet)
    number = _number(head, sheet)
    # below the characters of a line there is room that belongs to the distance of the rule
    gap = layout.head_gap * PT_PER_MM - (layout.leading - layout.em)
    drawn = [*mark, Strip(layout.leading * layout.head_blank_below), number, Strip(gap)]
    rule = Rule(
        layout.head_rule,
        width=sheet.width,
        thickness=layout.head_rule,
        is_red=True,
        colour=HexColor(f"#{layout.head_colour}"),
    )
    if head.mark:
        strips += [*drawn, rule]
    else:
        strips.append(Strip(sum(strip.height for strip in [*drawn, rule])))
    return glued([*strips, *sheet.empty_lines(layout.title_blank_above, blank=False)])


def _mark(words: str, sheet: Sheet) -> list[Strip]:
    """发文机关标志 on one line, smaller where it would not stay on it."""
    layout = sheet.layout
    size = layout.masthead_size
    style = Style(layout.title_face, size, size, align="center")
    natural = width_of(words, style, sheet.faces)
    if natural > sheet.width:
        size *= sheet.width / natural * 0.995
        style = replace(style, size=size, leading=size)
    colour = HexColor(f"#{layout.head_colour}")
    lines = set_lines(words or "　", style, sheet.width, sheet.faces)
    return [RedLine(one.height, size=one.size, pieces=one.pieces, colour=colour) for one in lines]


def _number(head: Letterhead, sheet: Sheet) -> Strip:
    """The number centred; in an upward paper one character in, and who signed at the other end."""
    layout = sheet.layout
    if not head.upward:
        return sheet.set(head.number_text, replace(sheet.style(), align="center"))[0]
    left = replace(sheet.style(indent=1), align="left")
    signer = ("签发人：", Face(head.signer_text, layout.signer_face))
    right = replace(sheet.style(), align="right")
    return Ends(
        layout.leading,
        left=sheet.set(head.number_text, left)[0],
        right=set_lines(signer, right, sheet.width - layout.em, sheet.faces)[0],
    )


def set_imprint(imprint: Imprint, sheet: Sheet) -> list[Strip]:
    """Between two thick rules whom a copy goes to, a thin rule, who printed it and when."""
    layout = sheet.layout
    size, leading = layout.imprint_size, layout.imprint_leading
    inner = sheet.width - size  # one character in at the right
    style = Style(layout.body_face, size, leading, indent=size, left=4 * size, align="left")
    style = replace(style, drop=(leading - size) / 2)
    thick, thin = (mm * PT_PER_MM for mm in (layout.imprint_thick, layout.imprint_thin))
    strips: list[Strip] = [Rule(thick, width=sheet.width, thickness=thick)]
    if imprint.copies_text:
        strips += set_lines(imprint.copies_text, style, inner, sheet.faces)
        strips.append(Rule(thin, width=sheet.width, thickness=thin))
    at_right = replace(style, align="right", indent=0, left=0)
    strips.append(
        Ends(
            leading,
            left=set_lines(imprint.printer, style, inner, sheet.faces)[0],
            right=set_lines(imprint.date_text, at_right, inner, sheet.faces)[0],
        )
    )
    return glued([*strips, Rule(thick, width=sheet.width, thickness=thick)])
