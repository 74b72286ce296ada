"""关于成立领导小组的通知: who is in it, what it does, where its office is."""

from datetime import date

from reports.document import Addressee, Block, Document, Missing, Paragraph, Runs, Signature, Title
from reports.figures import Figures
from reports.papers import bodies
from reports.papers.grounds import activity, organisation, request, wording
from reports.papers.titles import in_lines
from reports.phrases import date_cn, fill, heading, keep_ends
from reports.scripts import in_its_script


@in_its_script
def write(figures: Figures, *, draft: bool = True, issued_on: date | None = None) -> Document:
    """The notice from the records of the groups."""
    campaign = figures.campaign
    group = bodies.leading_group(figures)
    name = group.name if group else "领导小组"
    lines = in_lines((campaign.organisation_short, "关于成立", f"{name}的通知"))
    return Document(
        title="".join(lines),
        blocks=keep_ends(
            [
                Title(lines, note="（送审稿）" if draft else ""),
                Addressee((wording(figures, "units") or "各部门、各单位",)),
                Paragraph(_opening(figures), key="opening"),
                *_parts(figures),
                Signature(
                    organisation(figures), (date_cn(issued_on) if issued_on else "【待签发】",)
                ),
            ]
        ),
        author=campaign.organisation_name,
        subject=campaign.title,
        draft=draft,
    )


def _opening(figures: Figures) -> Runs:
    group = bodies.leading_group(figures)
    aim = fill(wording(figures, "group_aim") or "", activity=activity(figures))
    return fill(
        "{request}{aim}，{self}决定成立{name}。现将有关事项通知如下：",
        request=request(figures),
        aim=("为", *aim) if aim else "",
        self=figures.campaign.word("self", "我公司"),
        name=group.name if group else Missing("领导小组", figures.page("groups")),
    )


def _parts(figures: Figures) -> list[Block]:
    """Composition, duties, office and further groups: what there is, numbered."""
    group = bodies.leading_group(figures)
    others = [bodies.body(figures, one) for one in bodies.groups_below(figures)]
    succession = wording(figures, "succession")
    parts: list[tuple[str, list[Paragraph]]] = [
        ("组成人员", bodies.composition(figures, group)),
        ("主要职责", [Paragraph(bodies.duties(figures, group), key="duties")]),
        ("办事机构", [Paragraph(bodies.its_office(figures, group), key="office")]),
        ("工作机构", others),
    ]
    told: list[Block] = []
    for place, (title, blocks) in enumerate((part for part in parts if part[1]), start=1):
        told += [heading(1, place, title, key=f"part-{place}"), *blocks]
    return [*told, *([Paragraph((succession,), key="succession")] if succession else [])]
