"""宣传发动: organisation, circulation, meetings, publicity; each told only where it is recorded."""

from datetime import date

from campaigns.models import Activity, Group
from reports.document import Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import sole
from reports.papers.final_report import annexes
from reports.phrases import day, document_title, fill, firstly, join

KINDS = {"形式": "种", "原因": "种"}


def runs(figures: Figures) -> Runs:
    """One to four parts, numbered 一是… by what there is."""
    days = Days(figures)
    parts = (_leadership, _circulation, _meetings, _publicity)
    return firstly([part(figures, days) for part in parts])


class Days:
    """The days of one paragraph in reading order: a day that is told twice is 同日."""

    def __init__(self, figures: Figures) -> None:
        self.year = figures.sources.window[0]
        self.last: date | None = None

    def told(self, on: date) -> str:
        """8月13日, or 同日 when the day before it in the text was the same."""
        same, self.last = on == self.last, on
        return "同日" if same else day(on, year=self.year)


def _leadership(figures: Figures, days: Days) -> Runs:
    meeting = next(iter(figures.sources.activities(Activity.Kind.LEADING_MEETING)), None)
    group = figures.sources.leading_group
    if meeting is None and group is None:
        return ()
    held = (
        fill(
            "{day}，{self}召开{meeting}，",
            day=days.told(meeting.on),
            self=figures.campaign.word("self", "我公司"),
            meeting=meeting.title,
        )
        if meeting
        else ()
    )
    return fill(
        "加强组织领导。{held}{group}{duties}",
        held=held,
        group=_group(figures, group),
        duties=fill("，明确{n}项职责分工", n=figures["duties"]) if figures.value("duties") else "",
    )


def _group(figures: Figures, group: Group | None) -> Runs:
    if group is None:
        return ("成立", Missing("领导小组", figures.page("groups")))
    chair = next((m.person.title for m in group.memberships.all() if m.office == "chair"), None)
    return fill(
        "成立由{chair}任组长{scope}的{name}，下设办公室（设在{office}），研究制定实施方案",
        chair=chair or Missing("组长", figures.page("groups")),
        scope=f"、{group.member_scope}参加" if group.member_scope else "",
        name=group.name,
        office=figures.sources.name_of(figures.campaign.office),
    )


def _circulation(figures: Figures, days: Days) -> Runs:
    circulation = figures.sources.circulation
    if circulation is None:
        return ()
    return fill(
        "认真传达签阅。{day}，由{organiser}组织将{document}逐部门传达签阅{annex}，"
        "应传达{due}人，{signed}{reach}{exempt}",
        day=days.told(circulation.on),
        organiser=circulation.organiser,
        document=document_title(circulation.title),
        due=figures["circulation_due"],
        signed=fill("实际签阅{n}人，", n=figures["circulation_signed"])
        if figures.value("circulation_signed")
        else "",
        reach=_reach(figures),
        exempt=_exempt(figures),
        annex=annexes.see(figures, "annex-circulation"),
    )


def _reach(figures: Figures) -> Runs:
    rate = figures.rate("circulation_rate")
    if rate is None:
        return (Missing("传达面", figures.page("mobilization")),)
    if not figures.value("circulation_signed"):
        return ("尚无人签阅，正在传达",)
    if figures.value("circulation_missing"):
        return fill(
            "传达面为{rate}，尚有{missing}人未签阅，正在补传",
            rate=rate,
            missing=figures["circulation_missing"],
        )
    late = figures.some("circulation_late")
    return fill(
        "传达面达到{rate}{late}", rate=rate, late=fill("（其中补签{n}人）", n=late) if late else ""
    )


def _exempt(figures: Figures) -> Runs:
    if not figures.value("circulation_exempt"):
        return ()
    reasons = sorted({row.exempt_reason for row in figures.rows("circulation_exempt")})
    return fill(
        "，另有{n}人因{reasons}经批准未纳入统计",
        n=figures["circulation_exempt"],
        reasons=join(reasons, noun="原因", classifiers=KINDS),
    )


