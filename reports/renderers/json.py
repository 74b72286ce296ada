"""A paper as plain data, ready for `json.dumps`: its words, its figures, what is missing."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Block,
    Chart,
    Distribution,
    Document,
    Face,
    Figure,
    Heading,
    Masthead,
    Missing,
    Paragraph,
    Run,
    Runs,
    Signature,
    Slip,
    Table,
    Title,
    plain,
)
from reports.letterhead import Imprint, Letterhead
from reports.renderers.characters import legal
from reports.renderers.links import safe_link

Json = dict[str, Any]


def document_json(document: Document) -> Json:
    """The paper as dicts, lists and scalars.

    `blocks` and the blocks of `annexes` have a `kind`; `figures` holds each number once, in
    reading order; `missing` each gap as often as it is printed. Raises ValueError as
    `figures_of` does.
    """
    whole = {
        "title": document.title,
        "language": document.language,
        "layout": document.layout,
        "author": document.author,
        "subject": document.subject,
        "label": document.label,
        "head": _fields(document.head),
        "imprint": _fields(document.imprint),
        "draft": document.draft,
        "blocks": [block_json(block) for block in document.blocks],
        "annexes": [_annex(annex) for annex in document.annexes],
        "figures": [_figure(figure) for figure in figures_of(document)],
        "missing": [_missing(missing) for missing in document.missing()],
    }
    return {name: _legal(part) for name, part in whole.items()}


def _fields(part: Letterhead | Imprint | None) -> Json | None:
    """版头 or 版记 as it is printed; None where there is none."""
    match part:
        case Letterhead():
            signer = part.signer_text if part.upward else ""
            return {"mark": part.mark, "number": part.number_text, "signer": signer}
        case Imprint():
            return {"copies": part.copies, "printer": part.printer, "date": part.date_text}
        case _:
            return None


def _legal(part: Any) -> Any:
    """The same without characters that could not be written as UTF-8 or shown."""
    match part:
        case str():
            return legal(part)
        case list():
            return [_legal(one) for one in part]
        case dict():
            return {name: _legal(one) for name, one in part.items()}
        case _:
            return part


def figures_of(document: Document) -> tuple[Figure, ...]:
    """Each figure of a paper once, in reading order, then those it only carries.

    Raises ValueError when one name stands for two different figures: a number that is
    printed in several places is one object, or the places will disagree some day.
    """
    figures: dict[str, Figure] = {}
    printed = (run for runs in document.all_runs() for run in runs if isinstance(run, Figure))
    for figure in (*printed, *document.figures):
        known = figures.setdefault(figure.name, figure)
        if known != figure:
            raise ValueError(
                f"figure {figure.name!r} is {known.text!r} and {figure.text!r}: {known} {figure}"
            )
    return tuple(figures.values())


@singledispatch
def block_json(block: Block) -> Json:
    """One block with its `kind`, its text and, where it has any, its runs."""
    raise TypeError(f"no JSON for {type(block).__name__}")


@block_json.register
def _title(block: Title) -> Json:
    lines = list(block.lines)
    told: Json = {"kind": "title", "text": "".join(lines), "lines": lines, "note": block.note}
    if block.byline:
        told["byline"] = plain(block.byline)
    return {**told, "number": block.number} if block.number else told


@block_json.register
def _addressee(block: Addressee) -> Json:
    return {"kind": "addressee", **_words(block.name)}


@block_json.register
def _heading(block: Heading) -> Json:
    return {"kind": "heading", "level": block.level, "key": block.key, **_words(block.runs)}


@block_json.register
def _paragraph(block: Paragraph) -> Json:
    return {"kind": "paragraph", "key": block.key, **_words(block.runs)}


@block_json.register
def _annex_note(block: AnnexNote) -> Json:
    return {"kind": "annex_note", "names": list(block.names)}


@block_json.register
def _signature(block: Signature) -> Json:
    return {
        "kind": "signature",
        "organisation": _words(block.organisation),
        "date": _words(block.date),
        "sealed": block.sealed,
    }


@block_json.register
def _slip(block: Slip) -> Json:
    return {
        "kind": "slip",
        "title": block.title,
        "paragraphs": [_words(runs) for runs in block.paragraphs],
        "code": block.code,
        "beside": list(block.beside),
        "signature": list(block.signature),
    }


@block_json.register
def _masthead(block: Masthead) -> Json:
    return {
        "kind": "masthead",
        "name": block.name,
        "number": block.number,
        "total": _words(block.total) if block.total else None,
        "office": block.office,
        "date": block.date,
    }


@block_json.register
def _distribution(block: Distribution) -> Json:
    return {"kind": "distribution", "lines": list(block.lines), "copies": block.copies}


@block_json.register
def _chart(block: Chart) -> Json:
    """A bar is its name and the figure that it shows."""
    return {
        "kind": "chart",
        "key": block.key,
        "title": block.title,
        "bars": [{"name": bar.name, **_words((bar.value,))} for bar in block.bars],
    }


@block_json.register
def _table(block: Table) -> Json:
    """A cell is a string, or text with runs when it holds more than words."""
    return {
        "kind": "table",
        "key": block.key,
        "columns": [column.title for column in block.columns],
        "rows": [
            [cell if isinstance(cell, str) else _words(cell) for cell in row] for row in block.rows
        ],
        "empty": block.empty,
    }


def _annex(annex: Annex) -> Json:
    return {
        "title": annex.title,
        "number": annex.number,
        "landscape": annex.landscape,
        "blocks": [block_json(block) for block in annex.blocks],
    }


def _words(runs: Runs) -> Json:
    return {"text": plain(runs), "runs": [_run(run) for run in runs]}


def _run(run: Run) -> str | Json:
    match run:
        case Figure():
            return {"figure": run.name, "text": run.text}
        case Missing():
            return _missing(run)
        case Face():
            return {"face": run.face, "text": run.text}
        case _:
            return run


def _figure(figure: Figure) -> Json:
    return {
        "name": figure.name,
        "value": figure.value,
        "text": figure.text,
        "count": figure.count,
        "url": safe_link(figure.url),
    }


def _missing(missing: Missing) -> Json:
    return {
        "missing": missing.what,
        "text": missing.text,
        "url": safe_link(missing.url),
    }
