"""附件 自查情况统计图: the figures of the text once more as bars, for whoever reads pictures."""

from collections.abc import Iterator

from reports.document import Annex, Bar, Block, Chart
from reports.figures import Figures
from reports.papers.final_report.selfcheck import ORDER
from reports.papers.final_report.words import WORDS

TITLE = "自查情况统计图"
MOST = 24  # bars of one chart: more do not fit on a page
HALVES = (("已销号", "findings_closed"), ("正在整改", "findings_open"))


def are_shown(figures: Figures) -> bool:
    """The office wanted them, and there is something to show."""
    return figures.campaign.has_charts and bool(_charts(figures))


def build(figures: Figures, number: int | None) -> Annex:
    """The annex with all charts that have a bar, numbered in order."""
    blocks: tuple[Block, ...] = tuple(
        Chart(f"图{place}　{title}", bars, key=f"chart-{place}")
        for place, (title, bars) in enumerate(_charts(figures), start=1)
    )
    return Annex(TITLE, blocks, number=number)


def _charts(figures: Figures) -> list[tuple[str, tuple[Bar, ...]]]:
    """Title and bars; a bar of nothing is left out, and one bar alone is no chart."""
    return [
        (title, bars)
        for title, wanted in _wanted(figures)
        for bars in _pieces([Bar(name, figure) for name, figure in wanted if figure.value])
    ]


def _pieces(bars: list[Bar]) -> Iterator[tuple[Bar, ...]]:
    if len(bars) < 2:
        return
    for first in range(0, len(bars), MOST):
        yield tuple(bars[first : first + MOST])


def _wanted(figures: Figures) -> Iterator[tuple[str, list]]:
    results = [(WORDS[result], figures[f"items_{result}"]) for result in ORDER]
    yield "检查项点自查结果（个）", results
    aspects = enumerate(figures.sources.aspects, start=1)
    yield (
        f"各方面问题数（{figures.classifier('问题')}）",
        [(aspect.name, figures[f"aspect_findings.{place}"]) for place, aspect in aspects],
    )
    units = figures.sources.participations
    yield (
        f"各部门（单位）问题数（{figures.classifier('问题')}）",
        [(str(unit), figures[f"findings_of.{unit.department.code}"]) for unit in units],
    )
    yield "问题整改情况（个）", [(name, figures[figure]) for name, figure in HALVES]
