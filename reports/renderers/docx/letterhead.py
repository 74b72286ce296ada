"""版头 and 版记 in Word: GB/T 9704-2012 7.2 and 7.4."""

from __future__ import annotations

from reports.layouts import PT_PER_MM, Layout
from reports.letterhead import Imprint, Letterhead
from reports.renderers.characters import em_width
from reports.renderers.docx import brief, markup

RULE = 1  # pt: the height of the paragraph that holds a rule
VML = "urn:schemas-microsoft-com:vml"


def head(block: Letterhead, layout: Layout, line: float, *, has_label: bool) -> str:
    """The mark in red, the number below, a red rule; the same room where there is no mark.

    `line`: the length of a line in mm.
    """
    width, pitch = markup.from_mm(line), markup.line(layout)
    size, leading = layout.masthead_size, layout.masthead_leading
    within = markup.from_pt((leading - size) / 2)  # of the line, above and below the characters
    above = markup.from_mm(layout.head_top) - within - (pitch if has_label else 0)
    between = layout.head_blank_below * pitch - within
    if not block.mark:
        room = markup.from_mm(layout.head_gap)
        below = markup.from_pt(leading) + between + room
        return markup.paragraph("Normal", "", before=above, after=below)
    return markup.paragraph(
        "Masthead",
        brief.red(block.mark, layout, width, layout.head_colour),
        keep=True,
        before=above,
    ) + markup.paragraph(
        "Normal",
        _number(block, layout),
        keep=True,
        between=_below(layout, width),
        before=between,
        align="left" if block.upward else "center",
    )


def _number(block: Letterhead, layout: Layout) -> str:
    if not block.upward:
        return markup.run(block.number_text, layout, layout.body_face)
    return markup.run(f"\t{block.number_text}\t签发人：", layout, layout.body_face) + markup.run(
        block.signer_text, layout, layout.signer_face
    )


def _below(layout: Layout, width: int) -> str:
    """The red rule as long as the line, and where both ends of an upward paper's line stand."""
    gap = round(layout.head_gap * PT_PER_MM - (layout.leading - layout.body_size) / 2)
    thick = round(layout.head_rule * 8)
    character = round(markup.character(layout))
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{thick}" w:space="{gap}" '
        f'w:color="{layout.head_colour}"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="left" w:pos="{character}"/>'
        f'<w:tab w:val="right" w:pos="{width - character}"/></w:tabs>'
    )


def imprint(block: Imprint, layout: Layout) -> str:
    """A box that stands on the lower edge of the type area of the last page.

    The paragraph that holds it is as high, so that the box has room wherever the text ends. A
    rule is a paragraph of its own: the border of an indented one would be too short.
    """
    width = markup.from_mm(layout.text_width)
    lines = -(-int(em_width(block.copies_text)) // _room(layout)) + 1
    height = lines * layout.imprint_leading + (3 if block.copies_text else 2) * RULE + 2
    thick, thin = (_rule(mm) for mm in (layout.imprint_thick, layout.imprint_thin))
    copies = _line(block.copies_text, layout, width, 3) + thin if block.copies_text else ""
    ends = _line(f"{block.printer}\t{block.date_text}", layout, width)
    box = (
        f'<v:rect xmlns:v="{VML}" style="position:absolute;margin-left:0;margin-top:0;'
        f"width:{width / 20:.1f}pt;height:{height:.1f}pt;z-index:1;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:bottom;"
        'mso-position-vertical-relative:margin" filled="f" stroked="f">'
        f'<v:textbox inset="0,0,0,0"><w:txbxContent>{thick}{copies}{ends}{thick}'
        "</w:txbxContent></v:textbox></v:rect>"
    )
    return (
        '<w:p><w:pPr><w:pStyle w:val="Normal"/>'
        f'<w:spacing w:line="{markup.from_pt(height)}" w:lineRule="exact"/></w:pPr>'
        f"<w:r><w:pict>{box}</w:pict></w:r></w:p>"
    )


def _room(layout: Layout) -> int:
    """How many characters of 抄送 stand on a line, four of the left and one of the right empty."""
    return int(layout.text_width * PT_PER_MM / layout.imprint_size) - 5


def _rule(thickness: float) -> str:
    """A rule across; `thickness` in mm."""
    eighths = round(thickness * PT_PER_MM * 8)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Imprint"/><w:pBdr><w:top w:val="single" '
        f'w:sz="{eighths}" w:space="0" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:line="{20 * RULE}" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _line(words: str, layout: Layout, width: int, hanging: int = 0) -> str:
    character = markup.from_pt(layout.imprint_size)
    indent = f'w:left="{(1 + hanging) * character}" w:right="{character}"'
    if hanging:
        indent += f' w:hanging="{hanging * character}"'
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width - character}"/></w:tabs>'
    return markup.paragraph(
        "Imprint",
        markup.run(words, layout, layout.body_face),
        between=tabs,
        indent=indent,
        align="left",
    )
