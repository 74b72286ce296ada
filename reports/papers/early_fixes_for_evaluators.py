"""未评先改 in words for evaluators: how many, then each with the day it was closed out."""

from findings.early_fixes import EarlyFixes
from findings.models import Finding
from organization import clock
from reports.papers.clauses import clause
from reports.phrases import day


def text(fixes: EarlyFixes) -> str:
    """A sentence with the counts (zero is left out, G7), then one line a matter."""
    lines = [*map(_closed, fixes.closed), *map(_passing, fixes.passing)]
    numbered = (f"{place}. {line}" for place, line in enumerate(lines, start=1))
    return "\n".join([_counts(fixes), *numbered])


def _counts(fixes: EarlyFixes) -> str:
    told = []
    if fixes.closed:
        told.append(f"查找问题{fixes.listed}个，评议前已整改销号{len(fixes.closed)}个")
    if fixes.passing:
        told.append(f"边查边改{len(fixes.passing)}个")
    return f"{'，另有'.join(told)}。"


def _closed(row: Finding) -> str:
    on = day(clock.day_of(row.closed_at), year=True) if row.closed_at else ""
    return f"{clause(row.title)}（{on}销号）。"


def _passing(row: Finding) -> str:
    return f"{clause(row.title)}（边查边改）。"
