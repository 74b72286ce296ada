"""What a house may do otherwise than GB/T 9704, in which bounds, and what that makes of a paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.document import Block, Document, Heading, Paragraph, Signature, plain
from reports.layouts import GBT9704, PT_PER_MM

Pairs = tuple[tuple[str, str | float], ...]
PT_OF_SIZE = {18: "小二", 16: "三号", 15: "小三", 14: "四号"}  # of the body
BODY_FACES = {"fang": "仿宋", "song": "宋体", "kai": "楷体"}
NUMBER_FORMATS = {"— {} —": "— 1 —", "- {} -": "- 1 -", "{}": "1", "第{}页": "第1页"}
COLOURS = {"FF0000": "正红", "C00000": "深红"}
CHOICES = {
    "body_size": PT_OF_SIZE,
    "body_face": BODY_FACES,
    "number_format": NUMBER_FORMATS,
    "head_colour": COLOURS,
}
SECOND = re.compile(r"（[一二三四五六七八九十]+）")
THIRD = re.compile(r"\d+\.(?!\d)")


@dataclass(frozen=True)
class Bound:
    """A measure of the layout and between what it may be."""

    least: float
    most: float


BOUNDS = {
    "margin_top": Bound(20, 45),
    "margin_bottom": Bound(25, 45),  # the page number stands within
    "margin_left": Bound(20, 40),
    "margin_right": Bound(20, 40),
    "lines": Bound(18, 28),
    "chars": Bound(22, 32),
    "title_size": Bound(18, 26),
    "masthead_size": Bound(22, 62),
}
WORD_FACES = ("face_biaosong", "face_hei", "face_kai", "face_fang", "face_song")
OF_WORDS = ("two_levels", "unsealed")  # they change the paper, not its layout
SWITCHES = (*OF_WORDS, "imprint_even")


def standard(name: str) -> str | float | bool:
    """What GB/T 9704 has there."""
    if name in SWITCHES:
        return False
    faces = {f"face_{role}": face.word_name for role, face in GBT9704.faces.items()}
    return faces[name] if name in faces else getattr(GBT9704, name)


def as_pairs(deviations: Mapping[str, str | float]) -> Pairs:
    """Those of the layout, as they are frozen with a paper: in the order of their names.

    What follows from one goes with it: a character fills its part of the line in Word as well,
    a title keeps the distance of its lines to its size.
    """
    found: dict[str, Any] = {k: v for k, v in deviations.items() if k not in OF_WORDS}
    if "title_size" in found:
        leading = GBT9704.title_leading / GBT9704.title_size * float(found["title_size"])
        found["title_leading"] = round(leading, 1)
    if "masthead_size" in found:
        found["masthead_leading"] = float(found["masthead_size"]) + 18
    measures = {name: value for name, value in found.items() if name in BOUNDS}
    if "body_size" in found:
        width = replace(GBT9704, **measures).text_width * PT_PER_MM
        found.setdefault("chars", int(width / float(found["body_size"])))
    elif measures.keys() & {"margin_left", "margin_right", "chars"}:
        found["body_size"] = -(-replace(GBT9704, **measures).em * 2 // 1) / 2  # Word knows halves
    return tuple(sorted(found.items()))


def adapted(document: Document, deviations: Mapping[str, str | float]) -> Document:
    """The words where a house numbers otherwise, or has no seal."""
    blocks = list(document.blocks)
    if deviations.get("two_levels") and not any(map(_is_third, blocks)):
        blocks = _two_levels(blocks)
    if deviations.get("unsealed"):
        blocks = [
            replace(block, sealed=False) if isinstance(block, Signature) else block
            for block in blocks
        ]
    return replace(document, blocks=tuple(blocks))


def _is_third(block: Block) -> bool:
    if isinstance(block, Heading):
        return block.level > 2
    return isinstance(block, Paragraph) and bool(THIRD.match(plain(block.runs)))


def _two_levels(blocks: list[Block]) -> list[Block]:
    """一、 → 1. in a paper without a third level."""
    told: list[Block] = []
    n = 0
    for block in blocks:
        if isinstance(block, Heading) and block.runs:
            first = block.runs[0]
            n = 0 if block.level == 1 else n
            if isinstance(first, str) and block.level == 2 and SECOND.match(first):
                n += 1
                words = (SECOND.sub(f"{n}.", first, count=1), *block.runs[1:])
                told.append(replace(block, level=3, runs=words))
                continue
        told.append(block)
    return told
