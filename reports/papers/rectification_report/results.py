"""二、整改完成情况: all together, by aspect and type, then each finding."""

from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import sole
from reports.papers.final_report import analysis, progress
from reports.papers.final_report.findings import bare, by_aspect
from reports.papers.final_report.words import TRACKS
from reports.papers.rectification_report import finding
from reports.papers.spoken_report.actions import projects_stand
from reports.phrases import fill


def blocks(figures: Figures) -> tuple[Block, ...]:
    """The overview, then a paragraph a finding under its aspect."""
    if not figures.value("findings"):
        return _without_findings(figures)
    told = [Paragraph(_overall(figures), key="overall")]
    parts = (
        ("aspects", _by_aspect(figures)),
        ("tracks", _by_track(figures)),
        ("projects", _projects(figures)),
    )
    told += [Paragraph(runs, key=key) for key, runs in parts if runs]
    return (*told, *by_aspect(figures, finding.runs))


def _without_findings(figures: Figures) -> tuple[Block, ...]:
    """What was fixed inside the campaign, and the projects out of walks, are all to tell."""
    if figures.value("fixed_in_passing"):
        words = analysis.fixed(figures)
    elif analysis.is_undecided(figures):
        words = ()
    else:
        words = ("经自查和检查，未发现需要列入整改台账的问题。",)
    told = (("overall", words), ("projects", _projects(figures)))
    return tuple(Paragraph(runs, key=key) for key, runs in told if runs)


def _overall(figures: Figures) -> Runs:
    tasks = figures.some("tasks") or Missing("整改任务", figures.page("ledger"))
    return (
        f"截至{figures.day(figures.on)}，",
        *fill("{tasks}项整改任务{closed}", tasks=tasks, closed=_closed(figures)),
        *progress.standing(figures),
        *progress.in_time(figures),
    )


def _closed(figures: Figures) -> Runs:
    """How many tasks are closed out: none and all are told in words."""
    closed, all_ = figures.some("tasks_closed"), figures.value("tasks")
    if closed is None:
        return ("尚未验收销号。",)
    if closed.value == all_:
        return ("已全部验收销号。" if all_ > 1 else "已验收销号。",)
    return fill("中，已验收销号{n}项。", n=closed)


def _by_aspect(figures: Figures) -> Runs:
    """分方面看，甲方面3个、已整改2个；乙方面2个、已全部整改。"""
    aspects = figures.sources.aspects
    if len(aspects) < 2:
        return ()
    rows = [
        _row(figures, f"{bare(aspect.name)}方面", f"aspect_findings.{n}", f"aspect_closed.{n}")
        for n, aspect in enumerate(aspects, start=1)
    ]
    return ("分方面看，", *sole(rows, "；"), "。")


def _by_track(figures: Figures) -> Runs:
    shown = [track for track in TRACKS if figures.value(f"track_{track}")]
    if len(shown) == 1:
        return (*progress.tracks(figures), *_milestones(figures))
    rows = [_row(figures, f"{TRACKS[t]}", f"track_{t}", f"closed_{t}") for t in shown]
    return ("按整改类型分，", *sole(rows, "；"), "。", *_milestones(figures))


def _row(figures: Figures, name: str, all_: str, closed: str) -> Runs:
    """甲方面3个，已整改到位2个; zero and all are told in words."""
    c = figures.classifier("问题")
    total, done = figures.value(all_), figures.value(closed)
    if not done:
        state: Runs = ("正在整改",)
    elif done == total:
        state = ("已全部整改到位" if total > 1 else "已整改到位",)
    else:
        state = fill("已整改到位{n}{c}", n=figures[closed], c=c)
    return fill("{name}{n}{c}，{state}", name=name, n=figures[all_], c=c, state=state)


def _projects(figures: Figures) -> Runs:
    """What walk-throughs brought up stands in the ledger beside the findings."""
    total = figures.some("improvements")
    if total is None:
        return ()
    stand = projects_stand(figures)
    return fill("此外，穿越体验确定整改项目{n}项，{stand}。", n=total, stand=stand)


def _milestones(figures: Figures) -> Runs:
    reached = figures.some("milestones_reached")
    if reached is None:
        return ()
    if reached.value == figures.value("milestones"):
        words = "长期整改问题确定的{all}项阶段目标{every}已实现。"
        every = "均" if reached.value > 1 else ""
        return fill(words, all=figures["milestones"], every=every)
    words = "长期整改问题确定阶段目标{all}项，已实现{n}项。"
    return fill(words, all=figures["milestones"], n=reached)
