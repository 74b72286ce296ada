"""三、未完成问题及下一步安排; once all is closed out, how it is kept so."""

from findings.models import Finding
from rectification.models import Milestone
from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.papers.final_report.analysis import is_undecided
from reports.papers.spoken_report.next_steps import named, open_problem, step_of
from reports.phrases import enumerated, fill


def part(figures: Figures) -> tuple[str, tuple[Block, ...]]:
    """Title and blocks."""
    if figures.value("findings_open"):
        return "未完成问题及下一步安排", _open(figures)
    return "巩固整改成果", _closed(figures)


def _open(figures: Figures) -> tuple[Block, ...]:
    told = [f for f in figures.rows("findings_open") if not f.restricted]
    points = [_point(figures, finding) for finding in told]
    return (
        *enumerated([*points, *_steps(figures)], lead=_lead(figures, bool(points)), key="ahead"),
    )


def _lead(figures: Figures, told: bool) -> Runs:
    waiting = figures.some("findings_waiting")
    c = figures.classifier("问题")
    return fill(
        "截至{day}，尚有{n}{c}问题未完成整改{waiting}。{next}",
        day=figures.day(figures.on),
        n=figures["findings_open"],
        c=c,
        waiting=_waiting(figures) if waiting else "",
        next=fill("下一步，{self}将抓好以下工作：", self=figures.campaign.word("self", "我公司"))
        if told
        else "有关整改情况按管理权限另行报告。",
    )


def _waiting(figures: Figures) -> Runs:
    n, all_ = figures["findings_waiting"], figures.value("findings_open")
    if n.value == all_:
        return ("，整改工作已完成，正在组织验收",)
    return fill("，其中{n}{c}正在组织验收", n=n, c=figures.classifier("问题"))


def _point(figures: Figures, finding: Finding) -> Runs:
    """Who goes on until when, by which milestones."""
    if figures.sources.is_waiting(finding):
        return (f"及时组织{named(finding)}的整改验收",)
    gap = Missing("整改任务", figures.page(f"findings/{finding.number}"))
    told = open_problem(figures, finding) or (f"继续抓好{named(finding)}的整改，", gap)
    return (*told, *_milestones(figures, finding))


def _milestones(figures: Figures, finding: Finding) -> Runs:
    """其中6月30日前完成制度修订，9月30日前…: what is still ahead of a long-term plan."""
    rows = [
        row
        for row in figures.sources.milestones_of(finding)
        if row.status == Milestone.Status.PLANNED
    ]
    steps: list[Runs] = [(f"{figures.day(row.due_on)}前{clause(row.title)}",) for row in rows]
    return ("，阶段目标是", *sole(steps, "，")) if steps else ()


def _steps(figures: Figures) -> list[Runs]:
    """What was planned beyond the findings."""
    steps = figures.sources.next_steps
    return [step_of(figures, place, step) for place, step in enumerate(steps, start=1)]


def _closed(figures: Figures) -> tuple[Block, ...]:
    """Nothing is open: look-backs that are planned and steps that were recorded, no promise."""
    if not figures.value("findings") and is_undecided(figures):
        return ()
    steps = _steps(figures)
    first = Paragraph(_kept(figures), key="ahead")
    lead = "同时，抓好以下工作：" if len(steps) > 1 else "同时，"
    return (first, *(enumerated(steps, lead=lead, key="steps") if steps else ()))


def _kept(figures: Figures) -> Runs:
    planned = figures.some("look_backs_ahead")
    rows = figures.rows("look_backs_ahead")
    return fill(
        "{done}下一步，{self}将对照有关规定做好日常监督检查{look}，巩固整改成果，防止问题反弹。",
        done=_done(figures),
        self=figures.campaign.word("self", "我公司"),
        look=fill(
            "，{day}前对已销号任务开展回头看{n}次",
            day=figures.day(max(row.planned_on for row in rows)),
            n=planned,
        )
        if planned
        else "",
    )


def _done(figures: Figures) -> str:
    n = figures.value("findings")
    if not n:
        return ""
    return f"上述问题已{'全部' if n > 1 else ''}完成整改并验收销号。"
