"""开头: on whose request, from when to when, against which documents, how wide."""

from reports.document import Block, Missing, Paragraph
from reports.figures import Figures
from reports.papers.grounds import basis, number, object_of, request
from reports.phrases import fill

PATTERN = (
    "{request}{self}自{range}，对照{basis}，对{object}开展了{activity}。"
    "自查范围覆盖{departments}个部门（单位）{people}，涉及{projects}个{project}、"
    "{items}个检查项点。现将有关情况报告如下："
)


def blocks(figures: Figures) -> tuple[Block, ...]:
    """The opening paragraph."""
    campaign = figures.campaign
    project = campaign.word("project", "检查项目")
    runs = fill(
        PATTERN,
        request=request(figures),
        self=campaign.word("self", "我公司"),
        range=figures["campaign_range"]
        if figures.sources.phases
        else Missing("自查起止日期", figures.page("setup")),
        basis=basis(figures),
        object=object_of(figures),
        activity=campaign.word("activity", campaign.title),
        departments=number(figures, "departments", "参加部门"),
        people=fill("、{n}人", n=figures["people"]) if figures.value("people") else "",
        projects=number(figures, "projects", project),
        project=project,
        items=number(figures, "items", "检查项点"),
    )
    return (Paragraph(runs, key="opening"),)
