"""整改措施: each measure with who leads, who supports and until when."""

import re
from datetime import date

from findings.models import Finding
from rectification.models import Measure, Task
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.phrases import arabic_month, date_cn, day, deadline_before, fill, firstly, join


def runs(figures: Figures, finding: Finding, *, with_deadlines: bool = True) -> Runs:
    """The measures of a finding, 一是…；二是… when there are several; the deadline of each is
    left out where the sentence behind them tells it for all."""
    rows = [_measure(figures, row, with_deadlines) for row in finding.measures.all()]
    return firstly(rows, final=False) if rows else ()


def common_deadline(figures: Figures, finding: Finding) -> str:
    """The deadline of all tasks of a finding where it is one and there are several; else ""."""
    tasks = [task for measure in finding.measures.all() for task in measure.tasks.all()]
    told = {deadline(figures, task) for task in tasks}
    dated = all(task.due_on for task in tasks)
    return told.pop() if len(tasks) > 1 and len(told) == 1 and dated else ""


def deadline(figures: Figures, task: Task) -> str:
    """The deadline in its original words, the month in digits, else as a day; with the year when
    it is another. Long-term tasks may have none: 长期推进."""
    said, on = arabic_month(task.due_text), task.due_on
    if on is None:
        return said or "长期推进"
    if not said:
        return figures.day(on)
    return said if figures.day(on) == day(on) else in_full(said, on)


def in_full(said: str, on: date) -> str:
    """The words of a deadline on the day `on` with its year, the month in digits: 十二月底前 →
    2026年12月底前, 年底前 → 2026年底前. Words that lean on an unnamed month (中旬, 25日前)
    become the day itself."""
    said = THIS_OR_NEXT.sub("", said)
    if NAMED.match(said):
        return said
    if month := MONTH.match(said):
        return f"{on.year}年{on.month}月{said[month.end() :]}"
    if OF_A_MONTH.match(said):
        return f"{date_cn(on)}前"
    return f"{on.year}{'' if said.startswith('年') else '年'}{said}"


def until(figures: Figures, task: Task) -> str:
    """The deadline as a column writes it: in its own words, else as a day; always with the year
    and in digits, so that one list has one form whatever years its deadlines lie in."""
    if task.due_on is None:
        return deadline(figures, task)
    return in_full(task.due_text, task.due_on) if task.due_text else date_cn(task.due_on)


NAMED = re.compile(r"(?:\d{4}|[〇零○一二三四五六七八九]{4})年")
THIS_OR_NEXT = re.compile(r"^[今本当明次](?:年(?![底末内])|(?=年[底末内]))")
OF_A_MONTH = re.compile(
    r"月|[上中下]旬|(?:\d{1,2}|[一二三十]{1,3}|[一二三]?十[一二三四五六七八九])[日号]"
)
MONTH = re.compile(r"(?:十[一二]?|[一二三四五六七八九]|\d{1,2})月")


def _measure(figures: Figures, measure: Measure, with_deadlines: bool) -> Runs:
    tasks = list(measure.tasks.all())
    if not tasks:
        gap = Missing("牵头部门", figures.page(f"findings/{measure.finding.number}"))
        return (clause(measure.text), "，由", gap, "牵头")
    done = sole([_task(figures, task, with_deadlines) for task in tasks], "，")
    return (clause(measure.text), "，", *done)


def _task(figures: Figures, task: Task, with_deadline: bool) -> Runs:
    supports = [figures.sources.name_of(department) for department in task.supports.all()]
    return fill(
        "由{lead}牵头{with_}{until}",
        lead=figures.sources.name_of(task.department),
        with_=fill("、{names}配合", names=join(supports, noun="部门")) if supports else "",
        until=fill("，{until}", until=deadline_before(deadline(figures, task)))
        if with_deadline
        else "",
    )
