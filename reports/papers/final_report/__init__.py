"""自查报告, template A: the report of a campaign to the superior, in the form that was chosen.

Sentences after the trade's pattern; a missing fact prints 【待补：…】 and blocks signing.
"""

from datetime import date

from reports.document import (
    Addressee,
    AnnexNote,
    Block,
    Document,
    Missing,
    Paragraph,
    Runs,
    Signature,
    Title,
)
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
from reports.papers.grounds import organisation
from reports.phrases import date_cn, heading, keep_ends
from reports.scripts import in_its_script


@in_its_script
def write(figures: Figures, *, draft: bool = True, issued_on: date | None = None) -> Document:
    """The report from these figures."""
    campaign = figures.campaign
    lines = title_lines(campaign)
    added = annexes.build(figures)
    return Document(
        title="".join(lines),
        blocks=keep_ends(
            [
                Title(lines, note="（送审稿）" if draft else ""),
                Addressee(_addressee(figures)),
                *opening.blocks(figures),
                *_parts(figures),
                Paragraph(("特此报告。",), key="closing"),
                *([AnnexNote(tuple(annex.title for annex in added))] if added else []),
                Signature(
                    organisation(figures), (date_cn(issued_on) if issued_on else "【待签发】",)
                ),
            ]
        ),
        annexes=added,
        author=campaign.organisation_name,
        subject=campaign.title,
        draft=draft,
    )


def _parts(figures: Figures) -> list[Block]:
    """The parts that have something to say, numbered by what there is."""
    parts = [
        ("自查工作开展情况", phases.blocks(figures)),
        (
            f"{figures.campaign.word('project', '检查项目')}管理现状",
            state.blocks(figures, by_group=form_of(figures.campaign).by_group),
        ),
        findings.part(figures),
        suggestions.part(figures),
        next_steps.part(figures),
    ]
    body: list[Block] = []
    for place, (title, blocks) in enumerate((p for p in parts if p[1]), start=1):
        body += [heading(1, place, title, key=f"part-{place}"), *blocks]
    return body


def _addressee(figures: Figures) -> Runs:
    name = figures.campaign.addressee or figures.campaign.trigger_issuer
    return (name or Missing("主送单位", figures.page("setup")),)
