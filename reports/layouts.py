"""How official papers are laid out, as frozen data that the PDF and the Word renderer share.

Figures are those of GB/T 9704-2012 《党政机关公文格式》. An organisation with house rules
adds a `Layout` of its own to `LAYOUTS`; no renderer knows a number that stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

FaceKey = Literal["biaosong", "hei", "kai", "fang", "song"]
PT_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Typeface:
    """A face: `file` is embedded in the PDF, `word_name` is named (not embedded) in Word."""

    file: str
    word_name: str


GBT_FACES: Mapping[FaceKey, Typeface] = MappingProxyType(
    {
        "biaosong": Typeface("gw-biaosong.ttf", "方正小标宋简体"),
        "hei": Typeface("gw-hei.ttf", "黑体"),
        "kai": Typeface("gw-kai.ttf", "楷体_GB2312"),
        "fang": Typeface("gw-fang.ttf", "仿宋_GB2312"),
        "song": Typeface("gw-song.ttf", "宋体"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Geometry and faces of a paper. Lengths are mm, sizes and leadings pt, indents characters.

    On a landscape page the portrait page is turned: its binding edge lies on top
    (top 28, bottom 26, left 35, right 37 mm), so a line is 225 mm long.
    """

    name: str
    faces: Mapping[FaceKey, Typeface] = field(default_factory=lambda: GBT_FACES)

    page_width: float = 210
    page_height: float = 297
    margin_top: float = 37
    margin_bottom: float = 35
    margin_left: float = 28
    margin_right: float = 26

    lines: int = 22
    chars: int = 28
    body_size: float = 16  # 3号, the nominal size; the PDF sets `em`, so that 28 fill the line
    body_face: FaceKey = "fang"
    indent: int = 2  # first line of a paragraph, headings, 附件说明
    heading_faces: tuple[FaceKey, ...] = ("hei", "kai", "fang", "fang")  # levels 1 to 4

    title_face: FaceKey = "biaosong"
    title_size: float = 22  # 2号
    title_leading: float = 35
    title_blank_above: int = 2  # the title stands on the third line, as an annex's title does
    title_blank_below: int = 1  # one empty line, then 主送
    note_face: FaceKey = "kai"  # （讨论稿）,（送审稿） under the title

    masthead_size: float = 42  # 简报: the name in red, on one line
    masthead_leading: float = 60
    masthead_rule: float = 2  # pt, red

    head_top: float = 35  # mm from the type area to the top of 发文机关标志
    head_blank_below: int = 2  # lines between it and the number
    head_gap: float = 4  # mm from the number down to the red rule
    head_rule: float = 1.4  # pt
    head_colour: str = "FF0000"
    signer_face: FaceKey = "kai"  # whoever signed an upward paper

    imprint_size: float = 14  # 4号
    imprint_leading: float = 24
    imprint_thick: float = 0.35  # mm: first and last rule
    imprint_thin: float = 0.25  # mm: the rule between
    imprint_even: bool = False  # printed on both sides: 版记 stands on the back of the last sheet

    label_face: FaceKey = "hei"  # 密级 top left, on the first line
    annex_label_face: FaceKey = "hei"  # 附件1 top left
    annex_label_size: float = 16

    annex_note_blank_above: int = 1
    signature_blank_above_sealed: int = 2  # room for the seal: its top within a line of the text
    signature_blank_above_unsealed: int = 1
    sealed_date_indent: int = 4  # from the right; the organisation is centred on the date
    unsealed_indent: int = 2  # organisation from the right; date as much right of its first char

    number_face: FaceKey = "song"
    number_size: float = 14  # 4号
    number_format: str = "— {} —"
    number_drop: float = 7  # from the type area down to the dash
    number_indent: int = 1  # characters in from the edge; odd pages right, even pages left

    table_face: FaceKey = "fang"
    table_head_face: FaceKey = "hei"
    table_size: float = 10.5  # 5号
    table_leading: float = 15
    table_rule: float = 0.5  # pt
    cell_padding: float = 4  # pt, left and right
    cell_padding_vertical: float = 3  # pt, above and below

    @property
    def text_width(self) -> float:
        """Width of the type area in mm: 156; also its height on a landscape page."""
        return self.page_width - self.margin_left - self.margin_right

    @property
    def text_height(self) -> float:
        """Height of the type area in mm: 225; also its width on a landscape page."""
        return self.page_height - self.margin_top - self.margin_bottom

    @property
    def em(self) -> float:
        """A body character in pt such that `chars` of them fill the line: 15.79."""
        return self.text_width * PT_PER_MM / self.chars

    @property
    def leading(self) -> float:
        """Distance of baselines in pt such that `lines` fill the page: 28.99."""
        return self.text_height * PT_PER_MM / self.lines

    def heading_face(self, level: int) -> FaceKey:
        """The face of a heading; levels below the last one look like the last."""
        return self.heading_faces[min(level, len(self.heading_faces)) - 1]


GBT9704 = Layout(name="gbt9704")
# 表单: a record to be filled in and signed is no official letter; it is to fit on few pages.
FORM = Layout(
    name="form",
    margin_top=25,
    margin_bottom=25,
    margin_left=20,
    margin_right=20,
    lines=38,
    chars=40,
    body_size=12,
    title_leading=32,
    title_blank_above=0,
)
# 裁切函件: two halves of a page, to be cut apart; each keeps its own distance from the edge.
SLIPS = Layout(
    name="slips",
    margin_top=0,
    margin_bottom=0,
    margin_left=24,
    margin_right=24,
    lines=42,
    chars=34,
    body_size=13.5,
    title_leading=30,
    title_blank_above=0,
    number_format="",
)
# 台账: 25 columns want a sheet of A3 that lies on its side.
LEDGER = Layout(
    name="ledger",
    page_width=420,
    page_height=297,
    margin_top=22,
    margin_bottom=22,
    margin_left=20,
    margin_right=20,
    lines=36,
    chars=88,
    body_size=12,
    title_size=20,
    title_leading=28,
    title_blank_above=0,
    title_blank_below=0,
    table_size=8,
    table_leading=10.5,
    cell_padding=2,
    cell_padding_vertical=2,
)
# 简报: its head takes the place of the blank above a title; it is to fit on a page.
BRIEF = Layout(
    name="brief",
    margin_top=30,
    margin_bottom=30,
    lines=25,
    title_size=20,
    title_leading=30,
    title_blank_above=0,
)
# 大字版: 二号 with one and a half times its height a line, to be read aloud from a desk.
LARGE = Layout(
    name="large",
    lines=19,
    chars=20,
    body_size=22,
    title_size=26,
    title_leading=44,
    title_blank_above=1,
    annex_label_size=22,
    table_size=14,
    table_leading=20,
)
LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {one.name: one for one in (GBT9704, FORM, SLIPS, LEDGER, BRIEF, LARGE)}
)


@lru_cache(maxsize=64)
def layout_of(name: str, deviations: tuple[tuple[str, str | float], ...] = ()) -> Layout:
    """The layout with what a house does otherwise. KeyError if there is no such layout.

    "face_fang" is the name of a face in Word, any other name a field of `Layout`.
    """
    layout = LAYOUTS[name]
    faces: dict[FaceKey, Typeface] = {
        role: replace(face, word_name=str(dict(deviations).get(f"face_{role}", face.word_name)))
        for role, face in layout.faces.items()
    }
    fields: dict[str, Any] = {k: v for k, v in deviations if not k.startswith("face_")}
    return replace(layout, faces=MappingProxyType(faces), **fields)
