"""Reading a Word file in tests: its parts, its body, what a style says."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from reports.document import Annex, Block, Document
from reports.layouts import GBT9704
from reports.renderers.docx import render_docx
from reports.renderers.docx.blocks import Sheet, blocks_markup
from tests.sample_document import sample_document

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
CHARACTER = 315  # twips: 15.75 pt
LINE = 579  # twips: 28.95 pt
WIDTH = 8844  # twips: 156 mm


def paper(*blocks: Block, annexes: tuple[Annex, ...] = (), **more: str) -> Document:
    return Document("关于甲的报告", blocks, annexes=annexes, **more)


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    with ZipFile(BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def written(*blocks: Block) -> list[etree._Element]:
    """The elements that these blocks become."""
    content = blocks_markup(blocks, Sheet(GBT9704))
    return list(etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}">{content}</w:body>'))


def whole_body(*blocks: Block, annexes: tuple[Annex, ...]) -> list[etree._Element]:
    """The elements of a whole paper, the properties of its last section included."""
    return list(part(render_docx(paper(*blocks, annexes=annexes)))[0])


def value(element: etree._Element, path: str, name: str = "val") -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(W + name)


def words(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(W + "t"))


@cache
def sample() -> bytes:
    return render_docx(sample_document())


@cache
def sample_styles() -> dict[str, etree._Element]:
    styles = part(sample(), "word/styles.xml").findall(W + "style")
    return {style.get(W + "styleId"): style for style in styles}
