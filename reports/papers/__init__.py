"""What each paper says. `write(kind, figures)` gives its `Document`."""

from collections.abc import Callable

from reports.document import Document
from reports.figures import Figures
from reports.papers import division_of_work, final_report, group_notice, implementation_plan

PAPERS: dict[str, Callable[..., Document]] = {
    "plan": implementation_plan.write,
    "group_notice": group_notice.write,
    "division": division_of_work.write,
    "final": final_report.write,
}


def write(kind: str, figures: Figures, **particulars) -> Document:
    """The paper `kind` from the figures of a campaign. KeyError for an unknown kind."""
    return PAPERS[kind](figures, **particulars)
