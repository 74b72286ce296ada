"""督办单: one matter, one slip; the lower lines are filled in as it is signed for and answered."""

from dataclasses import replace
from datetime import date

from organization import calendar, clock
from rectification.deadlines import days_left, is_overdue, overdue_days
from rectification.letters import earlier_slips
from rectification.models import Letter, Task
from reports.document import Column, Document, Missing, Runs, Table
from reports.papers import letter_parts as parts
from reports.papers import slip_answers
from reports.papers.clauses import clause
from reports.papers.letter_parts import Told
from reports.phrases import PaperDates, date_cn, day, fill, join
from reports.scripts import in_its_script

COLUMNS = (Column("栏目", 46, "center"), Column("内容", 124))
KEY = "slip"
NONE = "—"


@in_its_script
def write(told: Told) -> Document:
    """The slip up to its issue; `finished` adds what came after."""
    title = f"督办单（{told.letter.of_kind.level}）"
    return parts.paper(
        told,
        title,
        (
            parts.head(told, (title,)),
            parts.addressee(told),
            Table(COLUMNS, _rows(told), key=KEY),
            *parts.copies(told),
        ),
        layout="form",
    )


def finished(document: Document, letter: Letter) -> Document:
    """The frozen words with signature, answers and opinions as they stand now."""
    blocks = tuple(
        replace(block, rows=(*block.rows, *_later(letter)))
        if isinstance(block, Table) and block.key == KEY
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _rows(told: Told) -> tuple[tuple[Runs | str, ...], ...]:
    letter = told.letter
    task = _task(letter)
    issued = letter.issued_at
    signed = (
        f"{letter.issued_by.title}　{date_cn(clock.day_of(issued))}"
        if issued and letter.issued_by
        else "【待签发】"
    )
    reply = letter.reply_by
    return (
        ("督办事项", clause(task.title)),
        ("交办依据", _grounds(told, task)),
        ("承办部门（承办人职务）", _who(told, task)),
        ("原定时限", parts.deadline(task)),
        ("目前进展", _progress(told, task)),
        ("督办要求", _demand(told, task)),
        ("反馈时限", f"{date_cn(reply)}前" if reply else "【签发时确定】"),
        ("签发", signed),
    )


def _task(letter: Letter) -> Task:
    if letter.task is None:
        raise ValueError(f"a slip is about a task: {letter.pk}")
    return letter.task


def _grounds(told: Told, task: Task) -> str:
    """The finding and the measure; of a restricted finding the number only."""
    number = f"{told.campaign.title}问题清单第{task.finding.number}号问题"
    return f"{number}，整改措施：{clause(task.measure.text)}"


def _who(told: Told, task: Task) -> Runs:
    department = parts.name_of(told.campaign, task.department)
    person = task.responsible or told.letter.head
    who = person.title if person else Missing("承办人职务", task.get_absolute_url())
    return fill("{department}（{who}）", department=department, who=who)


def _progress(told: Told, task: Task) -> str:
    last = task.progress.last()
    if last is None:
        return "尚未报告进展"
    return f"{day(last.on, year=told.on)}：{clause(last.text)}（完成进度{last.percent}%）"


def _demand(told: Told, task: Task) -> Runs:
    """How it stands by the calendar, what is asked for, and when it was urged before."""
    reply, dates = told.letter.reply_by, PaperDates()
    return fill(
        "你部门承办的“{title}”，{stands}。{before}"
        "请于{reply}前书面反馈进展、原因和完成时间，并切实抓好整改。{more}",
        title=clause(task.title),
        stands=_stands(told, task, dates),
        before=_before(told, dates),
        reply=dates.day(reply) if reply else "【签发时确定】",
        more=_more(told),
    )


def _stands(told: Told, task: Task, dates: PaperDates) -> str:
    """How many working days it is late, or has left; a long-term task has milestones instead."""
    if task.due_on is None:
        return "属长期整改任务，请按阶段目标抓紧推进"
    due = f"应于{dates.day(task.due_on)}完成"
    if not is_overdue(due_on=task.due_on, on=told.on):
        return f"{due}，{_left(told, task.due_on)}"
    days = overdue_days(task.due_on, told.on, calendar.current())
    return f"{due}，截至{dates.day(told.on)}已逾期{days}个工作日"


def _left(told: Told, due_on: date) -> str:
    """In working days; by the calendar where only days of rest are left."""
    if due_on == told.on:
        return "今日到期，请抓紧推进"
    days = days_left(due_on, told.on, calendar.current())
    if days < 1:
        return f"距完成时限还有{(due_on - told.on).days}天，请抓紧推进"
    return f"距完成时限还有{days}个工作日，请抓紧推进"


def _before(told: Told, dates: PaperDates) -> Runs:
    slips = earlier_slips(told.letter)
    days = list(dict.fromkeys(clock.day_of(one.issued_at) for one in slips if one.issued_at))
    words = [dates.day(on) for on in days]
    return fill("此前已于{days}督办。", days=join(words)) if words else ()


def _more(told: Told) -> str:
    lines = [clause(line) for line in told.letter.demand_list]
    return f"另请：{'；'.join(lines)}。" if lines else ""


def _later(letter: Letter) -> tuple[tuple[Runs | str, ...], ...]:
    """签收, 承办部门反馈, 督办意见; empty lines are left for the hand."""
    answers = list(letter.answers.select_related("by", "judged_by"))
    return (
        ("签收（签字、日期）", slip_answers.signed(letter)),
        ("承办部门反馈", slip_answers.said(answers)),
        ("督办意见", slip_answers.judged(answers, "退回重新反馈")),
    )
