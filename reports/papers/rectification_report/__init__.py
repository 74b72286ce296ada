"""整改报告: to the superior, what became of the findings of the final report.

Overall, by aspect and finding, then what is left; a missing fact prints 【待补：…】 and blocks
signing.
"""

from datetime import date

from reports.document import (
    Addressee,
    Annex,
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
from reports.papers.final_report import annexes
from reports.papers.grounds import organisation, subject_of
from reports.papers.rectification_report import ahead, opening, organising, results
from reports.papers.titles import in_lines, pieces_of
from reports.phrases import date_cn, heading, keep_ends
from reports.scripts import in_its_script

LEDGER = "整改台账"


@in_its_script
def write(figures: Figures, *, draft: bool = True, issued_on: date | None = None) -> Document:
    """The report on the rectification from these figures."""
    campaign = figures.campaign
    lines = _title(figures)
    added = _annexes(figures)
    return Document(
        title="".join(lines),
        blocks=keep_ends(
            [
                Title(lines, note="（送审稿）" if draft else ""),
                Addressee(_addressee(figures)),
                Paragraph(opening.runs(figures), key="opening"),
                *_parts(figures),
                Paragraph(("特此报告。",), key="closing"),
                *([AnnexNote((LEDGER,))] if added else []),
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


def _addressee(figures: Figures) -> Runs:
    name = figures.campaign.addressee or figures.campaign.trigger_issuer
    return (name or Missing("主送单位", figures.page("setup")),)


def _annexes(figures: Figures) -> tuple[Annex, ...]:
    if not figures.value("tasks"):
        return ()
    return (Annex(LEDGER, (annexes.ledger(figures),), landscape=True),)


def _parts(figures: Figures) -> list[Block]:
    """The parts that have something to say, numbered by what there is."""
    parts = [
        ("整改工作组织情况", organising.blocks(figures)),
        ("整改完成情况", results.blocks(figures)),
        ahead.part(figures),
    ]
    body: list[Block] = []
    for place, (title, blocks) in enumerate((p for p in parts if p[1]), start=1):
        body += [heading(1, place, title, key=f"part-{place}"), *blocks]
    return body
