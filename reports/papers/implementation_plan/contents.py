"""总体要求; 依据、对象和内容: why, against which documents, who and what."""

from campaigns.models import BasisDocument
from reports.document import Block, Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.grounds import activity, basis, number, object_of, wording
from reports.papers.implementation_plan import annexes
from reports.papers.turns import in_turn
from reports.phrases import (
    document_title,
    fill,
    firstly,
    join,
    listed,
)


def aims(figures: Figures) -> list[Block]:
    """指导思想, 工作目标 and what else the campaign holds to."""
    texts = figures.sources.texts
    spirit = [clause(line) for line in texts["guiding"]]
    # The guiding words are quoted a line below: they are not said twice.
    slogan = figures.campaign.slogan.strip("“”")
    themes = [clause(line).strip("“”") for line in texts["theme"]]
    themes = [f"“{theme}”" for theme in themes if theme != slogan]
    guidance = fill(
        "{spirit}{themes}{words}",
        spirit=(f"{'；'.join(spirit)}。",) if spirit else "",
        themes=fill("以{themes}为主题，", themes=join(themes)) if themes else "",
        words=_guidance(figures),
    )
    told: list[tuple[str, Runs]] = [("指导思想", guidance)]
    goals = wording(figures, "aims")
    if goals:
        told.append(("工作目标", firstly([clause(goal) for goal in goals])))
    for title, kind in (
        ("工作原则", "principle"),
        ("工作格局", "pattern"),
        ("衡量标准", "criterion"),
    ):
        if texts[kind]:
            told.append((title, firstly([clause(line) for line in texts[kind]])))
    return in_turn(told, "aims")


def _guidance(figures: Figures) -> Runs:
    slogan = figures.campaign.slogan
    return fill(
        "{slogan}，对照{basis}，对{object}开展{activity}，查找问题，分析原因，明确责任，落实整改。",
        slogan=f"按照“{slogan.strip('“”')}”的要求" if slogan else "按照上级统一部署",
        basis=basis(figures),
        object=object_of(figures),
        activity=activity(figures),
    )


def scope(figures: Figures) -> list[Block]:
    """依据, 对象 and 内容."""
    told = [
        ("依据", _documents(figures)),
        ("对象", _departments(figures)),
        ("内容", _items(figures)),
    ]
    return in_turn(told, "scope")


def _documents(figures: Figures) -> Runs:
    """The basis documents, named before, then the further rules, each with its number (G15)."""
    further = [row for row in figures.sources.basis if row.role != BasisDocument.Role.BASIS]
    titles = list(dict.fromkeys(document_title(row.title, row.number) for row in further))
    return fill(
        "{basis}{further}。",
        basis=basis(figures, again=True),
        further=fill("，以及{titles}等有关规定", titles=join(titles, limit=20)) if titles else "",
    )


def _departments(figures: Figures) -> Runs:
    if not figures.sources.participations:
        return (Missing("参加部门", figures.page("setup")), "。")
    shown = [figures.sources.name_of(row.department) for row in figures.sources.participations]
    return fill(
        "{departments}。{levels}",
        departments=join(
            shown,
            limit=30,
            noun="部门（单位）",
            total=figures["departments"],
            counted=True,
        ),
        levels=_levels(figures),
    )


def _levels(figures: Figures) -> Runs:
    rows = figures.sources.levels
    if len(rows) < 2:
        return ()
    return fill(
        "其中个人自查区分{n}个层次：{names}。",
        n=figures["levels"],
        names=join([clause(row.name) for row in rows]),
    )


def _items(figures: Figures) -> Runs:
    project = figures.campaign.word("project", "检查项目")
    projects = figures.sources.projects
    parts = [(row.name, figures[f"project_items.{n}"]) for n, row in enumerate(projects, start=1)]
    return fill(
        "共{projects}个{project}、{items}个检查项点{parts}{annex}。",
        projects=number(figures, "projects", project),
        project=project,
        items=number(figures, "items", "检查项点"),
        parts=fill("，其中{parts}", parts=listed(parts)) if len(parts) > 1 else "",
        annex=annexes.see(figures, "items"),
    )
