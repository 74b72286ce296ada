"""监督检查: 每月不少于一次, or the months in which nothing was inspected."""

from collections import Counter

from campaigns.models import Inspection, InspectionPlan, Visit
from reports.document import Runs
from reports.figures import Figures
from reports.papers.final_report import analysis
from reports.phrases import cn, date_range, fill, join

AT_LEAST = {"week": "每周", "month": "每月", "quarter": "每季度"}
METHODS = {"special": "专项检查", "open": "明察", "covert": "暗访"}


def runs(figures: Figures, group: str) -> Runs:
    """A sentence for each plan that is told in this report group."""
    told: Runs = ()
    for place, plan in enumerate(figures.sources.inspection_plans, start=1):
        if plan.report_group == group:
            told += _told(figures, plan, place)
    return told


def _told(figures: Figures, plan: InspectionPlan, place: int) -> Runs:
    """No claim of a frequency that the records do not bear (rule of paragraph 日常管理)."""
    gaps = _gaps(figures, plan, place)
    if not figures.value(f"visits.{place}"):
        return fill("{title}{gaps}。", title=plan.title, gaps=gaps) if gaps else ()
    visits = figures.sources.visits_of(plan)
    return fill(
        "{title}{rule}采取{methods}方式开展，共检查{n}次{gaps}，覆盖{departments}个部门（单位）"
        "{subjects}。",
        title=plan.title,
        rule="" if gaps else f"按{AT_LEAST[plan.period]}不少于{cn(1)}次的要求，",
        methods=analysis.methods(_methods(visits)),
        n=figures[f"visits.{place}"],
        gaps=fill("，其中{gaps}", gaps=gaps) if gaps else "",
        departments=figures[f"visited.{place}"],
        subjects=_subjects(visits),
    )


def _methods(visits: list[Visit]) -> Counter:
    """How often each; open and covert visits together are called 明察暗访."""
    told = Counter(METHODS[visit.method] for visit in visits)
    if told["明察"] and told["暗访"]:
        told["明察暗访"] = told.pop("明察") + told.pop("暗访")
    return +told


def _gaps(figures: Figures, plan: InspectionPlan, place: int) -> Runs:
    gaps = figures.sources.gaps_of(plan)
    if not gaps:
        return ()
    year = figures.sources.window[0].year
    periods = join([_period(gap, year) for gap in gaps], noun="期")
    return fill("{periods}未开展检查", periods=periods)


def _period(gap: Inspection, year: int) -> str:
    last = gap.ends_on
    before = "" if last.year == year else f"{last.year}年"
    if gap.plan.period == InspectionPlan.Period.MONTH:
        return f"{before}{last.month}月"
    if gap.plan.period == InspectionPlan.Period.QUARTER:
        return f"{before}第{(last.month + 2) // 3}季度"
    return date_range(gap.starts_on, last, year=bool(before))


def _subjects(visits: list[Visit]) -> Runs:
    """What was looked at, the most frequent first."""
    subjects = Counter(subject for visit in visits for subject in visit.looked_at)
    if not subjects:
        return ()
    named = join([subject for subject, _n in subjects.most_common()], noun="")
    return fill("，重点检查{subjects}", subjects=named)
