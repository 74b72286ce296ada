"""The query behind each figure, in the order in which the report asks for them."""

from reports.queries import (
    analysis,
    appraisal,
    comparison,
    deadlines,
    findings,
    frame,
    inspecting,
    items,
    meetings,
    mobilization,
    outside,
    progress,
    promises,
    rectifying,
    selfcheck,
    unit,
)

CHAPTERS = (
    frame,
    mobilization,
    meetings,
    selfcheck,
    analysis,
    items,
    inspecting,
    findings,
    deadlines,
    progress,
    rectifying,
    outside,
    unit,
    appraisal,
    promises,
    comparison,
)


def define_all(define, define_rate) -> None:
    """Register every figure by `define(name, title, rows, …)` or `define_rate(…, part, whole)`."""
    for chapter in CHAPTERS:
        chapter.define_all(define, define_rate)
