"""汇报稿, template B: the report that is read aloud to the evaluators and asks for their judgement.

It has a salutation and a closing where a letter has addressee and signature; who speaks stands
below the title, the day below that. A part without records is left out and the rest renumbered.
"""

from datetime import date

from reports.document import AnnexNote, Block, Document, Missing, Runs, Title
from reports.figures import Figures
from reports.papers.grounds import spoken_words
from reports.papers.spoken_report import (
    annexes,
    listening,
    next_steps,
    opening,
    problems,
    unit,
)
from reports.papers.titles import in_lines
from reports.phrases import date_cn, heading, keep_ends
from reports.scripts import in_its_script

LARGE = "large"


@in_its_script
def write(figures: Figures, *, draft: bool = True, issued_on: date | None = None) -> Document:
    """The report from these figures; it comes out a second time in large type."""
    campaign = figures.campaign
    words = spoken_words(figures)
    pieces = [campaign.organisation_short, *words.get("title", [f"{campaign.title}情况汇报"])]
    lines = in_lines(pieces)
    parts = _parts(figures)
    added = annexes.build(figures)
    return Document(
        title="".join(lines),
        blocks=keep_ends(
            [
                Title(
                    lines,
                    note=date_cn(issued_on) if issued_on else "送审稿",
                    byline=_speaker(figures, words),
                ),
                *opening.blocks(figures, words, len(parts)),
                *_numbered(parts),
                *opening.closing(figures, words),
                *([AnnexNote(tuple(annex.title for annex in added))] if added else []),
            ]
        ),
        annexes=added,
        author=campaign.organisation_name,
        subject=campaign.title,
        draft=draft,
        editions=(LARGE,),
    )


def _speaker(figures: Figures, words: dict) -> Runs:
    """单位和职务; the chair of the leading group speaks, by post, and by name where the kind of
    campaign says so."""
    group = figures.sources.leading_group
    members = group.memberships.all() if group else ()
    chair = next((m.person for m in members if m.office == "chair"), None)
    if chair is None:
        return (figures.campaign.organisation_short, Missing("汇报人职务", figures.page("groups")))
    named = words.get("speaker_by_name") and chair.name != chair.title
    return (
        figures.campaign.organisation_short,
        chair.title,
        *((f" {chair.name}",) if named else ()),
    )


def _parts(figures: Figures) -> list[tuple[str, tuple[Block, ...]]]:
    found = "查找的主要问题及边整边改情况"
    parts = [
        ("公司基本情况", unit.blocks(figures)),
        ("主要做法", listening.blocks(figures)),
        (found, problems.blocks(figures)),
    ]
    parts = [part for part in parts if part[1]]
    titles = [title for title, _blocks in parts]
    told_in = titles.index(found) + 1 if found in titles else 0
    steps = next_steps.blocks(figures, told_in)
    return [*parts, ("下一步工作安排", steps)] if steps else parts


def _numbered(parts: list[tuple[str, tuple[Block, ...]]]) -> list[Block]:
    body: list[Block] = []
    for place, (title, blocks) in enumerate(parts, start=1):
        body += [heading(1, place, title, key=f"part-{place}"), *blocks]
    return body
