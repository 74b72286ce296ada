"""Why something is late, and what the office did about it."""

from findings.models import Finding
from rectification.models import Extension, Task
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.papers.extending import reason_of
from reports.phrases import fill


def late(figures: Figures, finding: Finding) -> Runs:
    """Why it is late, and what the office did about it; a gap where nobody said why."""
    tasks = [t for t in figures.sources.tasks_of(finding) if figures.sources.is_overdue(t)]
    if not tasks:
        return ()
    reasons = dict.fromkeys(_reason(figures, task) for task in tasks)
    told = [(reason,) for reason in reasons if reason]
    gap = Missing("逾期原因", tasks[0].get_absolute_url())
    slips = figures.some(f"finding_slips.{finding.number}")
    return fill(
        "逾期原因：{reasons}。{slips}",
        reasons=sole(told, "；") if told else gap,
        slips=fill("已发出督办单（含提示单）{n}份督促整改。", n=slips) if slips else "",
    )


def _reason(figures: Figures, task: Task) -> str:
    """What was last said of it: in the extension that was not granted, in the answer to a slip,
    in the progress reported after the deadline."""
    rows = [row for row in figures.sources.extensions if row.task_id == task.pk]
    asked = [row for row in rows if row.status != Extension.Status.GRANTED]
    if asked:
        refused = asked[-1].status == Extension.Status.REFUSED
        said = "延期申请未获批准" if refused else "延期申请正在审批"
        return f"{reason_of(asked[-1].reason)}，{said}"
    answered = figures.sources.answers_of(task)
    if answered:
        return clause(answered[-1].text)
    after = [row for row in task.progress.all() if task.due_on and row.on > task.due_on]
    return clause(after[-1].text) if after else ""
