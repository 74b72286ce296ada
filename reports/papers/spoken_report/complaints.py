"""投诉: how many in which period, and the share of each cause with its base."""

from reports.document import Runs
from reports.figures import Figures
from reports.papers.clauses import sole
from reports.phrases import fill


def runs(figures: Figures) -> Runs:
    """One sentence; what no cause is named for is told as 其他原因, so that all add up."""
    total, period = figures.some("complaints"), figures.sources.complaint_period
    if total is None or period is None:
        return ()
    parts = [
        _cause(figures, f"因{row.cause}引发的", f"complaint_cause.{n}", f"complaint_rate.{n}")
        for n, row in enumerate(figures.sources.complaint_counts, start=1)
    ]
    if figures.value("complaints_other"):
        parts.append(_cause(figures, "其他原因", "complaints_other", "complaints_other_rate"))
    return fill(
        "{days}，共受理{level}{total}件{parts}。",
        days=figures["complaint_days"],
        level=period.level,
        total=total,
        parts=fill("，其中{parts}", parts=sole(parts, "，")) if parts else "",
    )


def _cause(figures: Figures, cause: str, name: str, rate: str) -> Runs:
    return fill(
        "{cause}{n}件、占{rate}（{n}/{total}）",
        cause=cause,
        n=figures[name],
        rate=figures[rate],
        total=figures["complaints"],
    )
