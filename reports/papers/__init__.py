"""What each paper says. `write(kind, figures)` gives its `Document`."""

from reports.document import Document
from reports.figures import Figures
from reports.papers import final_report

PAPERS = {"final": final_report.write}


def write(kind: str, figures: Figures, **particulars) -> Document:
    """The paper `kind` from the figures of a campaign. KeyError for an unknown kind."""
    return PAPERS[kind](figures, **particulars)
