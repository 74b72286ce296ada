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
    counts = figures.sources.complaint_counts
    whole = [row for row in counts if row.n == total.value]
    if whole:
        every = "均" if total.value != 1 else ""
        told: Runs = (f"，{every}因{whole[0].cause}引发",)
    else:
        told = _shares(figures)
    return fill(
        "{days}，共受理{level}{total}件{told}。",
        days=figures["complaint_days"],
        level=period.level,
        total=total,
        told=told,
    )


def _shares(figures: Figures) -> Runs:
    """，其中 each cause with its share; () where no cause is on record (G8)."""
    parts = [
        _cause(figures, f"因{row.cause}引发的", f"complaint_cause.{n}", f"complaint_rate.{n}")
        for n, row in enumerate(figures.sources.complaint_counts, start=1)
    ]
    if not parts:
        return ()
    if figures.value("complaints_other"):
        parts.append(_cause(figures, "其他原因", "complaints_other", "complaints_other_rate"))
    return fill("，其中{parts}", parts=sole(parts, "，"))


def _cause(figures: Figures, cause: str, name: str, rate: str) -> Runs:
    return fill(
        "{cause}{n}件、占{rate}（{n}/{total}）",
        cause=cause,
        n=figures[name],
        rate=figures[rate],
        total=figures["complaints"],
    )
