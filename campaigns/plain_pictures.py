"""A photo as pixels only: place, time, device and profile of the camera stay behind.

Evidence keeps every file as it came. A photo of a covert visit is another matter: what a telephone
writes into it says who was where and when. It is drawn anew, in the process that draws previews.
"""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from campaigns.evidence import demand_takeable
from campaigns.file_kinds import kind_of
from campaigns.previews import drawn_pages

PICTURES = ("image/jpeg", "image/png")


def plain_picture(upload: UploadedFile, name: str) -> SimpleUploadedFile:
    """The photo drawn anew as a JPEG called `name`, at most 1400 pixels on its longer side.

    Raises ValidationError for anything but a JPEG or PNG that can be drawn.
    """
    demand_takeable(upload.name or "", upload.size or 0)
    upload.seek(0)
    taken = upload.read()
    kind = kind_of(upload.name or "", io.BytesIO(taken))
    if kind is None or kind not in PICTURES:
        raise ValidationError(_("Only photos (JPEG or PNG) are taken here."))
    with TemporaryDirectory(prefix="photo-") as folder:
        drawn = drawn_pages(taken, kind, Path(folder))
        if "refused" in drawn:
            raise ValidationError(_("This photo cannot be read. Please take it once more."))
        with Image.open(Path(folder) / drawn["pages"][0][0], formats=["PNG"]) as picture:
            contents = io.BytesIO()
            picture.convert("RGB").save(contents, "JPEG", quality=85)
    return SimpleUploadedFile(name, contents.getvalue(), "image/jpeg")
