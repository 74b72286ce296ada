"""Opinions for the tests: said at the hotline, put into a box, looked up by the receipt."""

import re
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from findings import opinion_boxes, opinions
from findings.models import Opinion, OpinionBox
from tests.surveying import ADDRESS, mark_of
from tests.world import DAY, World

WORDS = "缴费大厅排队时间过长"


def said(world: World, **more) -> Opinion:
    """A complaint about 服务部 at the hotline, by somebody who left a number."""
    fields = {
        "channel": "hotline",
        "category": "complaint",
        "said_on": DAY,
        "text": "排队等待时间过长",
        "contact": "来电人 1390000",
        "department": world.departments["SERVICE"],
    }
    return opinions.write_down(world.campaign, by=world.inspector, **{**fields, **more})


def again(opinion: Opinion) -> Opinion:
    """As it stands in the database."""
    return Opinion.objects.select_related("campaign").get(pk=opinion.pk)


def box_of(world: World, **more) -> OpinionBox:
    """The box of the campaign."""
    return opinion_boxes.put_up(world.campaign, by=world.clerk, **more)


def address(box: OpinionBox) -> str:
    return reverse("put_in_opinion", args=[box.slug])


def note(**more) -> dict:
    """The form filled in, without a contact."""
    return {"category": "opinion", "topic": "服务态度", "text": WORDS, "contact": "", **more}


def put_in(box: OpinionBox, client: Client | None = None, **more):
    """Send a note as somebody outside: the answer."""
    client = client or Client(REMOTE_ADDR=ADDRESS)
    page = client.get(address(box)).content.decode()
    return client.post(address(box), {"form": mark_of(page), **note(**more)})


def receipt_of(response) -> str:
    """The number on the page that answers a note."""
    return re.search(r'id="receipt">([^<]+)<', response.content.decode()).group(1)


def look_up(box: OpinionBox, receipt: str, client: Client | None = None):
    """Ask what became of a note."""
    client = client or Client(REMOTE_ADDR=ADDRESS)
    return client.post(reverse("look_up_opinion", args=[box.slug]), {"receipt": receipt})


def photo(place: bytes = b"") -> SimpleUploadedFile:
    """A picture as a telephone takes it, with where and when and by which device."""
    picture, contents = Image.new("RGB", (60, 40), "teal"), BytesIO()
    exif = Image.Exif()
    exif[0x0110], exif[0x0132] = "Traceable Phone 9", "2026:03:02 10:42:07"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(contents, "JPEG", exif=exif, comment=b"Traceable comment" + place)
    return SimpleUploadedFile("IMG_20260302_104207.jpg", contents.getvalue(), "image/jpeg")
