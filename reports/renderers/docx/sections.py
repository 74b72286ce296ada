"""The pages of a Word paper: size, margins, line grid, page numbers, landscape sections."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.section import CT_SectPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Twips
from docx.text.paragraph import Paragraph

from reports.layouts import PT_PER_MM, Layout
from reports.renderers.docx import markup


def set_pages(word: WordFile, layout: Layout) -> CT_SectPr:
    """Lay out the only section of a new file in portrait, with its page numbers; return it."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(layout.page_width), Mm(layout.page_height)
    section.top_margin, section.bottom_margin = Mm(layout.margin_top), _bottom(layout)
    section.left_margin, section.right_margin = Mm(layout.margin_left), Mm(layout.margin_right)
    section.header_distance = Mm(layout.margin_top / 2)
    _set_footer_distance(section, layout)
    _set_grid(section._sectPr, layout)
    word.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], layout, "right")
    _number(section.even_page_footer.paragraphs[0], layout, "left")
    return section._sectPr


def section_like(
    portrait: CT_SectPr, word: WordFile, layout: Layout, *, landscape: bool
) -> CT_SectPr:
    """A further section; a landscape page is turned so that its binding edge lies on top.

    It names the same footers and no first number, so that the numbers go on.
    """
    copy = deepcopy(portrait)
    if not landscape:
        return copy
    section = Section(copy, word.part)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(layout.page_height), Mm(layout.page_width)
    section.top_margin, section.bottom_margin = Mm(layout.margin_left), Mm(layout.margin_right)
    section.left_margin, section.right_margin = Mm(layout.margin_bottom), Mm(layout.margin_top)
    _set_footer_distance(section, layout)
    _turn_numbers(copy, word, layout)
    return copy


def _turn_numbers(section: CT_SectPr, word: WordFile, layout: Layout) -> None:
    """Footers of their own for pages that lie on their side: the numbers stand where those of
    other pages do once it is bound with its head at the left, which is at the left edge."""
    for kind, is_odd in (("default", True), ("even", False)):
        (reference,) = [
            one for one in section.findall(qn("w:footerReference")) if one.get(qn("w:type")) == kind
        ]
        part, key = word.part.add_footer_part()
        paragraph = Paragraph(part.element.p_lst[0], part)
        paragraph._p.append(parse_xml(turned_number(layout, is_odd)))
        reference.set(qn("r:id"), key)


def on_the_back(section: CT_SectPr, word: WordFile, *, numbered: bool) -> None:
    """The section begins on an even page, behind a blank one if need be; then neither of them
    is numbered (GB/T 9704-2012 7.5)."""
    Section(section, word.part).start_type = WD_SECTION.EVEN_PAGE
    if numbered:
        return
    for reference in section.findall(qn("w:footerReference")):
        _part, key = word.part.add_footer_part()
        reference.set(qn("r:id"), key)


def turned_number(layout: Layout, is_odd: bool) -> str:
    """A page number from the top down, in a box at the left edge of the page."""
    size, line = layout.number_size, layout.number_size * 1.3
    inset = layout.number_indent * size
    height = 8 * size
    # measured from the top of the page: the left margin of the upright one lies there
    top = layout.margin_left * PT_PER_MM + inset
    if is_odd:
        top = (layout.margin_left + layout.text_width) * PT_PER_MM - inset - height
    left = (layout.margin_bottom - layout.number_drop) * PT_PER_MM - line / 2
    before, after = layout.number_format.split("{}")
    first, last = (markup.run(one, layout, layout.number_face) for one in (before, after))
    words = f"{first}{_page_field(layout)}{last}"
    align = "right" if is_odd else "left"
    return (
        f'<w:r {nsdecls("w")}><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
        f'style="position:absolute;margin-left:{left:.1f}pt;margin-top:{top:.1f}pt;'
        f"width:{line:.1f}pt;height:{height:.1f}pt;z-index:1;"
        "mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
        '" filled="f" stroked="f"><v:textbox style="layout-flow:vertical" inset="0,0,0,0">'
        f'<w:txbxContent><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="{align}"/></w:pPr>'
        f"{words}</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    )


def _bottom(layout: Layout) -> Twips:
    """The bottom margin, less the few twips that the lines of the grid need more.

    The pitch is rounded to a twip: 22 lines of 580 are 4 twips (0.07 mm) higher than
    225 mm, and LibreOffice would print 21 in the middle of the page.
    """
    room = markup.from_mm(layout.page_height) - markup.from_mm(layout.margin_top)
    return Twips(min(markup.from_mm(layout.margin_bottom), room - layout.lines * _pitch(layout)))


def _pitch(layout: Layout) -> int:
    return markup.from_pt(layout.leading)


def _set_footer_distance(section: Section, layout: Layout) -> None:
    # the dash stands in the middle of the line, and it is the dash that has its distance
    half_line = layout.number_size / 2 / PT_PER_MM
    bottom = (section.bottom_margin or 0) / Mm(1)
    section.footer_distance = Mm(bottom - layout.number_drop - half_line)


def _set_grid(section: CT_SectPr, layout: Layout) -> None:
    # not linesAndChars: with a negative charSpace LibreOffice gives each character two cells
    grid = section.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_pitch(layout)))


def _number(paragraph: Paragraph, layout: Layout, side: str) -> None:
    """Write the page number into a footer, `number_indent` characters in from `side`."""
    before, after = layout.number_format.split("{}")
    inset = Twips(markup.from_pt(layout.number_indent * layout.number_size))
    if side == "right":
        paragraph.paragraph_format.right_indent = inset
    else:
        paragraph.paragraph_format.left_indent = inset
    paragraph._p.get_or_add_pPr().append(_jc(side))
    first, last = (markup.run(one, layout, layout.number_face) for one in (before, after))
    line = f"{first}{_page_field(layout)}{last}"
    for element in parse_xml(f"<w:p {nsdecls('w')}>{line}</w:p>"):
        paragraph._p.append(element)


def _page_field(layout: Layout) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{markup.run('1', layout, layout.number_face)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _jc(side: str) -> BaseOxmlElement:
    element = OxmlElement("w:jc")
    element.set(qn("w:val"), side)
    return element
