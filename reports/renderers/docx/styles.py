"""The styles of a Word paper: built from a layout, every font named for East Asian text.

python-docx's own template sends Chinese text to a Japanese font through theme attributes,
so each style is emptied before it is set, and the styles no paper uses are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, Twips
from docx.styles.style import ParagraphStyle
from docx.styles.styles import Styles

from reports.layouts import FaceKey, Layout
from reports.renderers.docx import markup

DEFAULTS = frozenset({"DefaultParagraphFont", "TableNormal", "NoList"})
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True, kw_only=True)
class Style:
    """A paragraph style. Size and leading in pt (leading 0: the body's), indent in characters."""

    style_id: str
    name: str
    face: FaceKey
    size: float
    leading: float = 0
    align: str = "both"
    indent: int = 0
    keep: bool = False
    outline: int | None = None  # level in the navigation pane, 0 to 8
    squeezed: bool = True  # body characters give way so that 28 fill a line
    exact: bool = True  # lines keep their pitch whatever stands in them


def styles_of(layout: Layout) -> Iterator[Style]:
    """Every style a paper of this layout uses, Normal first."""
    normal = Style(style_id="Normal", name="Normal", face=layout.body_face, size=layout.body_size)
    yield normal
    yield replace(normal, style_id="BodyText", name="Body Text", indent=layout.indent)
    for level in range(1, 5):
        yield replace(
            normal,
            style_id=f"Heading{level}",
            name=f"Heading {level}",
            face=layout.heading_face(level),
            indent=layout.indent,
            keep=True,
            outline=level - 1,
        )
    yield replace(normal, style_id="Classification", name="密级", face=layout.label_face)
    yield replace(
        normal,
        style_id="AnnexLabel",
        name="附件序号",
        face=layout.annex_label_face,
        size=layout.annex_label_size,
        align="left",
        keep=True,
    )
    yield from _titles(layout)
    yield from _small(layout)


def _titles(layout: Layout) -> Iterator[Style]:
    title = Style(
        style_id="Title",
        name="Title",
        face=layout.title_face,
        size=layout.title_size,
        leading=layout.title_leading,
        align="center",
        keep=True,
        squeezed=False,
    )
    yield title
    yield replace(title, style_id="AnnexTitle", name="附件标题", outline=0)
    yield replace(
        title,
        style_id="Masthead",
        name="简报名称",
        size=layout.masthead_size,
        leading=layout.masthead_leading,
    )
    yield Style(
        style_id="TitleNote",
        name="标题题注",
        face=layout.note_face,
        size=layout.body_size,
        align="center",
        keep=True,
    )


def _small(layout: Layout) -> Iterator[Style]:
    cell = Style(
        style_id="TableText",
        name="表格文字",
        face=layout.table_face,
        size=layout.table_size,
        leading=layout.table_leading,
        align="left",
        squeezed=False,
    )
    yield cell
    yield replace(
        cell,
        style_id="TableHead",
        name="表头文字",
        face=layout.table_head_face,
        align="center",
        keep=True,
    )
    # A picture is as high as it is: a line of a fixed pitch would cut it.
    yield replace(
        cell, style_id="Chart", name="统计图", leading=layout.leading, align="center", exact=False
    )
    yield replace(
        cell,
        style_id="Imprint",
        name="版记",
        face=layout.body_face,
        size=layout.imprint_size,
        leading=layout.imprint_leading,
    )
    yield replace(
        cell,
        style_id="Footer",
        name="Footer",
        face=layout.number_face,
        size=layout.number_size,
        leading=layout.number_size,
    )


def set_styles(word: WordFile, layout: Layout, language: str) -> None:
    """Define the styles of a layout in a new Word file and drop all others."""
    specs = list(styles_of(layout))
    wanted = DEFAULTS | {spec.style_id for spec in specs}
    for style in word.styles.element.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in wanted:
            word.styles.element.remove(style)
    _set_defaults(word.styles.element, specs[0], layout, language)
    for spec in specs:
        _define(word.styles, spec, layout)
    for spec in specs:
        if spec.keep:  # what is written after a heading is text
            word.styles[spec.name].next_paragraph_style = word.styles["Body Text"]


def _set_defaults(styles: BaseOxmlElement, normal: Style, layout: Layout, language: str) -> None:
    defaults = styles.find(qn("w:docDefaults"))
    for paragraph in defaults.iter(qn("w:pPrDefault")):
        for child in list(paragraph):
            paragraph.remove(child)
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(properties.find(qn("w:rFonts")), layout, normal.face)
    tongue = properties.find(qn("w:lang"))
    tongue.set(qn("w:eastAsia"), language)


def _define(styles: Styles, spec: Style, layout: Layout) -> None:
    known = spec.name in styles
    style: ParagraphStyle = (
        styles[spec.name] if known else styles.add_style(spec.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.element.set(qn("w:styleId"), spec.style_id)
    _empty(style.element)
    if spec.name != "Normal":
        style.base_style = styles["Normal"]
    style.quick_style = True
    _set_letters(style, spec, layout)
    _set_lines(style, spec, layout)


def _empty(style: BaseOxmlElement) -> None:
    # link: the character style that belongs to a heading of the template is dropped
    for tag in ("w:pPr", "w:rPr", "w:link", "w:next"):
        for element in style.findall(qn(tag)):
            style.remove(element)


def _set_letters(style: ParagraphStyle, spec: Style, layout: Layout) -> None:
    style.font.name = markup.latin(layout, spec.face)
    style.font.size = Pt(spec.size)
    properties = style.element.get_or_add_rPr()
    _set_fonts(properties.rFonts, layout, spec.face)
    squeeze = OxmlElement("w:spacing")
    squeeze.set(qn("w:val"), str(markup.spacing(layout) if spec.squeezed else 0))
    properties.find(qn("w:sz")).addprevious(squeeze)


def _set_fonts(fonts: BaseOxmlElement, layout: Layout, face: FaceKey) -> None:
    for name in _THEME:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), markup.latin(layout, face))
    fonts.set(qn("w:eastAsia"), layout.faces[face].word_name)


def _set_lines(style: ParagraphStyle, spec: Style, layout: Layout) -> None:
    lines = style.paragraph_format
    lines.space_before = lines.space_after = Pt(0)
    # a length, and not a number of lines: python-docx then writes lineRule="exact"
    exact = Pt(spec.leading) if spec.leading else Twips(markup.line(layout))
    lines.line_spacing = exact if spec.exact else 1.0
    lines.widow_control = True
    lines.keep_with_next = spec.keep or None
    properties = style.element.get_or_add_pPr()
    if spec.indent:
        lines.first_line_indent = Twips(round(spec.indent * markup.character(layout)))
        # after python-docx's own indent, which would drop the attribute
        properties.ind.set(qn("w:firstLineChars"), str(spec.indent * 100))
    # no mark hangs over the edge of the type area; no quarter of a character stands between
    # 83 and 个 (G1 of the paper patterns); a line keeps its own pitch and not the grid's,
    # which would double it in a title
    for tag in ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"):
        switch = OxmlElement(tag)
        switch.set(qn("w:val"), "0")
        properties.find(qn("w:spacing")).addprevious(switch)
    _append(properties, "w:jc", spec.align)
    if spec.outline is not None:
        _append(properties, "w:outlineLvl", str(spec.outline))


def _append(properties: BaseOxmlElement, tag: str, value: str) -> None:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    properties.append(element)
