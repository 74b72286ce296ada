"""How far it is: of one finding, and of all together."""

from datetime import date

from findings.models import Finding
from rectification.models import Letter, LookBack, Task
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.extending import extended
from reports.papers.final_report import annexes
from reports.papers.final_report.measures import deadline
from reports.papers.final_report.words import TRACKS
from reports.phrases import arabic_month, deadline_before, fill, listed


def of(figures: Figures, finding: Finding) -> Runs:
    """The last sentences of a finding: how far it is, what was given more time or came back."""
    if finding.status == Finding.Status.CLOSED:
        return (*how_far(figures, finding), *_relapsed(figures, finding))
    return (*how_far(figures, finding), *extended(figures, finding))


def how_far(figures: Figures, finding: Finding) -> Runs:
    """By track and status alone, for a paper that tells extensions and look-backs by itself."""
    tasks = figures.sources.tasks_of(finding)
    if not tasks:
        return (Missing("整改任务", figures.page(f"findings/{finding.number}")), "。")
    if finding.status == Finding.Status.CLOSED:
        closed = max(task.closed_on for task in tasks)
        return (f"已于{figures.day(closed)}整改到位，经验收销号。",)
    return _open(figures, finding, tasks)


def _open(figures: Figures, finding: Finding, tasks: list[Task]) -> Runs:
    still = [task for task in tasks if task.status != Task.Status.CLOSED]
    if still and all(task.status == Task.Status.SUBMITTED for task in still):
        return ("整改工作已完成，正在组织验收。",)
    if finding.track == Finding.Track.LONG_TERM:
        return _long_term(figures, finding, still)
    late = [task for task in still if figures.sources.is_overdue(task)]
    if late:
        return _late(figures, finding, late, len(tasks))
    until = deadline_before(deadline(figures, max(still, key=_due)))
    return (*_so_far(figures, finding), f"，计划{until}。")


def _relapsed(figures: Figures, finding: Finding) -> Runs:
    """What a look-back brought back: the problem goes on under a number of its own."""
    rows = figures.sources.of_finding(figures.sources.done_look_backs, finding)
    back = [row for row in rows if row.status == LookBack.Status.RELAPSED]
    return ("经回头看，该问题有所反弹，已重新挂号整改。",) if back else ()


def _driven(figures: Figures, finding: Finding) -> str:
    """已下达督办单, where one was issued about a task that is late."""
    rows = figures.sources.of_finding(figures.sources.slips, finding)
    return "，已下达督办单" if any(r.kind != Letter.Kind.REMINDER for r in rows) else ""


def _due(task: Task):
    return task.due_on or date.max  # without a deadline: after all others


def _so_far(figures: Figures, finding: Finding) -> Runs:
    """The latest words of the departments, and how much is done."""
    tasks = figures.sources.tasks_of(finding)
    reports = (list(task.progress.all()) for task in tasks)
    words = [clause(entries[-1].text) for entries in reports if entries]
    if not words:
        return ("目前正在组织实施",)
    closed = figures.some(f"finding_closed.{finding.number}")
    return fill(
        "目前{words}，完成进度{percent}{closed}",
        words="；".join(word.removeprefix("目前").removeprefix("，") for word in words),
        percent=figures[f"finding_progress.{finding.number}"],
        closed=fill("，{n}项整改任务已验收销号", n=closed) if closed else "",
    )


def _late(figures: Figures, finding: Finding, late: list[Task], of_all: int) -> Runs:
    """Facts only: no promise and no measure that nobody recorded."""
    first = deadline(figures, min(late, key=_due))
    missed = f"未能在原定的{deadline_before(first, verb='')}完成"
    some: Runs = ()
    if of_all > 1:
        number = figures[f"finding_overdue.{finding.number}"]
        some = fill("其中{n}项整改任务", n=number)
    driven = _driven(figures, finding)
    return (*_so_far(figures, finding), "，", *some, missed, driven, "，仍在整改。")


def _long_term(figures: Figures, finding: Finding, still: list[Task]) -> Runs:
    tasks = figures.sources.tasks_of(finding)
    until = deadline_before(deadline(figures, max(still, key=_due)))
    first = deadline_before(deadline(figures, min(still, key=_due)))
    late = [task for task in still if figures.sources.is_overdue(task)]
    steps = f"近期任务{first}，全部任务{until}" if first != until else f"计划{until}"
    return fill(
        "该问题一时难以彻底解决，已制定长远规划{spread}，{so_far}；{steps}。",
        spread=fill("，分{n}项任务推进", n=figures[f"finding_tasks.{finding.number}"])
        if len(tasks) > 1
        else "",
        so_far=_so_far(figures, finding),
        steps=_missed(figures, late) if late else f"{steps}{_next_stage(figures, finding)}",
    )


def _next_stage(figures: Figures, finding: Finding) -> str:
    """The milestone that comes next on the way of a long-term finding."""
    ahead = (row for row in figures.sources.milestones_of(finding) if row.status == "planned")
    row = next(ahead, None)
    if row is None:
        return ""
    until = deadline_before(arabic_month(row.due_text) or figures.day(row.due_on), verb="")
    stage = clause(row.title)
    done = stage if stage.startswith("完成") else f"完成“{stage}”"  # never 完成“完成…”
    return f"，下一阶段{until}{done}"


