"""组织领导 and 任务分工: who leads, and who answers for what."""

from campaigns.models import Responsibility
from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers import bodies
from reports.papers.grounds import activity
from reports.papers.implementation_plan import annexes
from reports.phrases import fill, join

RANK = Responsibility.Rank


def blocks(figures: Figures) -> list[Block]:
    """The leading group with duties and office, then the other groups."""
    group = bodies.leading_group(figures)
    name = group.name if group else Missing("领导小组", figures.page("groups"))
    first = Paragraph(
        fill("成立{name}，组成人员如下：", name=name), key="leading", keep_with_next=True
    )
    duties = Paragraph(
        fill("主要职责：{duties}", duties=bodies.duties(figures, group)), key="duties"
    )
    office = Paragraph(bodies.its_office(figures, group), key="office")
    others = [bodies.body(figures, one) for one in bodies.other_groups(figures)]
    return [first, *bodies.composition(figures, group), duties, office, *others]


def division(figures: Figures) -> list[Block]:
    """From the first responsible person down; the tables are annexes."""
    told = [Paragraph(_ranks(figures), key="division")]
    told.append(Paragraph(_breakdown(figures), key="breakdown"))
    return list(told)


def _ranks(figures: Figures) -> Runs:
    gap = Missing("第一责任人", figures.page("division"))
    first = figures.sources.responsible(RANK.FIRST)
    return fill(
        "{first}为第一责任人，对{activity}工作负总责{in_charge}{executing}{annex}。",
        first=first[0].person.title if first else gap,
        activity=activity(figures),
        in_charge=_in_charge(figures),
        executing=_executing(figures),
        annex=annexes.see(figures, "division"),
    )


def _in_charge(figures: Figures) -> Runs:
    rows = figures.sources.responsible(RANK.IN_CHARGE)
    if not rows:
        return ()
    posts = list(dict.fromkeys(row.person.title for row in rows))
    verb = "按照分管范围抓好督促落实"
    return fill("；{posts}{verb}", posts=join(posts, limit=20), verb=verb)


def _executing(figures: Figures) -> Runs:
    rows = figures.sources.responsible(RANK.EXECUTING)
    if not rows:
        return ()
    posts = list(dict.fromkeys(row.person.title for row in rows))
    told = join(posts, limit=30)
    return fill("；{posts}对本部门（单位）的自查工作负具体责任", posts=told)


def _breakdown(figures: Figures) -> Runs:
    return fill(
        "{items}检查项点逐项分解到牵头部门和配合部门{annex}。",
        items=fill("{n}个", n=figures["items"])
        if figures.value("items")
        else (Missing("检查项点", figures.page("checklist")), "个"),
        annex=annexes.see(figures, "breakdown"),
    )
