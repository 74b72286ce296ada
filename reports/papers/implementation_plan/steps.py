"""方法步骤: each phase with its time, tasks, responsible departments and results.

What a phase asks for is data of the kind of campaign (`steps`): patterns with slots. A task that
`needs` a record is left out where there is none.
"""

from campaigns.gates import reach_threshold
from campaigns.models import Group, Phase
from reports.document import Block, Missing, Paragraph, Runs
from reports.figures import Figures
from reports.papers.clauses import clause
from reports.papers.grounds import activity, office_name, wording
from reports.phrases import (
    document_title,
    fill,
    firstly,
    heading_number,
    join,
    run_in,
    sentence,
)
from reports.phrases.runs import Slot


def blocks(figures: Figures) -> list[Block]:
    """One paragraph a phase."""
    phases = figures.sources.phases
    if not phases:
        return [Paragraph((Missing("活动阶段", figures.page("setup")), "。"), key="steps")]
    slots = _slots(figures)
    return [
        Paragraph(
            (
                run_in(_heading(figures, phase, place, len(phases))),
                *_words(figures, phase, slots),
            ),
            key=f"step-{phase.key}",
        )
        for place, phase in enumerate(phases, start=1)
    ]


def _heading(figures: Figures, phase: Phase, place: int, of: int) -> str:
    window = figures[f"phase_window.{phase.key}"].text
    name = phase.name.removesuffix("阶段")
    return f"{heading_number(2, place, of=of)}{name}阶段（{window}）"


def _words(figures: Figures, phase: Phase, slots: dict[str, Slot]) -> Runs:
    told = (wording(figures, "steps") or {}).get(phase.key)
    if not told:
        return (Missing(f"{phase.name}阶段的任务", figures.page("setup")), "。")
    tasks = [
        fill(task["text"], **slots)
        for task in told["tasks"]
        if not task.get("needs") or slots[task["needs"]]
    ]
    tasks.append(_planned(figures, phase))
    return (
        *firstly(tasks),
        *sentence(fill("责任部门：{lead}", lead=fill(told["lead"], **slots))),
        *sentence(fill("形成成果：{results}", results=join(told["outcomes"]))),
    )


def _planned(figures: Figures, phase: Phase) -> Runs:
    """What was planned for days of the phase: 按计划组织张贴海报（8月14日，…）"""
    acts = []
    for row in figures.sources.planned:
        if row.phase_id == phase.pk:
            who = f"，{figures.sources.name_of(row.department)}" if row.department else ""
            acts.append(f"{clause(row.title)}（{figures.day(row.planned_on)}{who}）")
    told = join(acts, limit=12, noun="活动", classifiers={"活动": "项"})
    return fill("按计划组织{acts}", acts=told) if acts else ()


def _slots(figures: Figures) -> dict[str, Slot]:
    """What the patterns of the kind may name."""
    campaign, setup = figures.campaign, figures.page("setup")
    points = campaign.word("meeting_points", {})
    threshold = reach_threshold(campaign)
    due = figures.sources.filling_ends_on
    return {
        "activity": campaign.word("activity_short", activity(figures)),
        "office": office_name(figures),
        "notice": document_title(campaign.trigger_title)  # with its number in the opening (G15)
        if campaign.trigger_title
        else Missing("上级来文", setup),
        "reach": f"，传达面达到{threshold}%" if threshold else "",
        "department_points": join(points.get("department_meeting", [])),
        "all_points": join(points.get("all_meeting", []), limit=9),
        "leading_on": _meeting(figures, "leading_meeting"),
        "department_on": _meeting(figures, "department_meeting"),
        "all_on": _meeting(figures, "all_meeting"),
        "levels": _levels(figures),
        "level_count": figures["levels"] if figures.value("levels") else "",
        "due": figures.day(due) if due else Missing("自查表报送时限", setup),
        "inspection": _inspection(figures),
        "inspection_group": _inspection_name(figures),
        "addressee": campaign.addressee or campaign.trigger_issuer or Missing("报送单位", setup),
    }


def _meeting(figures: Figures, kind: str) -> str:
    """（8月12日） where such a meeting was called for one day."""
    days = {meeting.on for meeting in figures.sources.called_meetings if meeting.kind == kind}
    return f"（{figures.day(days.pop())}）" if len(days) == 1 else ""


def _levels(figures: Figures) -> Runs:
    rows = figures.sources.levels
    return join([f"{clause(row.name)}（{figures.day(row.due_on)}前）" for row in rows])


def _inspection(figures: Figures) -> str:
    """The group that was set up, or that one is to be set up."""
    name = _inspection_name(figures)
    return f"由{name}" if _inspection_group(figures) else f"成立{name}，"


def _inspection_name(figures: Figures) -> str:
    group = _inspection_group(figures)
    return group.name if group else figures.campaign.word("inspection_group", "专项检查组")


def _inspection_group(figures: Figures) -> Group | None:
    kind = Group.Kind.INSPECTION
    return next((one for one in figures.sources.work_bodies if one.kind == kind), None)
