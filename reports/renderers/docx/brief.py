"""Head and tail of a brief in Word: practice notes 2.9, 报头 and 报尾."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from reports.document import Distribution, Masthead
from reports.layouts import Layout
from reports.renderers.characters import em_width
from reports.renderers.docx import markup

RED = "C00000"


def masthead(block: Masthead, layout: Layout, width: int) -> str:
    """The name in red on one line, the number, office and day, a red rule. `width` in twips."""
    thick = round(layout.masthead_rule * 8)
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{thick}" w:space="6" w:color="{RED}"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    )
    return (
        markup.paragraph("Masthead", red(block.name, layout, width))
        + markup.paragraph(
            "Normal",
            markup.write((block.number, *block.total), layout, layout.body_face),
            keep=True,
            align="center",
        )
        + markup.paragraph(
            "Normal",
            markup.run(f"{block.office}\t{block.date}", layout, layout.body_face),
            keep=True,
            between=rule,
            after=markup.line(layout) // 2,
            align="left",
        )
    )


def distribution(block: Distribution, layout: Layout) -> str:
    """Below a rule whom it goes to, a line each, and how many were printed."""
    lines = [(line, "left") for line in block.lines]
    if block.copies:
        lines.append((block.copies, "right"))
    written = ""
    for place, (words, align) in enumerate(lines):
        sides = [side for side, at in (("top", 0), ("bottom", len(lines) - 1)) if place == at]
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="auto"/>' for side in sides
        )
        written += markup.paragraph(
            "Normal",
            markup.run(words, layout, layout.body_face),
            keep=place + 1 < len(lines),
            between=f"<w:pBdr>{borders}</w:pBdr>" if borders else "",
            before=0 if place else markup.line(layout),
            align=align,
        )
    return written


def red(words: str, layout: Layout, width: int, colour: str = RED) -> str:
    """A run in red, smaller where the name would not stay on one line."""
    room = width / max(em_width(words), 1) / 20
    size = int(min(layout.masthead_size, room) * 2)
    name = quoteattr(layout.faces[layout.title_face].word_name)
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii={name} w:hAnsi={name} '
        f'w:eastAsia={name}/><w:color w:val="{colour}"/><w:sz w:val="{size}"/></w:rPr>'
        f"{markup.text(words)}</w:r>"
    )
