"""四、几点建议: vanishes when there are none; one alone is not numbered."""

from findings.models import Suggestion
from reports.document import Block, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.phrases import fill, heading_number


def part(figures: Figures) -> tuple[str, tuple[Block, ...]]:
    """Title and blocks, suggestions to the superior first."""
    rows = figures.sources.suggestions
    told = [
        Paragraph(
            (heading_number(3, place, of=len(rows)), *_suggestion(row)), key=f"suggestion-{place}"
        )
        for place, row in enumerate(rows, start=1)
    ]
    if len(told) < 2:
        return "有关建议", tuple(told)
    lead = fill("结合自查情况，提出如下{n}项建议：", n=figures["suggestions"])
    return "几点建议", (Paragraph(lead, key="suggestions", keep_with_next=True), *told)


def _suggestion(row: Suggestion) -> Runs:
    background, effect = clause(row.background), clause(row.effect)
    return fill(
        "{about}{topic}。{background}建议{addressee}{action}{effect}。",
        about="" if row.topic.startswith("关于") else "关于",
        topic=clause(row.topic),
        background=f"{background}，" if background else "",
        addressee=row.addressee,
        action=clause(row.action).removeprefix("建议").removeprefix(row.addressee),
        effect=f"，{effect}" if effect else "",
    )
