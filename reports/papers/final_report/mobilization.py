"""宣传发动: organisation, circulation, meetings, publicity; each told only where it is recorded."""

from datetime import date

from campaigns.models import Group, Meeting
from reports.document import Figure, Missing, Runs
from reports.figures import Figures
from reports.papers.clauses import sole
from reports.papers.final_report import annexes, meetings
from reports.phrases import document_title, fill, firstly, join
from reports.queries.mobilization import missing_by_department

KINDS = {"形式": "种", "原因": "种", "部门": "个"}
PLAN = "实施方案"  # what a meeting has told of when it is said to have drawn up the plan
SITES = {"own": "自有", "partner": "合作"}


def runs(figures: Figures) -> Runs:
    """One to four parts, numbered 一是… by what there is."""
    days = Days(figures)
    parts = (_leadership, _circulation, meetings.runs, _publicity)
    return firstly([part(figures, days) for part in parts])


class Days:
    """The days of one paragraph in reading order: a day that is told twice is 同日."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.last: date | None = None

    def told(self, on: date, name: str) -> Figure | str:
        """The figure of this name that prints the day `on`, or 同日 when the day before it in
        the text was the same."""
        same, self.last = on == self.last, on
        return "同日" if same else self.figures[name]

    def span(self, first: date, last: date, name: str) -> Figure | str:
        """As `told`, of the figure that prints the days from `first` to `last`."""
        if first == last:
            return self.told(first, name)
        self.last = None
        return self.figures[name]


def _leadership(figures: Figures, days: Days) -> Runs:
    meeting = next(iter(figures.sources.held_meetings(Meeting.Kind.LEADING)), None)
    group = figures.sources.leading_group
    if meeting is None and group is None:
        return ()
    held = (
        fill(
            "{day}，{self}召开{meeting}，",
            day=days.told(meeting.on, "leading_meeting_range"),
            self=figures.campaign.word("self", "我公司"),
            meeting=meeting.title,
        )
        if meeting
        else ()
    )
    return fill(
        "加强组织领导。{held}{group}{plan}{duties}",
        held=held,
        group=_group(figures, group),
        plan="，研究制定实施方案" if meeting and PLAN in "".join(meeting.told) else "",
        duties=fill("，明确{n}项职责分工", n=figures["duties"]) if figures.value("duties") else "",
    )


def _group(figures: Figures, group: Group | None) -> Runs:
    if group is None:
        return ("成立", Missing("领导小组", figures.page("groups")))
    chair = next((m.person.title for m in group.memberships.all() if m.office == "chair"), None)
    return fill(
        "成立由{chair}任组长{scope}的{name}，下设办公室（设在{office}）",
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
        day=days.told(circulation.on, "circulation_day"),
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
            "传达面为{rate}，尚有{missing}人未签阅（{where}），正在补传",
            rate=rate,
            missing=figures["circulation_missing"],
            where=_where(figures),
        )
    late = figures.some("circulation_late")
    return fill(
        "传达面达到{rate}{late}", rate=rate, late=fill("（其中补签{n}人）", n=late) if late else ""
    )


def _where(figures: Figures) -> Runs:
    """甲部门1人、乙部门2人."""
    counted = missing_by_department(figures.sources)
    names = [f"{name}{n}人" for name, n in counted.items()]
    return join(names, last="", noun="部门", classifiers=KINDS)


def _exempt(figures: Figures) -> Runs:
    if not figures.value("circulation_exempt"):
        return ()
    reasons = sorted({row.exempt_reason for row in figures.rows("circulation_exempt")})
    return fill(
        "，另有{n}人因{reasons}经批准未纳入统计",
        n=figures["circulation_exempt"],
        reasons=join(reasons, noun="原因", classifiers=KINDS),
    )


def _publicity(figures: Figures, days: Days) -> Runs:
    told: list[Runs] = []
    acts, briefs = figures.some("publicity"), figures.some("briefs")
    if acts:
        titles = dict.fromkeys(act.title for act in figures.rows("publicity"))
        kinds = join(list(titles), noun="形式", classifiers=KINDS)
        told.append(fill("通过{kinds}开展宣传{n}次", kinds=kinds, n=acts))
    if sites := figures.some("publicity_sites"):
        told.append(fill("覆盖{kinds}场所{n}处", kinds=_kinds_of_sites(figures), n=sites))
    if briefs:
        told.append(fill("编发简报{n}期", n=briefs))
    return fill("营造良好氛围。{told}", told=sole(told, "，")) if told else ()


def _kinds_of_sites(figures: Figures) -> Runs:
    """自有、合作: only the kinds there are."""
    found = {site.kind for site in figures.rows("publicity_sites")}
    return join([word for kind, word in SITES.items() if kind in found], last="")
