"""A paper as a Word file: the standard fonts by name, GB/T 9704 by styles and sections."""

from __future__ import annotations

import docx
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.section import CT_SectPr

from reports.document import Document
from reports.layouts import Layout, layout_of
from reports.renderers.docx import letterhead, markup
from reports.renderers.docx.blocks import Sheet, annex_markup, blocks_markup, label_markup
from reports.renderers.docx.charts import pictures_of
from reports.renderers.docx.package import clean_package, packed
from reports.renderers.docx.sections import on_the_back, section_like, set_pages
from reports.renderers.docx.styles import set_styles
from reports.renderers.docx.tables import Later
from reports.renderers.pdf import foot_on_paper


def render_docx(document: Document) -> bytes:
    """The Word file of a paper: the same bytes for the same document.

    Raises KeyError when `document.layout` is none of `reports.layouts.LAYOUTS`.
    """
    layout = layout_of(document.layout, document.deviations)
    word = docx.Document()
    set_styles(word, layout, document.language)
    portrait = set_pages(word, layout)
    clean_package(word, document, layout)
    later = Later()
    _fill(word, portrait, document, layout, later)
    return packed(word, later)


def _fill(
    word: WordFile, portrait: CT_SectPr, document: Document, layout: Layout, later: Later
) -> None:
    """Write the body, then each annex; a section ends where the paper is turned."""
    pictures, head = pictures_of(document, layout, word), document.head
    has_label = bool(document.label) and head is None
    sheet = Sheet(layout, has_label=has_label, pictures=pictures, later=later)
    label = label_markup(document.label, sheet) if document.label else ""
    if head is not None:
        label += letterhead.head(head, layout, sheet.width, has_label=bool(document.label))
    content = label + blocks_markup(document.blocks, sheet)
    landscape = False
    for annex in document.annexes:
        turns = annex.landscape != landscape
        if turns and content:
            section = section_like(portrait, word, layout, landscape=landscape)
            content = _end_section(content, section.xml)
        landscape = annex.landscape
        own = Sheet(layout, landscape, pictures=pictures, later=later)
        content += annex_markup(annex, own, new_page=not turns)
    content = content if content.endswith("</w:p>") else content + markup.TINY
    foot = foot_on_paper(document) if document.imprint and layout.imprint_even else None
    turned = foot is not None and foot.alone
    if document.imprint is not None:
        if landscape or turned:  # the foot of the paper is that of an upright page
            section = section_like(portrait, word, layout, landscape=landscape)
            content = _end_section(content, section.xml)
            landscape = False
        content += letterhead.imprint(document.imprint, layout)
    last = section_like(portrait, word, layout, landscape=landscape)
    if turned:
        on_the_back(last, word, numbered=foot is not None and not foot.blank)
    # one parse of the whole: moving parsed rows into another tree takes seconds a ledger
    word.part._element = parse_xml(
        f"<w:document {nsdecls('w', 'r')}><w:body>{content}{last.xml}</w:body></w:document>"
    )


def _end_section(content: str, section: str) -> str:
    """A section ends with the paragraph that holds its properties, the last one if it can."""
    content = content if content.endswith("</w:p>") else content + markup.TINY
    before, end, after = content.rpartition("</w:pPr>")
    return f"{before}{section}{end}{after}"
