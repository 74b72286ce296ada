"""The document model: what a paper says, before anybody decides how it looks.

Papers (`reports/papers/`) build a `Document`; renderers (`reports/renderers/`) turn
the same `Document` into Word, PDF and HTML. Everything here is frozen and pure:
no database, no clock, no fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from reports.letterhead import Imprint, Letterhead

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Figure:
    """A number, date range or name list that was computed from records.

    `text` is what is printed ("83"); `value` the machine value; `count` how many
    records stand behind it; `url` the page that lists exactly those records.
    """

    name: str
    text: str
    value: int | float | str
    count: int = 0
    url: str = ""


@dataclass(frozen=True)
class Missing:
    """An obligatory fact nobody has recorded yet. Prints 【待补：what】 and blocks issuing."""

    what: str
    url: str = ""
    mark: str = "待补"

    @property
    def text(self) -> str:
        return f"【{self.mark}：{self.what}】"


@dataclass(frozen=True)
class Face:
    """A stretch of text in another face than its paragraph (a run-in heading)."""

    text: str
    face: Literal["hei", "kai", "fang", "song", "biaosong"]


Run = str | Figure | Missing | Face
Runs = tuple[Run, ...]


def plain(runs: Runs | str) -> str:
    """The words of some runs, as they will be read."""
    if isinstance(runs, str):
        return runs
    return "".join(run if isinstance(run, str) else run.text for run in runs)


@dataclass(frozen=True)
class Title:
    """The title, broken by meaning into lines; the `byline` of a speech（单位、职务）stands below
    in Kai, then `note` in brackets（送审稿）, then the `number` of a letter（督〔2009〕1号）."""

    lines: tuple[str, ...]
    note: str = ""
    number: str = ""
    byline: Runs = ()


@dataclass(frozen=True)
class Addressee:
    """主送: flush left, printed with a full-width colon."""

    name: Runs


@dataclass(frozen=True)
class Heading:
    """A heading on a line of its own: 1 一、(Hei) · 2 （一）(Kai) · 3 1.(Fang) · 4 （1）(Fang)."""

    level: int
    runs: Runs
    key: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A body paragraph, its first line indented two characters. `key` names it for links."""

    runs: Runs
    key: str = ""
    indent: bool = True
    keep_with_next: bool = False


@dataclass(frozen=True)
class AnnexNote:
    """附件说明 below the body: one annex is not numbered, several are."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """落款: name of the organisation and date of issue (both may be Missing)."""

    organisation: Runs
    date: Runs
    sealed: bool = True
    keep_with_next: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` in millimetres of a line of 225 (landscape) or 156 mm."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A table whose header repeats on every page. A cell is text or runs."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs | str, ...], ...]
    key: str = ""
    empty: str = ""  # the sentence printed instead of a table without rows
    keep_with_next: bool = False  # the last row stands on the page of what follows


@dataclass(frozen=True)
class Bar:
    """A bar of a chart; `value` is the very figure that text and tables print."""

    name: str
    value: Figure

    @property
    def length(self) -> float:
        """The number that the bar shows; a percentage is read off what is printed."""
        value = self.value.value
        return float(value.rstrip("%‰") if isinstance(value, str) else value)


@dataclass(frozen=True)
class Chart:
    """Bars below each other with their numbers at the end, the caption（图1　…）below."""

    title: str
    bars: tuple[Bar, ...]
    key: str = ""


@dataclass(frozen=True)
class Slip:
    """Half a page to be cut off for one person: a title, what is said, and a code to scan with
    what stands beside it. `code` is the text of the code, an address."""

    title: str
    paragraphs: tuple[Runs, ...]
    code: str
    beside: tuple[str, ...]
    signature: tuple[str, str] = ("", "")  # organisation, date


@dataclass(frozen=True)
class Masthead:
    """报头 of a brief: its name in red, the number below, the `total`（总第18期）where the house
    counts its briefs through, the office left and the day right, a red rule under it."""

    name: str
    number: str
    office: str
    date: str
    total: Runs = ()


@dataclass(frozen=True)
class Distribution:
    """报尾 of a brief: below a rule whom it goes to, a line each, and how many were printed."""

    lines: tuple[str, ...]
    copies: str = ""


Block = (
    Title
    | Addressee
    | Heading
    | Paragraph
    | AnnexNote
    | Signature
    | Table
    | Chart
    | Slip
    | Masthead
    | Distribution
)


@dataclass(frozen=True)
class Annex:
    """An annex begins a new page: 附件N top left, its title centred, then its blocks.

    A list that is a paper of its own has no such label: it is no annex of anything.
    """

    title: str
    blocks: tuple[Block, ...]
    number: int | None = None  # None: the only annex
    landscape: bool = False
    labelled: bool = True


@dataclass(frozen=True)
class Document:
    """One paper. `language` is a BCP 47 tag; `subject` and `author` go into file properties."""

    title: str
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    author: str = ""
    subject: str = ""
    language: str = "zh-CN"
    layout: str = "gbt9704"
    label: str = ""  # 内部资料／普通商密／核心商密, printed top left when given
    draft: bool = False
    editions: tuple[str, ...] = ()  # further layouts in which the same words come out
    figures: tuple[Figure, ...] = field(default=())
    head: Letterhead | None = None  # 版头; None: 无版头
    imprint: Imprint | None = None  # 版记
    deviations: tuple[tuple[str, str | float], ...] = ()  # of the house, from the layout

    def all_blocks(self) -> Iterator[Block]:
        """Every block in reading order, annexes included."""
        yield from self.blocks
        for annex in self.annexes:
            yield from annex.blocks

    def all_runs(self) -> Iterator[Runs]:
        """The runs of every block and cell in reading order."""
        for block in self.all_blocks():
            yield from runs_of(block)

    def missing(self) -> tuple[Missing, ...]:
        """What is still to be recorded, in reading order."""
        return tuple(run for runs in self.all_runs() for run in runs if isinstance(run, Missing))


def runs_of(block: Block) -> Iterator[Runs]:
    """The runs a block is made of, cells of tables included."""
    match block:
        case Title():
            yield block.lines
            if block.byline:
                yield block.byline
            if block.number:
                yield (block.number,)
        case Addressee():
            yield block.name
        case Heading() | Paragraph():
            yield block.runs
        case AnnexNote():
            yield block.names
        case Signature():
            yield block.organisation
            yield block.date
        case Chart():
            yield from ((bar.name, bar.value) for bar in block.bars)
            yield (block.title,)
        case Slip():
            yield (block.title,)
            yield from block.paragraphs
            yield from ((line,) for line in (*block.beside, *block.signature) if line)
        case Masthead():
            yield from ((block.name,), (block.number,))
            if block.total:
                yield block.total
            yield from ((block.office,), (block.date,))
        case Distribution():
            yield from ((line,) for line in (*block.lines, block.copies) if line)
        case Table():
            yield tuple(column.title for column in block.columns)
            for row in block.rows:
                for cell in row:
                    yield (cell,) if isinstance(cell, str) else cell
