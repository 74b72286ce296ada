"""`python -m tests.numbers`: write docs/numbers.md, every number of the two sources with the figure
and the sentence that prints it. Fails when one is not printed; takes a minute for both stories.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.source import ROOT
from tests.whole_reports import YEARS, Papers, made

LIST = ROOT / "fixtures" / "numbers.csv"
TABLE = ROOT / "docs" / "numbers.md"
AROUND = 24  # characters of a sentence before and after the number
NAMES = {"lanzhou": "Lanzhou (final report)", "wuhan": "Wuhan (report read aloud)"}
HEAD = """# Every number of the sources, and where our papers print it

Made by `python -m tests.numbers` from `fixtures/numbers.csv` and the papers of the two stories; it
fails when a number is not printed. A figure links to its records; a number without one stands in
the words of a record (a check-point, an answer, a measure), as it was entered.
"""


@dataclass(frozen=True)
class Number:
    """A number of a source: what it is, the words it is to be printed with, or why it is not."""

    story: str
    number: str
    what: str
    printed: str
    figure: str
    reason: str


@dataclass(frozen=True)
class Place:
    """Where a paper prints something: the part, the sentence, the figures in it."""

    part: str
    sentence: str
    figures: dict[str, str]


def listed() -> list[Number]:
    """The numbers of both sources."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [Number(**row) for row in csv.DictReader(file)]


def table(papers: dict[str, Papers]) -> str:
    """The page. LookupError with every number that its paper does not print."""
    places = {story: list(places_of(papers[story].json())) for story in papers}
    lines, lost = [HEAD], []
    for story in papers:
        head = ("number", "what it is", "figure", "value", "where", "printed")
        lines += [f"\n## {NAMES[story]}\n", f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
        for number in listed():
            if number.story == story:
                cells = cells_of(number, places[story])
                lines.append(f"| {' | '.join(cells)} |")
                lost += [number] if "" in cells[3:5] else []
    if lost:
        raise LookupError("\n".join(f"{n.story}: {n.number} ({n.what})" for n in lost))
    return "\n".join(lines) + "\n"


def cells_of(number: Number, places: list[Place]) -> tuple[str, ...]:
    """A line of the table; its value and place are empty where it is not printed."""
    known = number.number, number.what
    if number.reason:
        return (*known, "–", "–", "not printed", number.reason)
    for place in places:
        if number.printed in place.sentence:
            value = place.figures.get(number.figure, "") if number.figure else "–"
            if number.figure and not (value and value in number.printed):
                continue
            return (*known, number.figure or "–", value, place.part, said(place, number.printed))
    return (*known, number.figure or "–", "", "", "")


def said(place: Place, printed: str) -> str:
    """The words round what is printed, which stands out."""
    before, _printed, after = place.sentence.partition(printed)
    head = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    tail = f"{after[:AROUND]}…" if len(after) > AROUND else after
    return f"{head}**{printed}**{tail}"


def places_of(paper: dict) -> Iterator[Place]:
    """Every sentence and every row of a table, in the order of the paper."""
    part = "opening"
    for block in paper["blocks"]:
        text = block.get("text", "")
        if block["kind"] == "heading" and block["level"] == 1:
            part = text
        figures = figures_of(block.get("runs", ()))
        for sentence in re.findall(r"[^。]+。?", text):
            yield Place(part, sentence, figures)
    for annex in paper["annexes"]:
        for block in annex["blocks"]:
            for row in block.get("rows", ()):
                yield Place(f"annex {annex['title']}", "，".join(map(str, row)), {})


def figures_of(runs: Iterable) -> dict[str, str]:
    """The figures of a block, with what each prints."""
    return {run["figure"]: run["text"] for run in runs if isinstance(run, dict) and "figure" in run}


def main(papers: dict[str, Papers]) -> None:
    TABLE.write_text(table(papers), encoding="utf-8")
    print(TABLE)


if __name__ == "__main__":
    main({story: made(story) for story in YEARS})