def _missed(figures: Figures, late: list[Task]) -> str:
    first = deadline(figures, min(late, key=_due))
    return f"原定{deadline_before(first)}的任务尚未完成"


def overall(figures: Figures) -> Runs:
    """整改总体情况: the last paragraph of the part. The base is findings, not tasks."""
    page = figures.page("ledger")
    return (
        *fill(
            "截至{day}，{findings}制定整改措施{measures}项，分解整改任务{tasks}项{annex}{closed}。",
            day=figures.day(figures.on),
            findings=_all(figures),
            measures=figures.some("measures") or Missing("整改措施", page),
            tasks=figures.some("tasks") or Missing("整改任务", page),
            closed=_closed_tasks(figures),
            annex=annexes.see(figures, "annex-ledger"),
        ),
        *standing(figures),
        *tracks(figures),
        *in_time(figures),
    )


def _all(figures: Figures) -> Runs:
    if figures.value("findings") == 1:
        return ("上述问题",)
    classifier = figures.classifier("问题")
    return fill("上述{n}{c}问题共", n=figures["findings"], c=classifier)


def _closed_tasks(figures: Figures) -> Runs:
    closed = figures.some("tasks_closed")
    if closed is None or not figures.value("findings_open"):
        return ()
    return fill("，其中已验收销号{n}项", n=closed)


def standing(figures: Figures) -> Runs:
    """How many of the findings are closed out, being put right, overdue."""
    if not figures.value("findings_open"):
        all_ = "全部" if figures.value("findings") > 1 else ""
        return (f"目前已{all_}完成整改并验收销号。",)
    late = _overdue(figures)
    if not figures.value("findings_closed"):
        planned = all(map(figures.sources.tasks_of, figures.sources.findings))
        each, all_ = ("各问题", "均") if figures.value("findings") > 1 else ("", "")
        done = f"{all_}已明确责任部门和完成时限，正在组织实施" if planned else "正在组织整改"
        return fill("{words}{late}。", words=f"{each}{done}", late=("，", *late) if late else "")
    return fill(
        "已完成整改并验收销号{closed}{c}，正在整改{open}{c}{late}，整改完成率{rate}（{closed}/{n}）。",
        closed=figures["findings_closed"],
        open=figures["findings_open"],
        late=("（", *late, "）") if late else "",
        rate=figures.rate("closed_rate"),
        n=figures["findings"],
        c=figures.classifier("问题"),
    )


def _overdue(figures: Figures) -> Runs:
    """其中逾期2个 of those that are open; 其中 neither of a single one nor of all (G8, G9)."""
    overdue = figures.some("findings_overdue")
    if overdue is None:
        return ()
    if overdue.value != figures.value("findings_open"):
        return fill("其中逾期{n}{c}", n=overdue, c=figures.classifier("问题"))
    if overdue.value != 1:
        return ("均已逾期",)
    [finding] = figures.rows("findings_overdue")
    alone = figures.value("findings") == 1
    return (f"{'该问题' if alone else ''}已逾期{_driven(figures, finding)}",)


def tracks(figures: Figures) -> Runs:
    """按整改类型分，…: each type that there is with its number."""
    parts = [(word, figures[f"track_{track}"]) for track, word in TRACKS.items()]
    shown = [word for word, figure in parts if figure.value]
    if len(shown) == 1:
        return (f"按整改类型分，{'均' if figures.value('findings') > 1 else ''}属{shown[0]}。",)
    told = listed(parts, classifier=figures.classifier("问题"))
    return fill("按整改类型分，{parts}。", parts=told)


def in_time(figures: Figures) -> Runs:
    """Once a deadline was extended: in time by the original one and by the one that holds, never
    one alone. Without an extension both are the same, and late ones were told before."""
    extended = figures.some("tasks_extended")
    if extended is None:
        return ()
    if not figures.value("tasks_done"):
        return fill("经批准延期的整改任务{n}项。", n=extended)
    return fill(
        "经批准延期的整改任务{n}项；有时限的整改任务已完成{done}项，按原定时限计{first}，"
        "按现行时限计{current}。",
        n=extended,
        done=figures["tasks_done"],
        first=_kept(figures, "in_time_by_first", "rate_by_first"),
        current=_kept(figures, "in_time_by_current", "rate_by_current"),
    )


def _kept(figures: Figures, name: str, rate: str) -> Runs:
    """按期完成1项，按期率50%（1/2）; neither 0项 (G7) nor the rate of a single task (G8)."""
    kept, done = figures.some(name), figures.value("tasks_done")
    if done == 1:
        return ("按期完成" if kept else "未按期完成",)
    if kept is None:
        return ("均未按期完成",)
    return fill(
        "按期完成{n}项，按期率{rate}（{n}/{done}）",
        n=kept,
        rate=figures.rate(rate),
        done=figures["tasks_done"],
    )
