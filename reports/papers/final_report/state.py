"""二、管理现状: the items by result, then each report group."""

from reports.document import Block, Paragraph, Runs
from reports.figures import Figures
from reports.papers.final_report import annexes, comparison, group
from reports.papers.final_report.selfcheck import ORDER
from reports.papers.final_report.words import WORDS
from reports.papers.grounds import number
from reports.phrases import fill, heading, listed

REST = "其他方面"  # items that belong to no report group, beside others that do


def blocks(figures: Figures, *, by_group: bool = True) -> tuple[Block, ...]:
    """The overview and, unless the report is a short one, one heading with its paragraphs a
    report group."""
    told: list[Block] = [
        Paragraph(_overview(figures), key="state"),
        *comparison.sentence(figures, annexes.see(figures, comparison.KEY)),
    ]
    if not by_group:
        return tuple(told)
    groups = figures.sources.groups
    for row in groups:
        if len(groups) > 1 or row.name:
            name, key = row.name or REST, f"group-{row.place}"
            told.append(heading(2, row.place, name, of=len(groups), key=key))
        told += group.blocks(figures, row)
    return tuple(told)


def _overview(figures: Figures) -> Runs:
    campaign = figures.campaign
    project = campaign.word("project", "检查项目")
    return (
        *fill(
            "此次{activity}涉及{projects}个{project}、{items}个检查项点{by_project}。",
            activity=campaign.word("activity_short", campaign.title),
            projects=number(figures, "projects", project),
            project=project,
            items=number(figures, "items", "检查项点"),
            by_project=_by_project(figures),
        ),
        *_results(figures),
        *_pending(figures),
    )


def _by_project(figures: Figures) -> Runs:
    projects = figures.sources.projects
    if len(projects) < 2:
        return ()
    parts = [
        (project.name, figures[f"project_items.{place}"])
        for place, project in enumerate(projects, start=1)
    ]
    return fill("，其中{parts}", parts=listed(parts))


def _results(figures: Figures) -> Runs:
    """符合73个，…，符合率88%（73/83）: with its base, since 不适用 ones are no part of it."""
    decided = figures.value("items") - figures.value("items_pending")
    if not decided:
        return ()
    return fill(
        "按项点统计{annex}，{parts}{none}{rate}。",
        parts=listed([(WORDS[r], figures[f"items_{r}"]) for r in ORDER], between="，"),
        none="" if figures.value("items_no") else "，未发现不符合项点",
        rate=_rate(figures),
        annex=annexes.see(figures, "annex-items"),
    )


def _rate(figures: Figures) -> Runs:
    rate = figures.rate("ok_rate")
    if rate is None or not figures.value("items_ok"):
        return ()
    return fill(
        "，符合率{rate}（{ok}/{base}{na}）",
        rate=rate,
        ok=figures["items_ok"],
        base=figures["items_applicable"],
        na="，不适用项点不计入基数" if figures.value("items_na") else "",
    )


def _pending(figures: Figures) -> Runs:
    if not figures.value("items_pending"):
        return ()
    every = figures.value("items_pending") == figures.value("items")
    return fill(
        "{other}{n}个项点正在核实。", other="" if every else "另有", n=figures["items_pending"]
    )
