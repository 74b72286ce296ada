"""Draws the first pages of one file in a process of its own: the file on stdin, PNGs in a folder.

Run by `campaigns.previews` as a bare script, without Django. A picture or a PDF is somebody
else's program for a parser: a few hundred bytes can stand for gigabytes of pixels. Here that ends
a child with little memory and little time, never the server.
"""

import io
import json
import sys
from pathlib import Path

MEMORY = 1024**3  # bytes of address space
SECONDS = 20  # of processor time
PAGES = 3
SIDE = 1400  # pixels of the longer side of a drawn page
PIXELS = 50_000_000  # of a picture that is still opened: more than any camera's

# Why nothing was drawn; `campaigns.previews` has the words for the reader.
BROKEN, LARGE, PROTECTED = "broken", "large", "protected"


class Refused(Exception):
    """The first argument is one of the reasons above."""


def main() -> None:
    """Write {"pages": [[name, width, height], …], "of": n} or {"refused": reason} to stdout."""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    _limit_resources()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read(), kind, folder)))


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # not on this system; the time limit of the parent remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(content: bytes, kind: str, folder: Path) -> dict:
    try:
        total, pictures = (_of_pdf if kind == "application/pdf" else _of_picture)(content)
        pages = []
        for number, picture in enumerate(pictures, start=1):
            name = f"{number}.png"
            picture.save(folder / name, "PNG", optimize=True)
            pages.append([name, picture.width, picture.height])
    except Refused as refusal:
        return {"refused": refusal.args[0]}
    except MemoryError:
        return {"refused": LARGE}
    except Exception:  # a damaged file may break the parser in any way
        return {"refused": BROKEN}
    return {"pages": pages, "of": total}


def _of_picture(content: bytes):
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # asked here, before a single pixel is read
    picture = Image.open(io.BytesIO(content), formats=["JPEG", "PNG"])
    if picture.width * picture.height > PIXELS:
        raise Refused(LARGE)
    picture.draft("RGB", (SIDE, SIDE))  # a JPEG is decoded small in the first place
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((SIDE, SIDE))
    # Pixels only, on white: neither the place of the photograph nor a profile goes along.
    clean = Image.new("RGB", upright.size, "white")
    seen = upright.convert("RGBA")
    clean.paste(seen, mask=seen)
    return 1, [clean]


def _of_pdf(content: bytes):
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused(PROTECTED if "assword" in str(error) else BROKEN) from error
    return len(document), (_drawn(document[n]) for n in range(min(PAGES, len(document))))


def _drawn(page):
    longer = max(page.get_size())
    if longer <= 0:
        raise Refused(BROKEN)
    return page.render(scale=min(SIDE / longer, 2.5)).to_pil().convert("RGB")


if __name__ == "__main__":
    main()
