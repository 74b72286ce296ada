"""组织领导: the leading group and the other groups as papers name them, by post."""

from campaigns.models import Group, Membership
from reports.document import Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.grounds import office_name
from reports.phrases import fill, firstly, join

# 组长、副组长、成员 stand under one another, the names in one line.
OFFICES = (("chair", "组　长"), ("deputy", "副组长"), ("member", "成　员"))


def leading_group(figures: Figures) -> Group | None:
    """The leading group, None before it was set up."""
    return next((one for one in figures.sources.work_bodies if one.kind == "leading"), None)


def other_groups(figures: Figures) -> list[Group]:
    """Every other group, each before its sub-groups."""
    return [one for one in figures.sources.work_bodies if one.kind != "leading"]


def groups_below(figures: Figures) -> list[Group]:
    """The groups that belong to the leading group, each before its sub-groups; a group that was
    set up for itself has a notice of its own."""
    found: list[Group] = []
    leading = leading_group(figures)
    known = {leading.pk} if leading else set()
    for group in figures.sources.work_bodies:
        if group.parent_id in known:
            known.add(group.pk)
            found.append(group)
    return found


def composition(figures: Figures, group: Group | None) -> list[Paragraph]:
    """组长：…, 副组长：…, 成员：…; without a chair or members the place says so."""
    if group is None:
        gap = Missing("领导小组组成人员", figures.page("groups"))
        return [Paragraph((gap,), key="members")]
    gaps = {"chair": "组长", "member": "成员"}
    told = []
    for office, label in OFFICES:
        posts = [
            one.person.title for one in figures.sources.members_of(group) if one.office == office
        ]
        if not posts and office not in gaps:
            continue
        words: Runs = ("、".join(posts) or Missing(gaps[office], figures.page("groups")),)
        told.append(Paragraph((f"{label}：", *words), key=f"members-{office}"))
    return told


def duties(figures: Figures, group: Group | None) -> Runs:
    """一是…；二是…。"""
    if group is None or not group.duty_list:
        return (Missing("领导小组职责", figures.page("groups")), "。")
    return firstly([clause(duty) for duty in group.duty_list])


def its_office(figures: Figures, group: Group | None) -> Runs:
    """下设办公室，办公室设在…，…; where nobody said otherwise at the office of the campaign."""
    place = figures.sources.name_of(group.office) if group and group.office else None
    own = group.office_duty_list if group else []
    return fill(
        "领导小组下设办公室，办公室设在{place}{duties}。",
        place=place or office_name(figures),
        duties=fill("，主要职责：{duties}", duties=firstly([clause(one) for one in own]))
        if own
        else "",
    )


def body(figures: Figures, group: Group) -> Paragraph:
    """One further group in one paragraph: who is in it, what it does, what it belongs to."""
    posts = {
        office: [m.person.title for m in figures.sources.members_of(group) if m.office == office]
        for office in Membership.Office.values
    }
    above = next((one for one in figures.sources.work_bodies if one.pk == group.parent_id), None)
    inside = above is not None and above.kind != Group.Kind.LEADING
    return Paragraph(
        fill(
            "{name}{above}{chair}{deputy}{member}。{duties}",
            name=group.name,
            above=f"（隶属于{above.name}）" if above is not None and inside else "",
            chair=_posts("组长", posts["chair"]),
            deputy=_posts("副组长", posts["deputy"]),
            member=_posts("成员", posts["member"])
            if any(posts.values())
            else ("：", Missing(f"{group.name}成员", figures.page("groups"))),
            duties=fill("职责：{d}", d=firstly([clause(one) for one in group.duty_list]))
            if group.duty_list
            else "",
        ),
        key=f"group-{group.pk}",
    )


def _posts(label: str, posts: list[str]) -> Runs:
    if not posts:
        return ()
    return fill("，{label}：{posts}", label=label, posts=join(posts, "", limit=40))
