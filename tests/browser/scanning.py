"""A phone before a code: the picture of it is taken, decoded, and its link opened."""

import io

import zxingcpp
from PIL import Image

from tests.browser.visitor import Visitor


def link_of(picture: bytes) -> str:
    """The link in the one QR code that a picture shows."""
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
    return code.text


def link_on_the_wall(who: Visitor) -> str:
    """The link in the code that stands on the screen of `who`."""
    return link_of(who.page.screenshot())


def scan(phone: Visitor, link: str) -> None:
    """Open a link that was decoded, as it is."""
    assert link.startswith(f"{phone.site}/"), link
    phone.page.goto(link)
