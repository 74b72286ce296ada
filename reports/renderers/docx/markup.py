"""WordprocessingML as text: paragraphs and runs in the order that the schema demands.

Text is much faster to build than elements (a ledger has thousands of cells) and is
parsed once, in `paper.py`. All lengths are twips, a twentieth of a point.
"""

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import escape, quoteattr

from reports.document import Face, Missing, Run, Runs
from reports.layouts import PT_PER_MM, FaceKey, Layout
from reports.renderers.characters import legal

LATIN = "Times New Roman"
# Word wants a paragraph after a table; one point high, it does not cost a line.
TINY = (
    '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:spacing w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
WORD_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def from_mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * PT_PER_MM * 20)


def from_pt(length: float) -> int:
    """Points in twips."""
    return round(length * 20)


def character(layout: Layout) -> float:
    """A body character in twips: the nominal size less the spacing of `styles.py`."""
    return layout.body_size * 20 + spacing(layout)


def spacing(layout: Layout) -> int:
    """What is taken from each body character so that a line holds `chars` of them: -5 twips.

    Rounded down, because a line that is a twip too long holds one character less.
    """
    return int((layout.em - layout.body_size) * 20 // 1)


def line(layout: Layout) -> int:
    """The exact line pitch of the body in twips, rounded down so that `lines` fit: 579."""
    return int(layout.leading * 20 // 1)


def latin(layout: Layout, face: FaceKey) -> str:
    """The Word font of Latin letters and digits: Times New Roman where the body face stands.

    A title or a heading keeps to its own face, whose weight Times New Roman does not have.
    """
    return LATIN if face == layout.body_face else layout.faces[face].word_name


@cache
def _properties(east_asian: str, western: str, highlight: bool) -> str:
    # hint: “ ” … — belong to the Latin font otherwise, and would be printed half as wide
    marker = '<w:highlight w:val="yellow"/>' if highlight else ""
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii={quoteattr(western)} '
        f"w:hAnsi={quoteattr(western)} w:eastAsia={quoteattr(east_asian)}/>{marker}</w:rPr>"
    )


def text(words: str) -> str:
    """The content of a run: illegal characters dropped, line ends and tabs kept as such."""
    kept = legal(words).replace("\r\n", "\n").replace("\r", "\n")
    markup = escape(kept).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    markup = markup.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:t xml:space="preserve">{markup}</w:t>'


def run(words: str, layout: Layout, face: FaceKey, *, highlight: bool = False) -> str:
    """One run in a face of the layout."""
    name = layout.faces[face].word_name
    return f"<w:r>{_properties(name, latin(layout, face), highlight)}{text(words)}</w:r>"


def write(content: Runs | str, layout: Layout, face: FaceKey) -> str:
    """The runs of a paragraph that is set in `face`."""
    if isinstance(content, str):
        return run(content, layout, face)
    return "".join(_one(item, layout, face) for item in content)


def _one(item: Run, layout: Layout, face: FaceKey) -> str:
    match item:
        case str():
            return run(item, layout, face)
        case Face():
            return run(item.text, layout, item.face)
        case Missing():
            return run(item.text, layout, face, highlight=True)
        case _:
            return run(item.text, layout, face)


def paragraph(
    style: str,
    content: str,
    *,
    keep: bool = False,
    keep_last_lines: bool = False,
    new_page: bool = False,
    between: str = "",
    before: int = 0,
    after: int = 0,
    indent: str = "",
    align: str = "",
) -> str:
    """A paragraph of a style (its id) with what it changes of that style.

    `keep`: stays whole on the page of the next one; `keep_last_lines`: only its last lines
    do; `between`: borders and tabs; `before`, `after`: empty space in twips; `indent`: the
    attributes of w:ind; `align`: a value of w:jc.
    """
    properties = [f'<w:pStyle w:val="{style}"/>']
    if keep or keep_last_lines:
        properties.append("<w:keepNext/>")
    if keep:
        properties.append("<w:keepLines/>")
    if new_page:
        properties.append("<w:pageBreakBefore/>")
    properties.append(between)
    if before or after:
        properties.append(f'<w:spacing w:before="{before}" w:after="{after}"/>')
    if indent:
        properties.append(f"<w:ind {indent}/>")
    if align:
        properties.append(f'<w:jc w:val="{align}"/>')
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{content}</w:p>"
