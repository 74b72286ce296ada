"""What a house does otherwise than GB/T 9704, as a stylesheet for the paper on the screen.

paper.css draws the standard; these rules come behind it. The page carries no style of its own,
which the content security policy forbids: it links to an address that names the deviations.
"""

from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import urlencode

from reports.deviations import CHOICES, WORD_FACES, Pairs
from reports.layouts import PT_PER_MM, Layout, layout_of

ADDRESS = "/papers/form.css"
MARGINS = ("margin_top", "margin_bottom", "margin_left", "margin_right")
SIZES = ("body_size", "title_size", "title_leading", "masthead_size", "masthead_leading")
NUMBERS = frozenset((*MARGINS, *SIZES, "lines", "chars"))
WORDS = ("body_face", "head_colour", "number_format")
MOST, LONGEST = 120, 30
# The widest mark, in characters of the text, that keeps so many characters on one line.
MARKS = (("", 2.66), ("-14", 1.95), ("-17", 1.62), ("-20", 1.35))


def address_of(deviations: Pairs) -> str:
    """Where the rules for these deviations are; "" without any."""
    shown = [(name, value) for name, value in deviations if _is_shown(name)]
    return f"{ADDRESS}?{urlencode(shown)}" if shown else ""


def carried(deviations: Pairs) -> str:
    """The rules as an address that holds them, for a page that is saved; "" without any."""
    if not address_of(deviations):
        return ""
    styles = house_css(tuple(one for one in deviations if _is_shown(one[0])))
    return "data:text/css;base64," + b64encode(styles.encode()).decode("ascii")


def _is_shown(name: str) -> bool:
    return name in NUMBERS or name in WORDS or name in WORD_FACES


def asked_for(query: Iterable[tuple[str, str]]) -> Pairs:
    """The deviations that an address names. ValueError for what no house can have."""
    return tuple(sorted((name, _value(name, text)) for name, text in query))


def _value(name: str, text: str) -> str | float:
    if name in WORD_FACES and len(text) <= LONGEST and text.replace("\u3000", "").isprintable():
        return text
    if name in WORDS and text in tuple(CHOICES[name]):  # type: ignore[arg-type]
        return text
    if name not in NUMBERS or not 1 <= float(text) <= MOST:
        raise ValueError(name)
    return int(text) if name in ("lines", "chars") else float(text)


def house_css(deviations: Pairs) -> str:
    """The rules for a paper with these deviations. ValueError where no line would be left."""
    layout = layout_of("gbt9704", deviations)
    if layout.text_width <= 0 or layout.text_height <= 0:
        raise ValueError("no room")
    names = dict(deviations)
    faces = [
        f'--own-{role}: "{_escaped(face.word_name)}",;'
        for role, face in layout.faces.items()
        if f"face_{role}" in names
    ]
    rules = [f".paper {{ {' '.join(faces)} }}"] if faces else []
    rules.append(f".paper .paper-sheet {{ font-family: var(--{layout.body_face}); }}")
    rules.append(_colour(layout))
    wide = " ".join(_of_the_sheet(layout))
    rules.append(f"@media screen {{ @container (min-width: 600.02px) {{ {wide} }} }}")
    size = f"font-size: {layout.em:.2f}pt; line-height: {layout.leading / layout.em:.3f};"
    rules.append(f"@media print {{ .paper .paper-sheet {{ {size} }} }}")
    sides = (layout.margin_top, layout.margin_right, layout.margin_bottom, layout.margin_left)
    rules.append(f"@page {{ margin: {_mm(sides)}; }}")
    turned = (layout.margin_left, layout.margin_top, layout.margin_right, layout.margin_bottom)
    rules.append(f"@page wide {{ margin: {_mm(turned)}; }}")
    return "\n".join(rules) + "\n"


def _colour(layout: Layout) -> str:
    colour = f"#{layout.head_colour}"
    return (
        f".paper .paper-head {{ border-color: {colour}; }} "
        f".paper .paper-head .paper-mark {{ color: {colour}; }}"
    )


def _of_the_sheet(layout: Layout) -> Iterable[str]:
    """The sheet in characters of its text, as paper.css has it for the standard."""
    em = layout.em / PT_PER_MM  # mm
    upright = (layout.margin_top, layout.margin_right, layout.margin_bottom, layout.margin_left)
    turned = (layout.margin_left, layout.margin_top, layout.margin_right, layout.margin_bottom)
    line = f"line-height: {layout.leading / layout.em:.3f};"
    for kind, width, sides in (
        ("paper-sheet", layout.page_width, upright),
        ("paper-wide", layout.page_height, turned),
    ):
        padding = " ".join(f"{side / em:.2f}em" for side in sides)
        size = f"min({layout.em:.2f}pt, {100 * em / width:.4f}cqi)"
        yield (
            f".paper .{kind} {{ width: {width / em:.2f}em; padding: {padding}; "
            f"font-size: {size}; {line} }}"
        )
    title = layout.title_size / layout.em
    leading = layout.title_leading / layout.title_size
    yield (
        ".paper .paper-sheet :is(.paper-title, .paper-annex-title) "
        f"{{ font-size: {title:.3f}em; line-height: {leading:.3f}; }}"
    )
    for marks, most in MARKS:
        wide = min(layout.masthead_size / layout.em, most if marks else 4)
        yield f".paper .paper-head .paper-mark{marks} {{ font-size: {wide:.2f}em; }}"


def _mm(sides: tuple[float, ...]) -> str:
    return " ".join(f"{side:g}mm" for side in sides)


def _escaped(name: str) -> str:
    """The name of a face within the marks of a string."""
    return name.replace("\\", "\\\\").replace('"', '\\"')
