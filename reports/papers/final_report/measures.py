"""整改措施: each measure with who leads, who supports and until when."""

import re

from findings.models import Finding
from rectification.models import Measure, Task
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.phrases import day, deadline_before, fill, firstly, join


def runs(figures: Figures, finding: Finding) -> Runs:
    """The measures of a finding, 一是…；二是… when there are several."""
    rows = list(finding.measures.all())
    return firstly([_measure(figures, row) for row in rows], final=False) if rows else ()


def deadline(figures: Figures, task: Task) -> str:
    """The deadline in its original words, else as a day; with the year when it is another."""
    said, on = task.due_text, task.due_on
    if not said:
        return figures.day(on)
    if "年" in said or figures.day(on) == day(on):
        return said
    month = MONTH.match(said)
    return f"{on.year}年{on.month}月{said[month.end() :]}" if month else f"{on.year}年{said}"


MONTH = re.compile(r"(?:十[一二]?|[一二三四五六七八九]|\d{1,2})月")


def _measure(figures: Figures, measure: Measure) -> Runs:
    tasks = list(measure.tasks.all())
    if not tasks:
        gap = Missing("牵头部门", figures.page(f"findings/{measure.finding.number}"))
        return (clause(measure.text), "，由", gap, "牵头")
    done = sole([_task(figures, task) for task in tasks], "，")
    return (clause(measure.text), "，", *done)


def _task(figures: Figures, task: Task) -> Runs:
    supports = [figures.sources.name_of(department) for department in task.supports.all()]
    return fill(
        "由{lead}牵头{with_}，{until}",
        lead=figures.sources.name_of(task.department),
        with_=fill("、{names}配合", names=join(supports, noun="部门")) if supports else "",
        until=deadline_before(deadline(figures, task)),
    )
