"""下一步工作打算: only what was planned and recorded; without a step the part vanishes."""

from reports.document import Block, Runs
from reports.figures import Figures
from reports.papers.spoken_report.next_steps import step_of
from reports.phrases import enumerated, fill

TITLE = "下一步工作打算"


def part(figures: Figures) -> tuple[str, tuple[Block, ...]]:
    """Title and blocks: how many steps, then each with who leads and until when."""
    steps = figures.sources.next_steps
    if not steps:
        return TITLE, ()
    told = [step_of(figures, place, step) for place, step in enumerate(steps, start=1)]
    return TITLE, enumerated(told, lead=_lead(figures), key="next")


def _lead(figures: Figures) -> Runs:
    campaign = figures.campaign
    several = figures.value("next_steps") > 1
    return fill(
        "{self}将以此次{activity}为契机，{what}。",
        self=campaign.word("self", "我公司"),
        activity=campaign.word("activity_short", campaign.title),
        what=fill("重点抓好{n}项工作", n=figures["next_steps"]) if several else "继续抓好有关工作",
    )
