"""开头: on whose request, from when to when, against which documents, how wide."""

from reports.document import Block, Figure, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.final_report.title import subject_of
from reports.phrases import document_title, fill, join

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
        request=_request(figures),
        self=campaign.word("self", "我公司"),
        range=figures["campaign_range"]
        if figures.sources.phases
        else Missing("自查起止日期", figures.page("setup")),
        basis=_basis(figures),
        object=_object(figures),
        activity=campaign.word("activity", campaign.title),
        departments=number(figures, "departments", "参加部门"),
        people=fill("、{n}人", n=figures["people"]) if figures.value("people") else "",
        projects=number(figures, "projects", project),
        project=project,
        items=number(figures, "items", "检查项点"),
    )
    return (Paragraph(runs, key="opening"),)


def number(figures: Figures, name: str, what: str) -> Figure | Missing:
    """The figure, or a gap when there is nothing to count."""
    return figures.some(name) or Missing(what, figures.page("setup"))


def _request(figures: Figures) -> Runs:
    campaign = figures.campaign
    gap = Missing("上级来文", figures.page("setup"))
    if not campaign.trigger_title:
        return fill("按照{notice}要求，", notice=gap)
    return fill(
        "根据{issuer}{notice}要求，",
        issuer=campaign.trigger_issuer or Missing("来文单位", figures.page("setup")),
        notice=document_title(campaign.trigger_title, campaign.trigger_number),
    )


def _object(figures: Figures) -> Runs:
    """What was checked; the kind of campaign says how it is put into the sentence."""
    before, _slot, after = figures.campaign.word("object", "{subject}执行情况").partition(
        "{subject}"
    )
    subject = subject_of(figures.campaign) or Missing("自查事项", figures.page("setup"))
    return (before, subject, after)


def _basis(figures: Figures) -> Runs:
    titles = [document_title(row.title, row.number) for row in figures.rows("basis")]
    if not titles:
        return (Missing("依据文件", figures.page("setup")),)
    return join(titles, noun="重要文件", total=figures["basis"], counted=True)
