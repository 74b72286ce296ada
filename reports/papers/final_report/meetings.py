"""层层动员部署: meetings as they were held, who came, and what was studied again after them."""

from campaigns import calling
from campaigns.models import Meeting
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import clause, sole
from reports.phrases import document_title, fill, join
from reports.queries.meetings import told_everywhere

KINDS = {"原因": "种"}
AGAIN = "再学习"  # the word of the agenda behind which the documents are named


def runs(figures: Figures, days) -> Runs:
    """The departments' meetings and that of everybody, the earlier one first; then the round
    in which documents were studied again."""
    kinds = [Meeting.Kind.DEPARTMENT, Meeting.Kind.ALL]
    held = [(figures.sources.held_meetings(kind), kind) for kind in kinds]
    held = sorted((row for row in held if row[0]), key=lambda row: row[0][0].on)
    tell = {kinds[0]: _department_meetings, kinds[1]: _all_meetings}
    told = [tell[kind](figures, days, meetings) for meetings, kind in held]
    if figures.value("restudy_due"):
        told.append(_studied_again(figures, days))
    return fill("层层动员部署。{told}", told=sole(told, "；")) if told else ()


def _department_meetings(figures: Figures, days, meetings: list[Meeting]) -> Runs:
    titles = {meeting.title for meeting in meetings}
    return fill(
        "{days}，{n}个部门（单位）{each}召开{title}{points}{attendance}{waiting}{waived}",
        days=days.span(meetings[0].on, meetings[-1].on, "department_meeting_range"),
        n=figures["department_meetings"],
        each="分别" if figures.value("department_meetings") > 1 else "",
        title=titles.pop() if len(titles) == 1 else "专题会议",
        points=_points(figures, meetings),
        attendance=_attendance(figures, "department_meeting", Meeting.Kind.DEPARTMENT),
        waiting=_not_held(figures, "waiting", "，尚有{n}个部门（单位）未召开"),
        waived=_not_held(figures, "waived", "，另有{n}个部门（单位）经批准未单独召开"),
    )


def _points(figures: Figures, meetings: list[Meeting]) -> Runs:
    """What was told at every meeting; the usual points are those of the campaign."""
    told = told_everywhere(meetings)
    if not told:
        return ()
    usual = set(calling.points_of(figures.campaign, Meeting.Kind.DEPARTMENT))
    activity = figures.campaign.word("activity", figures.campaign.title)
    lead = f"，讲明开展{activity}的" if usual.issuperset(told) else "，传达"
    return (lead, *join([clause(point) for point in told], limit=len(told)))


def _not_held(figures: Figures, name: str, words: str) -> Runs:
    n = figures.some(f"department_meetings_{name}")
    return fill(words, n=n) if n else ()


def _all_meetings(figures: Figures, days, meetings: list[Meeting]) -> Runs:
    told = [_named(figures, clause(point)) for point in told_everywhere(meetings)]
    return fill(
        "{days}，{host}主持召开{title}{told}{attendance}",
        days=days.span(meetings[0].on, meetings[-1].on, "all_meeting_range"),
        host=meetings[0].host or Missing("会议主持人", figures.page("mobilization")),
        title=meetings[0].title
        if len(meetings) == 1
        else fill("{title}{n}次", title=meetings[0].title, n=figures["all_meetings"]),
        told=("，", *sole(told, "，")) if told else (),
        attendance=_attendance(figures, "all_meeting", Meeting.Kind.ALL),
    )


def _named(figures: Figures, point: str) -> Runs:
    """A point of the agenda; behind 再学习 the documents that were studied again."""
    before, word, after = point.partition(AGAIN)
    if not word or not figures.value("restudied"):
        return (point,)
    titles = [document_title(row.title) for row in figures.rows("restudied")]
    return (f"{before}{word}", *join(titles), after)


def _studied_again(figures: Figures, days) -> Runs:
    """再学习: signed for once more by everybody."""
    again = figures.sources.restudy
    missing = figures.some("restudy_missing")
    return fill(
        "{day}，组织逐人签阅再学习情况，应签{due}人，{signed}{rest}",
        day=days.told(again.on, "restudy_day"),
        due=figures["restudy_due"],
        signed=fill("实签{n}人", n=figures["restudy_signed"])
        if figures.value("restudy_signed")
        else "尚无人签阅",
        rest=fill("，再学习面为{rate}，尚有{n}人未签阅", rate=figures["restudy_rate"], n=missing)
        if missing and figures.value("restudy_signed")
        else "",
    )


def _attendance(figures: Figures, name: str, kind: str) -> Runs:
    """应到…实到…; who was absent and did not make it up is told as a number."""
    if not figures.value(f"{name}_due"):
        return ()
    return fill(
        "，应到{due}人，{present}{absent}",
        due=figures[f"{name}_due"],
        present=fill("实到{n}人，", n=figures[f"{name}_present"])
        if figures.value(f"{name}_present")
        else "无人到会，",
        absent=_absent(figures, name, kind),
    )


def _absent(figures: Figures, name: str, kind: str) -> Runs:
    absent, still = figures.some(f"{name}_absent"), figures.some(f"{name}_not_made_up")
    if absent is None:
        return ("全部到会",)
    reasons = [clause(reason) for reason in figures.sources.reasons_of_absence(kind)]
    why = join(reasons, limit=3, noun="原因", classifiers=KINDS)
    if still is None:
        return fill("因{why}缺席{n}人，均已补课", why=why, n=absent)
    if still.value == absent.value:
        return fill("因{why}缺席{n}人，尚未补课", why=why, n=absent)
    return fill("因{why}缺席{n}人，其中{still}人尚未补课", why=why, n=absent, still=still)
