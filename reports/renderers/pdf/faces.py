"""The embedded faces: finding, registering and measuring them, and what to draw in which.

reportlab embeds TrueType outlines only and knows no fallback: a character that a face lacks
would print as an empty box. Here such a character is drawn in the Song face instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from reports.document import Face, Missing, Run, Runs
from reports.layouts import LAYOUTS, FaceKey, Layout

OWN_FONTS = Path(__file__).resolve().parents[2] / "fonts"
# What draws the characters a face lacks, before the Song face does.
FILLED = {"fang": "gw-fang-hant.ttf"}
# A Chinese quotation mark is a full character wide; a face that has only the Latin one lacks it.
FULL_WIDTH = frozenset("“”‘’")
IDEOGRAPH = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_cmap_of_reportlab = ttfonts.makeToUnicodeCMap


def _to_unicode(font_name: str, subset: list[int]) -> str:
    """The table that lets readers search and copy the text of a font.

    reportlab writes characters beyond U+FFFF (rare ones of names) in five digits, which no
    reader understands; ISO 32000-1 9.10.3 asks for UTF-16.
    """
    return re.sub(
        "<([0-9A-F]{5,6})>",
        lambda match: f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>",
        _cmap_of_reportlab(font_name, subset),
    )


ttfonts.makeToUnicodeCMap = _to_unicode


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of characters drawn in one font; `marked` ones get a coloured ground."""

    text: str
    font: str
    marked: bool = False


@cache
def registered(path: Path) -> TTFont:
    """The font of a file, read and registered once per process."""
    name = f"{path.stem}-{sha256(str(path).encode()).hexdigest()[:8]}"
    font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    return font


class Advances(dict[str, float]):
    """Advance of each character in em; `strays` tells the font of those drawn in a fallback."""

    def __init__(self, fonts: tuple[TTFont, ...]) -> None:
        super().__init__()
        self.fonts = fonts
        self.strays: dict[str, str] = {}
        self.missing: set[str] = set()

    def __missing__(self, char: str) -> float:
        code = ord(char)
        own = self.fonts[0]
        for font in self.fonts:
            if code not in font.face.charToGlyph:
                continue
            width = font.face.charWidths.get(code, font.face.defaultWidth) / 1000
            if char in FULL_WIDTH and width < 0.9 and font is not self.fonts[-1]:
                continue
            if font is not own:
                self.strays[char] = font.fontName
            self[char] = width
            return width
        self.missing.add(char)
        self[char] = own.face.defaultWidth / 1000
        return self[char]


class Faces:
    """The faces of a layout. Use `faces_of` to get one: its measurements last as long as it."""

    def __init__(self, layout: Layout, folder: Path) -> None:
        self.paths = {key: _file(key, layout, folder) for key in layout.faces}
        self.fillers = {key: _own_or_ours(folder, name) for key, name in FILLED.items()}
        self.own_song = OWN_FONTS / layout.faces["song"].file
        self._advances: dict[FaceKey, Advances] = {}

    def advances(self, face: FaceKey) -> Mapping[str, float]:
        """Advance in em of any character, drawn in this face or its fallback."""
        return self._table(face)

    def font(self, face: FaceKey) -> str:
        """The name under which reportlab knows the face."""
        return registered(self.paths[face]).fontName

    def spans(self, text: str, face: FaceKey, marked: bool = False) -> Iterator[Span]:
        """The text cut where a fallback has to be drawn."""
        table = self._table(face)
        for char in set(text) - table.keys():
            table[char]
        own = table.fonts[0].fontName
        if table.strays.keys().isdisjoint(text):
            yield Span(text, own, marked)
            return
        for font, chars in groupby(text, lambda char: table.strays.get(char, own)):
            yield Span("".join(chars), font, marked)

    def missing(self) -> set[str]:
        """The characters measured so far that neither their face nor a fallback can draw."""
        return set().union(*(table.missing for table in self._advances.values()))

    def _table(self, face: FaceKey) -> Advances:
        if face not in self._advances:
            song = (self.paths["song"], self.own_song)
            filler = [self.fillers[face]] if face in self.fillers else []
            paths = dict.fromkeys((self.paths[face], *filler, *song))
            self._advances[face] = Advances(tuple(registered(path) for path in paths))
        return self._advances[face]


@cache
def faces_of(layout_name: str, folder: Path) -> Faces:
    """The faces of a layout, licensed ones from `folder` before ours."""
    return Faces(LAYOUTS[layout_name], folder)


def undrawn(texts: Iterable[str], layout_name: str = "gbt9704") -> list[str]:
    """The characters that neither the face of the body nor a fallback can draw."""
    faces = faces_of(layout_name, fonts_folder(None))
    advances = faces.advances("fang")
    characters = {character for text in texts for character in cleaned(text) if character != "\n"}
    for character in characters:
        advances[character]
    return sorted(characters & faces.missing())


def in_song_instead(texts: Iterable[str], layout_name: str = "gbt9704") -> list[str]:
    """The Chinese characters that the face of the body lacks and the Song face draws instead."""
    faces = faces_of(layout_name, fonts_folder(None))
    characters = {character for text in texts for character in text if IDEOGRAPH.match(character)}
    song = {faces.font("song"), registered(faces.own_song).fontName}
    return sorted(
        character
        for character in characters
        for span in faces.spans(character, "fang")
        if span.font in song and character not in faces.missing()
    )


def fonts_folder(fonts_dir: str | Path | None) -> Path:
    """The folder asked for, else the setting FONTS_DIR, else the faces that come with us."""
    return Path(fonts_dir or _setting() or OWN_FONTS).resolve()


def cleaned(text: str) -> str:
    """Without characters that print nothing (control, zero width, variation selectors)."""
    return UNPRINTABLE.sub("", text.replace("\t", " "))


def faced(runs: Runs | str, face: FaceKey) -> Iterable[tuple[str, FaceKey, bool]]:
    """Each run as text, face and whether it stands for a missing fact."""
    if isinstance(runs, str):
        return [(cleaned(runs), face, False)]
    return [_faced_run(run, face) for run in runs]


def _faced_run(run: Run, face: FaceKey) -> tuple[str, FaceKey, bool]:
    if isinstance(run, str):
        return cleaned(run), face, False
    own: FaceKey = run.face if isinstance(run, Face) else face
    return cleaned(run.text), own, isinstance(run, Missing)


def _file(key: FaceKey, layout: Layout, folder: Path) -> Path:
    """A licensed face is named for its role (fang.ttf, biaosong.ttc …) or as ours."""
    own = layout.faces[key].file
    for name in (f"{key}.ttf", f"{key}.ttc"):
        if (folder / name).is_file():
            return folder / name
    return _own_or_ours(folder, own)


def _own_or_ours(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).is_file() else OWN_FONTS / name


def _setting() -> str | Path | None:
    try:
        from django.conf import settings
    except ImportError:
        return None
    return getattr(settings, "FONTS_DIR", None) if settings.configured else None
