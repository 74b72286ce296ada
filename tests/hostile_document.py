"""A paper in which every field that a person can fill tries to break out of its file."""

from __future__ import annotations

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Column,
    Document,
    Face,
    Figure,
    Heading,
    Missing,
    Paragraph,
    Signature,
    Table,
    Title,
)

EVIL = "\"'><script>alert(1)</script><img/src=x/onerror=alert(1)>&amp;\x00\x0b\ud800"


def hostile_document() -> Document:
    runs = (EVIL, Figure(EVIL, EVIL, EVIL, url=EVIL), Missing(EVIL, EVIL), Face(EVIL, "kai"))
    return Document(
        EVIL,
        (
            Title((EVIL, EVIL), note=EVIL),
            Addressee(runs),
            Heading(1, runs, key=EVIL),
            Paragraph(runs, key=EVIL),
            AnnexNote((EVIL, EVIL)),
            Signature(runs, runs),
            Table((Column(EVIL, 10), Column(EVIL, 10)), ((EVIL, runs),), key=EVIL),
            Table((Column(EVIL, 10),), (), empty=EVIL),
        ),
        annexes=(Annex(EVIL, (Paragraph(runs),)),),
        author=EVIL,
        label=EVIL,
    )
