"""实施方案: what a campaign is to do, by whom, when and how; every sentence from its records."""

from datetime import date

from reports.document import (
    AnnexNote,
    Block,
    Document,
    Paragraph,
    Runs,
    Signature,
    Title,
)
from reports.figures import Figures
from reports.papers.grounds import organisation, request, subject_of
from reports.papers.implementation_plan import annexes, contents, demands, leadership, steps
from reports.papers.titles import in_lines, pieces_of
from reports.phrases import date_cn, fill, heading, keep_ends
from reports.scripts import in_its_script


@in_its_script
def write(figures: Figures, *, draft: bool = True, issued_on: date | None = None) -> Document:
    """The plan from the set-up of the campaign."""
    lines = in_lines(_title(figures))
    added = annexes.build(figures)
    return Document(
        title="".join(lines),
        blocks=keep_ends(
            [
                Title(lines, note="（送审稿）" if draft else ""),
                Paragraph(_opening(figures), key="opening"),
                *_parts(figures),
                AnnexNote(tuple(annex.title for annex in added)),
                Signature(
                    organisation(figures), (date_cn(issued_on) if issued_on else "【待签发】",)
                ),
            ]
        ),
        annexes=added,
        author=figures.campaign.organisation_name,
        subject=figures.campaign.title,
        draft=draft,
    )


def _title(figures: Figures) -> list[str]:
    """{org}{campaign}实施方案, in pieces that stay whole."""
    campaign = figures.campaign
    subject = subject_of(campaign)
    name = campaign.title
    rest = name.removeprefix(subject) if subject else name
    pieces = pieces_of(subject) if subject and rest != name else []
    activity = campaign.word("activity")
    if activity and rest.endswith(activity) and rest != activity:
        pieces += [rest.removesuffix(activity), activity]
    else:
        pieces.append(rest)
    return [campaign.organisation_short, *pieces[:-1], f"{pieces[-1]}", "实施方案"]


def _opening(figures: Figures) -> Runs:
    return fill(
        "{request}结合{self}实际，制定本实施方案。",
        request=request(figures),
        self=figures.campaign.word("self", "我公司"),
    )


def _parts(figures: Figures) -> list[Block]:
    parts = [
        ("总体要求", contents.aims(figures)),
        ("依据、对象和内容", contents.scope(figures)),
        ("组织领导", leadership.blocks(figures)),
        ("方法步骤", steps.blocks(figures)),
        ("任务分工", leadership.division(figures)),
        ("工作要求", demands.blocks(figures)),
    ]
    told: list[Block] = []
    for place, (title, blocks) in enumerate((part for part in parts if part[1]), start=1):
        told += [heading(1, place, title, key=f"part-{place}"), *blocks]
    return told
