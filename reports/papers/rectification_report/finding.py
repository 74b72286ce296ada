"""One finding: who, which measures, what came of them, how it was accepted or why it is late."""

from datetime import date

from findings.models import Finding
from organization import clock
from rectification.models import Acceptance, LookBack, Task
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers import extending
from reports.papers.clauses import clause
from reports.papers.final_report import measures, progress
from reports.papers.final_report.findings import department
from reports.papers.final_report.words import NOT_HERE
from reports.papers.rectification_report import delays
from reports.papers.spoken_report import outcomes
from reports.phrases import date_range, fill, join


def runs(figures: Figures, finding: Finding) -> Runs:
    """The paragraph of a finding; of a restricted one only that it is told elsewhere."""
    if finding.restricted:
        return (NOT_HERE,)
    url = figures.page(f"findings/{finding.number}")
    return (
        *fill(
            "{title}。{again}责任单位为{department}。整改措施：{measures}。",
            title=clause(finding.title),
            again="该问题系销号后经回头看发现反弹、重新挂号整改的问题。"
            if _is_relapse(figures, finding)
            else "",
            department=department(figures, finding, url),
            measures=measures.runs(figures, finding) or Missing("整改措施", url),
        ),
        *_standing(figures, finding),
    )


def _is_relapse(figures: Figures, finding: Finding) -> bool:
    return finding in figures.sources.relapses


def _standing(figures: Figures, finding: Finding) -> Runs:
    """What came of it and how it was accepted; of what is open how far it is, and why."""
    if finding.status == Finding.Status.CLOSED:
        return (
            *_results(figures, finding),
            *_accepted(figures, finding),
            *extending.extended(figures, finding),
            *_looked_back(figures, finding),
        )
    return (
        *progress.how_far(figures, finding),
        *_milestones(figures, finding),
        *_sent_back(figures, finding),
        *extending.extended(figures, finding),
        *delays.late(figures, finding),
        *_looked_back(figures, finding),
    )


def _results(figures: Figures, finding: Finding) -> Runs:
    """整改结果：…: the last words of each task, the numbers before and after, the papers."""
    entries = (list(task.progress.all()) for task in figures.sources.tasks_of(finding))
    words = dict.fromkeys(clause(rows[-1].text) for rows in entries if rows)
    told: list[Runs] = [(text,) for text in words if text]
    told += [outcomes.numbers(figures, finding), outcomes.papers(figures, finding)]
    joined: Runs = ()
    for part in filter(None, told):
        joined += (("；",) if joined else ()) + part
    gap = Missing("整改结果", figures.page(f"findings/{finding.number}"))
    return fill("整改结果：{told}。", told=joined or gap)


def _accepted(figures: Figures, finding: Finding) -> Runs:
    """The acceptance by which each task was closed out, with its way and its day."""
    tasks = figures.sources.tasks_of(finding)
    passed = [
        row
        for row in figures.sources.of_finding(figures.sources.acceptances, finding)
        if row.outcome == Acceptance.Outcome.PASSED
    ]
    days = sorted(task.closed_on for task in tasks if task.closed_on)
    if not passed or not days:
        return progress.how_far(figures, finding)
    ways = dict.fromkeys(clause(row.method) for row in passed if row.method)
    looked = sorted(clock.day_of(row.at) for row in passed)
    return fill(
        "{n}经{ways}验收合格，{days}。",
        n=fill("{n}项整改任务均", n=figures[f"finding_tasks.{finding.number}"])
        if len(tasks) > 1
        else "",
        ways=join(list(ways)) if ways else "",
        days=_days(figures, looked, days),
    )


def _days(figures: Figures, looked: list[date], closed: list[date]) -> str:
    """于3月19日通过验收并销号; two days where they are two."""
    if looked == closed:
        return f"于{_span(figures, closed)}通过验收并销号"
    return f"于{_span(figures, looked)}通过验收，于{_span(figures, closed)}销号"


def _span(figures: Figures, days: list[date]) -> str:
    first, last = days[0], days[-1]
    if first == last or first.year != last.year:
        return figures.day(first) if first == last else date_range(first, last)
    year = figures.day(first) != f"{first.month}月{first.day}日"
    return date_range(first, last, year=year)


def _milestones(figures: Figures, finding: Finding) -> Runs:
    reached = figures.some(f"finding_reached.{finding.number}")
    if reached is None:
        return ()
    return fill(
        "已确定阶段目标{all}项，实现{n}项。",
        all=figures[f"finding_milestones.{finding.number}"],
        n=reached,
    )


def _sent_back(figures: Figures, finding: Finding) -> Runs:
    """The last acceptance that a task did not pass, while the department works on it again."""
    again = {
        task.pk for task in figures.sources.tasks_of(finding) if task.status == Task.Status.RETURNED
    }
    looks = figures.sources.of_finding(figures.sources.acceptances, finding)
    failed = [row for row in looks if row.task_id in again]
    if not failed:
        return ()
    on, why = clock.day_of(failed[-1].at), clause(failed[-1].text)
    return (f"{figures.day(on)}组织验收未予通过{f'（{why}）' if why else ''}，已退回继续整改。",)


def _looked_back(figures: Figures, finding: Finding) -> Runs:
    """The newest look-back; a relapse says under what it goes on."""
    rows = figures.sources.of_finding(figures.sources.done_look_backs, finding)
    relapsed = [row for row in rows if row.status == LookBack.Status.RELAPSED]
    if relapsed:
        return (f"经{_day(figures, relapsed[-1])}回头看，该问题有所反弹，已重新挂号整改。",)
    if rows:
        return (f"经{_day(figures, rows[-1])}回头看，整改成效得到巩固。",)
    return ()


def _day(figures: Figures, row: LookBack) -> str:
    assert row.done_at is not None
    return figures.day(clock.day_of(row.done_at))
