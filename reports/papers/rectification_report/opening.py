"""开头: what was checked on whose request, what came up, and by which report it was told."""

from organization import clock
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.freezing import thaw_document
from reports.papers.final_report import analysis
from reports.papers.final_report.findings import in_aspects
from reports.papers.grounds import activity, object_of, request
from reports.phrases import document_title, fill

PATTERN = (
    "{request}{self}自{range}对{object}开展了{activity}，{found}{reported}{relapsed}。"
    "现将有关整改情况报告如下："
)


def runs(figures: Figures) -> Runs:
    """The opening paragraph."""
    return fill(
        PATTERN,
        request=request(figures),
        self=figures.campaign.word("self", "我公司"),
        range=figures["campaign_range"]
        if figures.sources.phases
        else Missing("自查起止日期", figures.page("setup")),
        object=object_of(figures),
        activity=activity(figures),
        found=_found(figures),
        reported=_reported(figures),
        relapsed=_relapsed(figures),
    )


def _found(figures: Figures) -> Runs:
    if not figures.value("findings"):
        if analysis.is_undecided(figures):
            return (Missing("汇总梳理结果", figures.page("findings/consolidate")),)
        other = "当即整改以外的" if figures.value("fixed_in_passing") else ""
        return (f"未发现{other}违反有关规定的问题",)
    return fill(
        "{total}发现{aspects}{n}{c}问题",
        total="共" if figures.value("findings_first") > 1 else "",
        aspects=in_aspects(figures),
        n=figures["findings_first"],
        c=figures.classifier("问题"),
    )


def _relapsed(figures: Figures) -> Runs:
    """What look-backs brought up again is no finding of the self-check, but is put right too."""
    n = figures.some("findings_relapsed")
    if n is None:
        return ()
    return fill(
        "；经回头看，另有{n}{c}问题出现反弹，需整改的问题合计{all}{c}",
        n=n,
        c=figures.classifier("问题"),
        all=figures["findings"],
    )


def _reported(figures: Figures) -> Runs:
    """The final report, with its number and day, once it was issued."""
    paper = figures.sources.final_report
    if paper is None or not paper.content or paper.issued_at is None:
        return ()
    title = document_title(thaw_document(paper.content).title, paper.document_number)
    on = figures.day(clock.day_of(paper.issued_at))
    return ("，并于", on, "以", title, "作了报告")
