"""What a house may do otherwise than GB/T 9704, in which bounds, and what that makes of a paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.document import Block, Document, Heading, Paragraph, Signature, plain
from reports.layouts import GBT9704

Pairs = tuple[tuple[str, str | float], ...]
FACES = {"fang": "仿宋", "song": "宋体", "kai": "楷体", "hei": "黑体"}  # a body may be set in
NUMBER_FORMATS = ("— {} —", "- {} -", "{}", "第{}页")
COLOURS = ("FF0000", "C00000")
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


def standard(name: str) -> str | float:
    """What GB/T 9704 has there."""
    role = name.removeprefix("face_")
    return GBT9704.faces[role].word_name if role in GBT9704.faces else getattr(GBT9704, name)


def as_pairs(deviations: Mapping[str, str | float]) -> Pairs:
    """Those of the layout, as they are frozen with a paper: in the order of their names.

    What follows from one goes with it: a character fills its part of the line in Word as well,
    a title keeps the distance of its lines to its size.
    """
    found = {name: value for name, value in deviations.items() if name not in OF_WORDS}
    if "title_size" in found:
        leading = GBT9704.title_leading / GBT9704.title_size * float(found["title_size"])
        found["title_leading"] = round(leading, 1)
    if "masthead_size" in found:
        found["masthead_leading"] = float(found["masthead_size"]) + 18
    if found.keys() & {"margin_left", "margin_right", "chars"}:
        em = replace(GBT9704, **{k: v for k, v in found.items() if k in BOUNDS}).em
        found["body_size"] = -(-em * 2 // 1) / 2  # Word knows halves of a point
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
    told, n = [], 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            n = 0
        first = block.runs[0] if isinstance(block, Heading) and block.runs else None
        if isinstance(first, str) and block.level == 2 and SECOND.match(first):
            n += 1
            block = replace(block, level=3, runs=(SECOND.sub(f"{n}.", first, 1), *block.runs[1:]))
        told.append(block)
    return told
