"""一、自查工作开展情况: what was done in each phase, from the records of the phase."""

from campaigns.models import Phase
from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.final_report import analysis, mobilization, selfcheck
from reports.phrases import fill, heading

TOLD = {
    "mobilization": mobilization.runs,
    "self_check": selfcheck.runs,
    "analysis": analysis.runs,
}


def blocks(figures: Figures) -> tuple[Block, ...]:
    """The lead sentence, then a heading and a paragraph a phase."""
    phases = figures.sources.phases
    if not phases:
        return (Paragraph((Missing("活动阶段", figures.page("setup")),), key="phases"),)
    told: list[Block] = [Paragraph(_lead(figures), key="phases")]
    done: set[str] = set()
    for place, phase in enumerate(phases, start=1):
        key = f"phase-{phase.key}"
        told.append(heading(2, place, _title(figures, phase), of=len(phases), key=key))
        told.append(Paragraph(_told(figures, phase, done), key=f"{key}-text"))
        done.update(phase.opens)
    return tuple(told)


def _lead(figures: Figures) -> Runs:
    campaign = figures.campaign
    several = len(figures.sources.phases) > 1
    return fill(
        "{by}，{self}{phases}组织实施{result}。{merged}",
        by=f"按照“{campaign.slogan}”的要求" if campaign.slogan else "按照上级统一部署",
        self=campaign.word("self", "我公司"),
        phases=fill("分{n}个阶段", n=figures["phases"]) if several else "",
        result="，做到有方案、有分工、有检查、有结果" if _is_complete(figures) else "",
        merged=_merged(figures),
    )


def _merged(figures: Figures) -> str:
    """Which phase of the kind was done together with another one."""
    return "".join(
        f"{missing.removesuffix('阶段')}阶段工作与{phase.name.removesuffix('阶段')}阶段合并进行。"
        for missing, phase in figures.sources.merged_phases
        if phase is not None
    )


def _is_complete(figures: Figures) -> bool:
    """Was everything broken down, verified somewhere, and decided?"""
    return bool(
        figures.value("asked")
        and figures.value("verified")
        and figures.value("items")
        and not figures.value("items_pending")
    )


def _title(figures: Figures, phase: Phase) -> Runs:
    """The name with its window; an open phase is told as still going on."""
    state = figures.sources.state_of(phase)
    return fill(
        "{name}阶段（{before}{window}{after}）",
        name=phase.name.removesuffix("阶段"),
        before="计划" if state == Phase.Status.PLANNED else "",
        window=figures[f"phase_range.{phase.key}"],
        after="起，正在进行" if state == Phase.Status.OPEN else "",
    )


def _told(figures: Figures, phase: Phase, done: set[str]) -> Runs:
    new = [what for what in phase.opens if what in TOLD and what not in done]
    runs: Runs = ()
    for what in new:
        runs += TOLD[what](figures)
    if not new and not done.isdisjoint(phase.opens):
        return ("本阶段工作与上一阶段接续进行，整改情况见本报告第三部分。",)
    gap = Missing(f"{phase.name.removesuffix('阶段')}阶段工作记录", _where(figures, new))
    return runs or (gap, "。")


def _where(figures: Figures, opens: list[str]) -> str:
    """The page on which the work of such a phase is recorded."""
    pages = {"mobilization": "mobilization", "self_check": "sheets", "analysis": "review"}
    return figures.page(pages[opens[0]] if opens else "setup")
