"""下一步工作安排: the steps that were planned; without any, the problems that are still open."""

from findings.models import Finding
from rectification.models import NextStep, Task
from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.final_report.measures import deadline
from reports.papers.spoken_report.opening import title_of
from reports.papers.spoken_report.problems import problems
from reports.phrases import (
    arabic_month,
    cn,
    deadline_before,
    enumerated,
    fill,
    heading_number,
    join,
)

SPOKEN = 2  # up to so many steps run on as 一是…；二是…


def blocks(figures: Figures, problems_in: int = 0) -> tuple[Block, ...]:
    """The steps; `problems_in`: the part of the report that tells the measures, 0 for none."""
    steps = figures.sources.next_steps
    if not steps:
        return _open_problems(figures)
    told = [step_of(figures, place, step, problems_in) for place, step in enumerate(steps, start=1)]
    if len(told) <= SPOKEN:
        return enumerated(told, key="next")
    return tuple(
        Paragraph((heading_number(3, place, of=len(told)), *runs), key=f"next-{place}")
        for place, runs in enumerate(told, start=1)
    )


def step_of(figures: Figures, place: int, step: NextStep, problems_in: int = 0) -> Runs:
    """One step: what, by whom, until when; `problems_in` as in `blocks`."""
    name = figures.sources.name_of
    supports = [name(department) for department in step.supports.all()]
    goals = [goal for line in step.goals.splitlines() if (goal := clause(line))]
    what = [clause(step.text), *_seen(figures, step, problems_in)]
    return fill(
        "{title}。{what}{mechanisms}{goals}由{lead}牵头{with_}{until}。",
        title=clause(step.title),
        what="".join(f"{words}。" for words in what if words),
        mechanisms=_mechanisms(figures, place, step),
        goals=fill("目标是{goals}。", goals=join(goals, last="")) if goals else "",
        lead=name(step.department),
        with_=fill("、{names}配合", names=join(supports, noun="部门")) if supports else "",
        until=_until(figures, step),
    )


def _seen(figures: Figures, step: NextStep, problems_in: int) -> list[str]:
    """A measure that is taken up is pointed at, not told again."""
    finding = step.measure.finding if step.measure else None
    rows = problems(figures)
    if finding is None or finding not in rows or not problems_in or finding.restricted:
        return []
    return [f"具体措施见第{cn(problems_in)}部分第{rows.index(finding) + 1}项"]


def _mechanisms(figures: Figures, place: int, step: NextStep) -> Runs:
    names = [row.name for row in step.mechanisms.all()]
    if len(names) < 2:
        return fill("建立{names}。", names=names[0]) if names else ()
    return fill(
        "建立{names}等{n}项机制。",
        names=join(names, last="", limit=len(names)),
        n=figures[f"mechanisms.{place}"],
    )


def _until(figures: Figures, step: NextStep) -> Runs:
    if step.due_text:
        return fill("，{until}", until=deadline_before(arabic_month(step.due_text)))
    if step.due_on:
        return fill("，{until}", until=deadline_before(figures.day(step.due_on)))
    return ("，", Missing("完成时限", figures.page("next-steps")))


def _open_problems(figures: Figures) -> tuple[Block, ...]:
    """A step for each problem that is still open; () when none is."""
    open_ones = [f for f in figures.rows("findings_open") if not f.restricted]
    steps = [open_problem(figures, finding) for finding in open_ones]
    return enumerated([step for step in steps if step], key="next")


def named(finding: Finding) -> str:
    """The title as the name of a problem, which it may say itself."""
    title = clause(title_of(finding))
    return title if "问题" in title else f"{title}问题"


def open_problem(figures: Figures, finding: Finding) -> Runs:
    """The tasks stand in the part before: all who lead them, and the day of the last one."""
    tasks = [t for t in figures.sources.tasks_of(finding) if t.status != Task.Status.CLOSED]
    if not tasks:
        return ()
    last = max(tasks, key=lambda task: (task.due_on is None, task.due_on or figures.on))
    leads = dict.fromkeys(figures.sources.name_of(task.department) for task in tasks)
    return fill(
        "继续抓好{title}的整改，由{leads}牵头，{until}",
        title=named(finding),
        leads=join(list(leads), noun="部门"),
        until="尽快完成"
        if figures.sources.is_overdue(last)
        else deadline_before(deadline(figures, last)),
    )
