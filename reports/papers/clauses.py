"""Texts of records as parts of a sentence."""

from reports.document import Runs, plain
from reports.phrases import trim


def clause(text: str) -> str:
    """One line without a final mark; the lines of a longer text are parted by ；."""
    lines = (plain(trim(line.strip())) for line in text.splitlines())
    return "；".join(line for line in lines if line)


def in_sentences(clauses: list[str], most: int = 4) -> str:
    """Many clauses as sentences of at most `most` clauses each, of even length.

    A clause with a full stop of its own stands alone.
    """
    count = -(-len(clauses) // most)
    sentences, start = [], 0
    for left in range(count, 0, -1):
        size = -(-(len(clauses) - start) // left)
        sentences.append("；".join(clauses[start : start + size]))
        start += size
    return "。".join(sentences)


def sole(parts: list[Runs], between: str) -> Runs:
    """Runs in a row, parted by a mark."""
    row: Runs = ()
    for part in parts:
        row += ((between,) if row else ()) + part
    return row
