"""A paper as PDF, laid out after GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from reports.document import Document
from reports.layouts import layout_of
from reports.renderers.pdf.faces import Faces, faces_of, fonts_folder
from reports.renderers.pdf.pages import Foot, imprint_foot, pages_of
from reports.renderers.pdf.press import printed

# A font's reader has one position in its file; two papers saved at once would disturb each other.
_one_at_a_time = Lock()


@contextmanager
def drawing() -> Iterator[None]:
    """Nobody else draws meanwhile."""
    with _one_at_a_time:
        yield


def render_pdf(document: Document, fonts_dir: str | Path | None = None) -> bytes:
    """The paper as PDF. The same paper gives the same bytes.

    Faces come from `fonts_dir`, else from the folder in the setting FONTS_DIR (files named
    biaosong, hei, kai, fang, song with .ttf or .ttc), else from those that come with us.
    Missing facts are highlighted in a draft. Raises KeyError if there is no such layout.
    """
    layout = layout_of(document.layout, document.deviations)
    with drawing():
        faces = faces_of(document.layout, fonts_folder(fonts_dir))
        return printed(document, layout, faces, pages_of(document, layout, faces))


def foot_on_paper(document: Document, fonts_dir: str | Path | None = None) -> Foot:
    """Where the imprint stands in the PDF, for a format that does not know its pages."""
    layout = layout_of(document.layout, document.deviations)
    with drawing():
        faces = faces_of(document.layout, fonts_folder(fonts_dir))
        return imprint_foot(document, layout, faces)


def missing_glyphs(document: Document, fonts_dir: str | Path | None = None) -> set[str]:
    """The characters of the paper that neither their face nor the Song face can draw."""
    layout = layout_of(document.layout, document.deviations)
    faces = Faces(layout, fonts_folder(fonts_dir))
    for _page in pages_of(document, layout, faces):
        pass
    return faces.missing()
