"""自查报告, template A: the report of a campaign to the superior, in the form that was chosen.

Sentences after the trade's pattern; a missing fact prints 【待补：…】 and blocks signing.
"""

from datetime import date

from reports.document import Document
from reports.figures import Figures
from reports.papers.final_report import (
    annexes,
    findings,
    next_steps,
    opening,
    phases,
    state,
    suggestions,
)
from reports.papers.final_report.forms import form_of
from reports.papers.final_report.title import title_lines
from reports.papers.upward import Part, report
from reports.scripts import in_its_script


@in_its_script
def write(figures: Figures, *, draft: bool = True, issued_on: date | None = None) -> Document:
    """The report from these figures."""
    return report(
        figures,
        title_lines(figures.campaign),
        opening=opening.blocks(figures),
        parts=_parts(figures),
        annexes=annexes.build(figures),
        draft=draft,
        issued_on=issued_on,
    )


def _parts(figures: Figures) -> list[Part]:
    return [
        ("自查工作开展情况", phases.blocks(figures)),
        (
            f"{figures.campaign.word('project', '检查项目')}管理现状",
            state.blocks(figures, by_group=form_of(figures.campaign).by_group),
        ),
        findings.part(figures),
        suggestions.part(figures),
        next_steps.part(figures),
    ]
