"""整改报告: to the superior, what became of the findings of the final report.

Overall, by aspect and finding, then what is left; a missing fact prints 【待补：…】 and blocks
signing.
"""

from datetime import date

from reports.document import Annex, Document, Paragraph
from reports.figures import Figures
from reports.papers.final_report import annexes
from reports.papers.grounds import subject_of
from reports.papers.rectification_report import ahead, opening, organising, results
from reports.papers.titles import in_lines, pieces_of
from reports.papers.upward import Part, report
from reports.scripts import in_its_script

LEDGER = "整改台账"


@in_its_script
def write(figures: Figures, *, draft: bool = True, issued_on: date | None = None) -> Document:
    """The report on the rectification from these figures."""
    return report(
        figures,
        _title(figures),
        opening=[Paragraph(opening.runs(figures), key="opening")],
        parts=_parts(figures),
        annexes=_annexes(figures),
        draft=draft,
        issued_on=issued_on,
    )


def _title(figures: Figures) -> tuple[str, ...]:
    """…关于…发现问题整改情况的报告, by meaning in lines."""
    campaign = figures.campaign
    told = pieces_of(subject_of(campaign))
    activity = campaign.word("activity", "自查")
    pieces = [
        campaign.organisation_short,
        f"关于{told[0] if told else ''}",
        *told[1:],
        activity,
        "发现问题",
        "整改情况的报告",
    ]
    return in_lines(pieces) or (campaign.title,)


def _annexes(figures: Figures) -> tuple[Annex, ...]:
    if not figures.value("tasks"):
        return ()
    return (Annex(LEDGER, (annexes.ledger(figures),), landscape=True),)


def _parts(figures: Figures) -> list[Part]:
    return [
        ("整改工作组织情况", organising.blocks(figures)),
        ("整改完成情况", results.blocks(figures)),
        ahead.part(figures),
    ]
