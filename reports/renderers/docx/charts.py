"""Charts in Word: the drawing of the PDF as a picture, with its numbers in words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import quoteattr

import pypdfium2
from docx.document import Document as WordFile
from reportlab.pdfgen.canvas import Canvas

from reports.document import Chart, Document
from reports.layouts import PT_PER_MM, Layout
from reports.renderers.characters import legal
from reports.renderers.docx import markup
from reports.renderers.pdf import drawing
from reports.renderers.pdf.chart import set_chart
from reports.renderers.pdf.faces import faces_of, fonts_folder
from reports.renderers.pdf.pen import Pen

DOTS = 200  # an inch: sharp on an office printer
EMU_PER_PT = 12700
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


@dataclass(frozen=True)
class Picture:
    """A picture that stands in the file under `relation`; sizes in pt."""

    relation: str
    number: int
    width: float
    height: float


def pictures_of(document: Document, layout: Layout, word: WordFile) -> Mapping[Chart, Picture]:
    """The pictures of all charts, put into the file."""
    return {
        chart: _picture(chart, layout, width * PT_PER_MM, number, word)
        for number, (chart, width) in enumerate(_charts(document, layout), start=1)
    }


def _charts(document: Document, layout: Layout) -> Iterator[tuple[Chart, float]]:
    """Each chart with the length of its line in mm."""
    yield from ((block, layout.text_width) for block in document.blocks if isinstance(block, Chart))
    for annex in document.annexes:
        width = layout.text_height if annex.landscape else layout.text_width
        yield from ((block, width) for block in annex.blocks if isinstance(block, Chart))


def _picture(chart: Chart, layout: Layout, width: float, number: int, word: WordFile) -> Picture:
    png, height = picture_of(chart, layout, width)
    relation, _image = word.part.get_or_add_image(BytesIO(png))
    return Picture(relation, number, width, height)


def picture_of(chart: Chart, layout: Layout, width: float) -> tuple[bytes, float]:
    """The chart as PNG, and its height in pt."""
    with drawing():
        faces = faces_of(layout.name, fonts_folder(None))
        strip = set_chart(chart, layout, width, faces)
        page = BytesIO()
        canvas = Canvas(page, pagesize=(width, strip.height), invariant=1)
        pen = Pen(canvas)
        strip.draw(pen, 0, strip.height)
        pen.finish()
        canvas.save()
        with pypdfium2.PdfDocument(page.getvalue()) as pdf:
            image = pdf[0].render(scale=DOTS / 72, grayscale=True).to_pil()
    png = BytesIO()
    image.save(png, "PNG", dpi=(DOTS, DOTS))
    return png.getvalue(), strip.height


def chart_markup(chart: Chart, picture: Picture) -> str:
    """A paragraph with the picture; who cannot see it is told name and number of each bar."""
    told = "；".join(f"{bar.name}：{bar.value.text}" for bar in chart.bars)
    name, words = quoteattr(legal(chart.title)), quoteattr(legal(f"{chart.title}。{told}"))
    size = f'cx="{round(picture.width * EMU_PER_PT)}" cy="{round(picture.height * EMU_PER_PT)}"'
    frame = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" '
        f'distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{picture.number}" name={name} descr={words}/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{PICTURE}">'
        f'<pic:pic xmlns:pic="{PICTURE}"><pic:nvPicPr><pic:cNvPr id="{picture.number}" '
        f"name={name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{picture.relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return markup.paragraph("Chart", frame)
