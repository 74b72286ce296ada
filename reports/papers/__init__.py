"""What each paper says. `write(kind, figures)` gives its `Document`."""

from collections.abc import Callable

from reports.document import Document
from reports.figures import Figures
from reports.papers import (
    division_of_work,
    final_report,
    group_notice,
    implementation_plan,
    rectification_report,
    spoken_report,
)

SPOKEN = "B"  # the form of the report that is read aloud


def report(figures: Figures, **particulars) -> Document:
    """The report in the form the campaign has chosen."""
    form = spoken_report if is_spoken(figures) else final_report
    return form.write(figures, **particulars)


def is_spoken(figures: Figures) -> bool:
    """Is the report of this campaign read aloud to evaluators?"""
    return figures.campaign.report_template == SPOKEN


PAPERS: dict[str, Callable[..., Document]] = {
    "plan": implementation_plan.write,
    "group_notice": group_notice.write,
    "division": division_of_work.write,
    "final": report,
    "rectification": rectification_report.write,
}


def write(kind: str, figures: Figures, **particulars) -> Document:
    """The paper `kind` from the figures of a campaign. KeyError for an unknown kind."""
    return PAPERS[kind](figures, **particulars)
