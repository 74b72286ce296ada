"""The first page of a paper as a picture, to look at a layout before it is kept."""

from dataclasses import replace
from functools import lru_cache
from io import BytesIO

import pypdfium2

from reports.deviations import Pairs, adapted, as_pairs
from reports.document import Document
from reports.letterhead import Letterhead
from reports.papers import layout_sample
from reports.renderers.pdf import drawing, render_pdf

SCALE = 1.3  # of 72 dots an inch: 775 pixels across a page of A4


def sample(organisation: str, head: str, deviations: Pairs) -> Document:
    """The sample page with this head ("": none) and these deviations."""
    chosen = dict(deviations)
    document = adapted(layout_sample.write(organisation), chosen)
    document = replace(document, deviations=as_pairs(chosen))
    return replace(document, head=Letterhead(head)) if head else document


@lru_cache(maxsize=16)
def sample_png(organisation: str, head: str, deviations: Pairs) -> bytes:
    """The sample page as PNG."""
    return first_page(sample(organisation, head, deviations))


def first_page(document: Document) -> bytes:
    """The first page of a paper as PNG."""
    content = render_pdf(document)
    with drawing(), pypdfium2.PdfDocument(content) as pdf:
        image = pdf[0].render(scale=SCALE).to_pil()
    png = BytesIO()
    image.save(png, "PNG")
    return png.getvalue()
