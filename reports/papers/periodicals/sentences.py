"""Sentences that bulletin and brief share: tasks, sheets, what was done in the period."""

from reports.document import Figure, Runs
from reports.figures import Figures
from reports.papers.periodicals.told import Told
from reports.phrases import Words, fill, join, listed, percentage_points, sentence

# In the order of the trade; together they are all tasks.
STATES = (
    ("已销号", "closed_of"),
    ("待验收", "handed_in_of"),
    ("正在整改", "doing_of"),
    ("逾期", "late_of"),
)
ONE = {
    "closed_of": "已销号",
    "handed_in_of": "待验收",
    "doing_of": "正在整改",
    "late_of": "已逾期",
}


def tasks(figures: Figures, told: Told) -> Runs:
    """How the tasks stand (G7, G8): none, one, all closed out, or the parts with the rate."""
    total, closed = figures.value("tasks_of"), figures.value("closed_of")
    if total == 0:
        return ("尚未下达整改任务",)
    if total == 1:
        state = next(words for name, words in ONE.items() if figures.value(name))
        return fill("共有{n}项整改任务，{state}", n=figures["tasks_of"], state=state)
    state = next((words for name, words in ONE.items() if figures.value(name) == total), "")
    if closed == total:
        stands = fill("{n}项整改任务已全部销号", n=figures["tasks_of"])
    elif state:
        stands = fill("{n}项整改任务均{state}", n=figures["tasks_of"], state=state)
    else:
        parts = listed([(label, figures[name]) for label, name in STATES], classifier="项")
        stands = fill("{n}项整改任务中，{parts}", n=figures["tasks_of"], parts=parts)
    return (*stands, *_rate(figures, told))


def _rate(figures: Figures, told: Told) -> Runs:
    """，整改完成率33.3%，比上期提高3.2个百分点; no 0% where nothing is closed out (G7)."""
    if not figures.value("closed_of"):
        return ("，尚无任务销号",)
    rate, change = figures["closed_rate_of"], _change(figures, told)
    return fill("，整改完成率{rate}{change}", rate=rate, change=change)


def _change(figures: Figures, told: Told) -> str:
    """，比上期提高3.2个百分点; nothing without a number before."""
    if told.before is None or not told.before[1]:
        return ""
    now = figures.value("closed_of"), figures.value("tasks_of")
    change = percentage_points(told.before, now)
    return f"，与上期{change}" if change == "持平" else f"，比上期{change}"


def late(figures: Figures) -> Runs:
    """Where the late tasks lie: 无逾期事项, one department, or the worst of several."""
    rows = figures.rows("late_departments")
    if not figures.value("tasks_of"):
        return ()
    if not figures.value("late_of"):
        return ("无逾期事项",)
    if figures.value("tasks_of") == 1:
        days = figures[f"longest_late.{rows[0].department.code}"]
        return fill("该任务由{name}承办，逾期{days}个工作日", name=str(rows[0]), days=days)
    if len(rows) == 1:
        return _of_one(figures, rows[0])
    worst = max(rows, key=lambda row: _lateness(figures, row.department.code))
    return fill(
        "逾期事项涉及{names}，其中{worst}",
        names=join([str(row) for row in rows], noun="部门", total=figures["late_departments"]),
        worst=_of_one(figures, worst),
    )


def _lateness(figures: Figures, code: str) -> tuple[int, int]:
    """How many are late, then how long: of equal numbers the longest is the worst."""
    return figures.value(f"late_of.{code}"), figures.value(f"longest_late.{code}")


def _of_one(figures: Figures, row) -> Runs:
    code = row.department.code
    return fill(
        "{name}有{n}项逾期，{most}{days}个工作日",
        name=str(row),
        n=figures[f"late_of.{code}"],
        most="最长逾期" if figures.value(f"late_of.{code}") > 1 else "已逾期",
        days=figures[f"longest_late.{code}"],
    )


def sheets(figures: Figures) -> Runs:
    """How many of the sheets were handed in; nothing where none is asked for."""
    due, done = figures.value("sheets_due"), figures.value("sheets")
    if not due:
        return ()
    if not done:
        return (
            fill("{n}份自查表均未提交", n=figures["sheets_due"]) if due > 1 else ("自查表尚未提交",)
        )
    if done == due:
        every = "{n}份自查表已全部提交" if due > 1 else "{n}份自查表已提交"
        return fill(every, n=figures["sheets_due"])
    return fill(
        "应提交自查表{due}份，已提交{done}份，提交率{rate}",
        due=figures["sheets_due"],
        done=figures["sheets"],
        rate=figures["sheets_rate"],
    )


def found(figures: Figures) -> Runs:
    """What the self-check has filled in and brought up."""
    answers, findings = figures.some("answers"), figures.some("findings_of")
    said: list[Words] = []
    if answers:
        said.append(fill("共填报{n}项次", n=answers))
    if findings:
        said.append(fill("发现问题{n}{c}", n=findings, c=figures.classifier("问题")))
    elif answers:
        said.append("未发现问题")
    return join_clauses(said)


def done_in_the_period(figures: Figures, told: Told) -> Runs:
    """What the office did in the period: letters, cards, tasks closed out."""
    part = told.part
    closed = figures.some(f"closed_in.{part}")
    letters = figures.some(f"letters_sent.{part}")
    said: list[Words] = [
        fill("销号整改任务{n}项", n=closed) if closed else "",
        fill("印发督办等文书{n}份", n=letters) if letters else "未印发督办文书",
        _cards(figures, part),
    ]
    return fill("本期（{period}）{said}", period=told.period, said=join_clauses(said))


def _cards(figures: Figures, part: str) -> Runs:
    given: list[tuple[str, Figure]] = [
        ("黄牌", figures[f"yellow_cards_given.{part}"]),
        ("红牌", figures[f"red_cards_given.{part}"]),
    ]
    told = listed(given, classifier="张")
    return ("发出", *told) if told else ("未发生达到发牌标准的情形",)


def join_clauses(parts: list[Words]) -> Runs:
    """Clauses with ， between them; empty ones are left out."""
    shown = [(part,) if isinstance(part, str) else tuple(part) for part in parts if part]
    row: list = []
    for place, part in enumerate(shown):
        row += ["，" if place else "", *part]
    return tuple(row)


def sentences(*parts: Words) -> Runs:
    """Each part a sentence of its own; empty ones are left out."""
    return tuple(run for part in parts if part for run in sentence(part))