def _meetings(figures: Figures, days: Days) -> Runs:
    """The departments' meetings and that of everybody, the earlier one first."""
    kinds = [Activity.Kind.DEPARTMENT_MEETING, Activity.Kind.ALL_MEETING]
    held = [(figures.sources.activities(kind), kind) for kind in kinds]
    held = sorted((row for row in held if row[0]), key=lambda row: row[0][0].on)
    tell = {kinds[0]: _department_meetings, kinds[1]: _all_meetings}
    told = [tell[kind](figures, days, meetings) for meetings, kind in held]
    return fill("层层动员部署。{told}", told=sole(told, "；")) if told else ()


def _department_meetings(figures: Figures, days: Days, meetings: list[Activity]) -> Runs:
    return fill(
        "{days}，{n}个部门（单位）{each}召开专题会议，讲明开展{activity}的目的、意义、组织形式和"
        "有关要求{attendance}",
        days=_range(figures, days, "department_meeting", meetings),
        n=figures["department_meetings"],
        each="分别" if figures.value("department_meetings") > 1 else "",
        activity=figures.campaign.word("activity", figures.campaign.title),
        attendance=_attendance(figures, "department_meeting", meetings),
    )


def _all_meetings(figures: Figures, days: Days, meetings: list[Activity]) -> Runs:
    return fill(
        "{days}，{host}主持召开{title}，组织再学习、再动员，宣布领导机构和责任分工，"
        "对自查工作提出具体要求{attendance}",
        days=_range(figures, days, "all_meeting", meetings),
        host=meetings[0].host or Missing("会议主持人", figures.page("mobilization")),
        title=meetings[0].title
        if len(meetings) == 1
        else fill("{title}{n}次", title=meetings[0].title, n=figures["all_meetings"]),
        attendance=_attendance(figures, "all_meeting", meetings),
    )


def _range(figures: Figures, days: Days, name: str, meetings: list[Activity]):
    first, last = meetings[0].on, meetings[-1].on
    if first == last and days.told(first) == "同日":
        return "同日"
    days.last = last if first == last else None
    return figures[f"{name}_range"]


def _attendance(figures: Figures, name: str, meetings: list[Activity]) -> Runs:
    """应到…实到…; who was absent and did not make it up is told as a number."""
    counted = [m for m in meetings if m.due is not None and m.present is not None]
    if not counted:
        return ()
    if len(counted) < len(meetings):
        return ("，应到、实到人数", Missing("到会人数", figures.page("mobilization")))
    return fill(
        "，应到{due}人，实到{present}人，{absent}",
        due=figures[f"{name}_due"],
        present=figures[f"{name}_present"],
        absent=_absent(figures, name),
    )


def _absent(figures: Figures, name: str) -> Runs:
    absent, still = figures.some(f"{name}_absent"), figures.some(f"{name}_not_made_up")
    if absent is None:
        return ("全部到会",)
    if still is None:
        return fill("因故缺席{n}人，均已补课", n=absent)
    if still.value == absent.value:
        return fill("因故缺席{n}人，尚未补课", n=absent)
    return fill("因故缺席{n}人，其中{still}人尚未补课", n=absent, still=still)


def _publicity(figures: Figures, days: Days) -> Runs:
    told: list[Runs] = []
    acts, briefs = figures.some("publicity"), figures.some("briefs")
    if acts:
        titles = dict.fromkeys(act.title for act in figures.rows("publicity"))
        kinds = join(list(titles), noun="形式", classifiers=KINDS)
        told.append(fill("通过{kinds}开展宣传{n}次", kinds=kinds, n=acts))
    if briefs:
        told.append(fill("编发简报{n}期", n=briefs))
    return fill("营造良好氛围。{told}", told=sole(told, "，")) if told else ()
