"""（一）…。（二）…。: paragraphs under run-in headings."""

from collections.abc import Sequence

from reports.document import Block, Paragraph, Runs
from reports.phrases import heading_number, run_in


def in_turn(told: Sequence[tuple[str, Runs]], key: str) -> list[Block]:
    """One paragraph for each (heading, words), numbered; one alone has no number (G13)."""
    return [
        Paragraph(
            (run_in(f"{heading_number(2, place, of=len(told))}{title}"), *words),
            key=f"{key}-{place}",
        )
        for place, (title, words) in enumerate(told, start=1)
    ]
