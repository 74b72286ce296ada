"""Small files of every kind, and what tests do with them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from reportlab.pdfgen import canvas

from campaigns import attaching, evidence
from campaigns.models import Answer, Evidence
from campaigns.places import place_of
from tests.world import World


def pdf(pages: int = 1, words: str = "page") -> bytes:
    """A real PDF with some pages."""
    kept = io.BytesIO()
    paper = canvas.Canvas(kept, invariant=1)
    for number in range(1, pages + 1):
        paper.drawString(72, 720, f"{words} {number}")
        paper.showPage()
    paper.save()
    return kept.getvalue()


def picture(width: int = 40, height: int = 30, kind: str = "PNG", **options) -> bytes:
    """A real picture in one colour."""
    kept = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(kept, kind, **options)
    return kept.getvalue()


def upload(name: str = "收文登记.txt", contents: bytes = b"x") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, contents)


def shelve(world: World, name: str = "收文登记.txt", contents: bytes = b"x") -> Evidence:
    """A file in the library of 销售部, used by nothing."""
    sales = world.departments["SALES"]
    return evidence.store(upload(name, contents), world.campaign, sales, by=world.head)


def attached(world: World, row: Evidence, no: int = 1) -> Answer:
    """The file supports the answer of 销售部 to item `no`."""
    place = place_of(world.head, "spring", "SALES", no)
    answer = attaching.answer_for_files(place, by=world.head)
    attaching.attach(answer, row, by=world.head)
    return answer
